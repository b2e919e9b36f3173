using Nocturne.Core.Astrometry.Wcs;
using Nocturne.Core.Roman;

namespace Nocturne.Conformance.Roman;

/// <summary>The scenes: a level-2 image with catalogue, area map and encircled energy, measured in both number modes.</summary>
static class SceneBattery
{
    public static void Run(string folder, CaseReport report)
    {
        foreach (var scene in Scene.Discover(folder))
        {
            foreach (var path in scene.Images)
            {
                var name = Path.GetFileName(path);
                ScienceImage? image = null;
                report.Run($"{name} is read", check =>
                {
                    image = RomanImageReader.Open(path);
                    check.Notes.AddRange(image.Notes);
                });
                if (image is not null) Measure(scene, name, image, report);
            }
        }
    }

    static void Measure(Scene scene, string name, ScienceImage image, CaseReport report)
    {
        report.Run($"{name} positions", check => Positions(scene, image, check));
        var modes = new[] { (NumberMode.ArrayType, "expected_photometry.csv", "in the array's type"), (NumberMode.Double, "expected_photometry_f64.csv", "in double") };
        foreach (var (mode, table, label) in modes)
        {
            if (!scene.Has(table)) continue;
            report.Run($"{name} photometry {label}, positions given", check => ScenePhotometry.AtGivenPositions(scene, image, mode, scene.Rows(table), check));
            report.Run($"{name} photometry {label}", check => ScenePhotometry.AtOwnPositions(scene, image, scene.PathOf("area.asdf"), mode, scene.Rows(table), 2e-9, check));
            if (mode == NumberMode.Double && scene.Has("area_steradian.asdf"))
                report.Run($"{name} photometry with areas in steradians", check => ScenePhotometry.AtOwnPositions(scene, image, scene.PathOf("area_steradian.asdf"), mode, scene.Rows(table), 5e-7, check));
        }

        report.Run($"{name} number modes agree", check => ScenePhotometry.ModesAgree(scene, image, check));
        report.Run($"{name} summary", check => SceneSummary.Counts(scene, image, check));
        report.Run($"{name} encircled energy", check => SceneSummary.Energy(scene, image, check));
        report.Run($"{name} growth curve", check => SceneSummary.Growth(scene, image, check));
    }

    static void Positions(Scene scene, ScienceImage image, CaseCheck check)
    {
        const double Tolerance = 5e-9;
        var rows = scene.Rows("expected_positions.csv");
        var sources = scene.Sources(image);
        var footprint = new DetectorFootprint(image.Wcs);
        check.Same(sources.Count, rows.Count, "rows of the catalogue");
        for (var row = 0; row < rows.Count; row++)
        {
            var sky = sources.Position(rows.Integer(row, "cat_row"));
            check.Same(sky, new SkyPoint(rows.Number(row, "ra"), rows.Number(row, "dec")), $"sky position of row {row}");
            var isInside = rows.Integer(row, "in_bounding_box") == 1;
            var stored = image.Wcs.ToPixel(sky);
            check.Same(image.Wcs.BoundingBox!.Value.Contains(stored), isInside, $"row {row} in the bounding box");
            if (isInside)
            {
                check.Near(stored.X, rows.Number(row, "x_stored_inverse"), Tolerance, $"row {row}, stored x");
                check.Near(stored.Y, rows.Number(row, "y_stored_inverse"), Tolerance, $"row {row}, stored y");
                check.Worst("pixels", Math.Max(Math.Abs(stored.X - rows.Number(row, "x_stored_inverse")), Math.Abs(stored.Y - rows.Number(row, "y_stored_inverse"))));
            }

            var isAccepted = footprint.TryLocate(sky, out var pixel);
            check.Same(isAccepted, rows.Integer(row, "accepted") == 1, $"row {row} accepted");
            if (!isAccepted) continue;
            check.Near(pixel.X, rows.Number(row, "x"), Tolerance, $"row {row}, x");
            check.Near(pixel.Y, rows.Number(row, "y"), Tolerance, $"row {row}, y");
            if (double.IsNaN(rows.Number(row, "x_exact"))) continue;
            var exact = image.Wcs.ToPixel(sky, InverseMethod.Exact);
            check.Near(exact.X, rows.Number(row, "x_exact"), 1e-7, $"row {row}, exact x");
            check.Near(exact.Y, rows.Number(row, "y_exact"), 1e-7, $"row {row}, exact y");
        }
    }
}
