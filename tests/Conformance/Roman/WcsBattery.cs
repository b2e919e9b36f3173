using System.Text.Json;
using Nocturne.Core.Asdf;
using Nocturne.Core.Astrometry.Wcs;

namespace Nocturne.Conformance.Roman;

/// <summary>The folder <c>wcs</c>: coordinate systems with tables of pixels, every frame between, and the way back.</summary>
static class WcsBattery
{
    const double SkyTolerance = 2e-13;
    const double FrameTolerance = 5e-10;
    const double InverseTolerance = 5e-9;
    const double SolvedTolerance = 1e-7;

    public static void Run(string folder, CaseReport report)
    {
        using var cases = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "cases.json")));
        foreach (var item in cases.RootElement.EnumerateObject())
        {
            report.Run($"wcs/{item.Name} forward", check => Forward(folder, item, check));
            report.Run($"wcs/{item.Name} inverse", check => Inverse(folder, item, check));
            report.Run($"wcs/{item.Name} acceptance", check => Acceptance(folder, item, check));
        }
    }

    static WorldCoordinates Open(string folder, JsonProperty item)
    {
        using var file = AsdfFile.Open(Path.Combine(folder, item.Name + ".asdf"));
        return GwcsReader.Read(file, file.Tree!.At("roman", "meta", "wcs"));
    }

    static void Forward(string folder, JsonProperty item, CaseCheck check)
    {
        var wcs = Open(folder, item);
        var rows = CsvRows.Read(Path.Combine(folder, item.Name + ".csv"));
        check.Same(string.Join(",", wcs.Steps.Select(step => step.Frame)), string.Join(",", item.Value.GetProperty("frames").EnumerateArray()), "frames");
        var last = wcs.Steps.Count - 1;
        for (var row = 0; row < rows.Count; row++)
        {
            var (x, y) = (rows.Number(row, "x"), rows.Number(row, "y"));
            for (var step = 1; step < last; step++)
            {
                var (first, second) = wcs.ToFrame(step, x, y);
                check.Near(first, rows.Number(row, wcs.Steps[step].Frame + "_1"), FrameTolerance, $"row {row}, {wcs.Steps[step].Frame}_1");
                check.Near(second, rows.Number(row, wcs.Steps[step].Frame + "_2"), FrameTolerance, $"row {row}, {wcs.Steps[step].Frame}_2");
            }

            Sky(wcs.ToSky(x, y), new(rows.Number(row, wcs.Steps[last].Frame + "_1"), rows.Number(row, wcs.Steps[last].Frame + "_2")), $"row {row}", check);
            Sky(wcs.ToSkyInBox(x, y), new(rows.Number(row, "ra_boxed"), rows.Number(row, "dec_boxed")), $"row {row} in the box", check);
            check.Same(wcs.BoundingBox!.Value.Contains(new(x, y)) ? 1 : 0, rows.Integer(row, "in_bounding_box"), $"row {row} in the bounding box");
        }
    }

    static void Sky(SkyPoint actual, SkyPoint expected, string what, CaseCheck check)
    {
        if (!expected.IsFinite || !actual.IsFinite)
        {
            check.Same(actual.IsFinite, expected.IsFinite, $"{what} is a number");
            return;
        }

        var ra = Math.Abs(Math.IEEERemainder(actual.RightAscension - expected.RightAscension, 360)) * Math.Cos(double.DegreesToRadians(expected.Declination));
        var difference = Math.Max(ra, Math.Abs(actual.Declination - expected.Declination));
        check.Worst("degrees", difference);
        check.True(difference <= SkyTolerance, $"{what} is {difference:G3} degrees off");
    }

    static void Inverse(string folder, JsonProperty item, CaseCheck check)
    {
        var wcs = Open(folder, item);
        var rows = CsvRows.Read(Path.Combine(folder, item.Name + ".csv"));
        var hasInverse = item.Value.GetProperty("inverse").GetString()!.StartsWith("stored", StringComparison.Ordinal);
        check.Same(wcs.HasInverse, hasInverse, "an inverse is there");
        for (var row = 0; row < rows.Count; row++)
        {
            var sky = new SkyPoint(rows.Number(row, wcs.Steps[^1].Frame + "_1"), rows.Number(row, wcs.Steps[^1].Frame + "_2"));
            if (hasInverse) Pixel(wcs.ToPixel(sky), rows, row, ("x_inv", "y_inv"), InverseTolerance, "stored", check);
            if (rows.Integer(row, "in_bounding_box") == 1) Pixel(wcs.ToPixel(sky, InverseMethod.Exact), rows, row, ("x", "y"), SolvedTolerance, "solved", check);
        }
    }

    static void Pixel(PixelPoint actual, CsvRows rows, int row, (string X, string Y) columns, double tolerance, string kind, CaseCheck check)
    {
        var (x, y) = (rows.Number(row, columns.X), rows.Number(row, columns.Y));
        check.Near(actual.X, x, tolerance, $"row {row}, {kind} x");
        check.Near(actual.Y, y, tolerance, $"row {row}, {kind} y");
        check.Worst(kind, Math.Max(Math.Abs(actual.X - x), Math.Abs(actual.Y - y)));
    }

    static void Acceptance(string folder, JsonProperty item, CaseCheck check)
    {
        var wcs = Open(folder, item);
        var rows = CsvRows.Read(Path.Combine(folder, item.Name + ".csv"));
        var ours = new DetectorFootprint(wcs);
        var gwcs = new DetectorFootprint(wcs, rule: AcceptanceRule.CornerRange);
        for (var row = 0; row < rows.Count; row++)
        {
            var sky = new SkyPoint(rows.Number(row, wcs.Steps[^1].Frame + "_1"), rows.Number(row, wcs.Steps[^1].Frame + "_2"));
            var box = wcs.BoundingBox!.Value;
            // The inverse of a pixel on the very edge may fall on either side of it.
            var (x, y) = (rows.Number(row, "x"), rows.Number(row, "y"));
            var toEdge = Math.Min(Math.Min(Math.Abs(x - box.XLow), Math.Abs(x - box.XHigh)), Math.Min(Math.Abs(y - box.YLow), Math.Abs(y - box.YHigh)));
            if (toEdge > 0.01) check.Same(ours.TryLocate(sky, out _), rows.Integer(row, "in_bounding_box") == 1, $"row {row} is accepted");
            if (!wcs.HasInverse || toEdge <= 0.01) continue;
            var expected = double.IsFinite(rows.Number(row, "x_gwcs_default")) && double.IsFinite(rows.Number(row, "y_gwcs_default"));
            check.Same(gwcs.TryLocate(sky, out _), expected, $"row {row} is accepted by the rule of gwcs");
        }

        if (!item.Value.TryGetProperty("antipode", out var antipode)) return;
        var far = new SkyPoint(antipode.GetProperty("ra").GetDouble(), antipode.GetProperty("dec").GetDouble());
        check.True(!ours.TryLocate(far, out _), "the antipode is accepted");
        check.True(!gwcs.TryLocate(far, out _), "the antipode is accepted by the rule of gwcs");
        if (antipode.GetProperty("pixel_from_inverse_without_any_check") is { ValueKind: JsonValueKind.Array } pixel && pixel[0].ValueKind == JsonValueKind.Number && Math.Abs(pixel[0].GetDouble()) < 1e5)
            check.Near(wcs.ToPixel(far).X, pixel[0].GetDouble(), 1e-6, "the antipode without a check, x");
    }
}
