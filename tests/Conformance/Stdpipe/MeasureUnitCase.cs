using Nocturne.Core.Photometry;
using Nocturne.Core.Photometry.Psf;

namespace Nocturne.Conformance.Stdpipe;

/// <summary>The unit tables: circle overlap, PSF stamps, maps of widths, local regression, raw aperture sums.</summary>
sealed class MeasureUnitCase : ICaseKind
{
    public bool Takes(ManifestEntry entry) => entry.Section == "units";

    public CaseResult Run(SceneSet set, ManifestEntry entry)
    {
        var tally = new Tally();
        var table = set.Table(entry.Text("file")!);
        switch (entry.Name)
        {
            case "overlap_circle.csv":
                Overlap(tally, table);
                break;
            case "psfstamps.csv":
                Stamps(tally, set, table);
                break;
            case "fwhmmap_samples.csv":
                Widths(tally, set, entry, table);
                break;
            case "loess_samples.csv":
                Regression(tally, set, entry, table);
                break;
            default:
                if (!entry.Name.EndsWith("_apertures.csv", StringComparison.Ordinal))
                    return CaseResult.Failed(entry.Name, "this unit table is not known here");
                MeasureApertures.Compare(tally, set, set.SceneOf(entry), table);
                break;
        }

        return tally.ToResult(entry.Name);
    }

    static void Overlap(Tally tally, CsvTable table)
    {
        double[] dx = table.Numbers("dx"), dy = table.Numbers("dy"), r = table.Numbers("r"), exact = table.Numbers("exact"),
            cells = table.Numbers("sub5");
        for (var i = 0; i < dx.Length; i++)
        {
            tally.Compare("exact", ApertureOverlap.Circle(dx[i], dy[i], r[i], OverlapMethod.Exact), exact[i], 1e-10);
            tally.Compare("5x5", ApertureOverlap.Circle(dx[i], dy[i], r[i], OverlapMethod.Subpixel(5)), cells[i], 1e-12);
        }
    }

    static void Stamps(Tally tally, SceneSet set, CsvTable table)
    {
        string[] models = table.Texts("psf"), kinds = table.Texts("kind");
        double[] x = table.Numbers("x"), y = table.Numbers("y"), number = table.Numbers("stamp");
        for (var i = 0; i < models.Length; i++)
        {
            var lines = File.ReadAllLines(set.PathOf(FormattableString.Invariant($"psfstamp_{number[i]:00}.csv"))).Where(line =>
                line.Length > 0).ToArray();
            double[] expected = [.. lines.SelectMany(line => line.Split(',')).Select(text =>
                double.Parse(text, System.Globalization.CultureInfo.InvariantCulture))];
            var model = MeasureData.Psf(set, models[i]);
            var peak = expected.Max();
            if (kinds[i] == "supersampled")
            {
                Pixels(tally, "supersampled", model.Evaluate(x[i], y[i]), expected, peak, 1e-7);
                continue;
            }

            var sepx = kinds[i] == "sepx";
            var profile = new PsfProfile(model, sepx ? PsfSampling.Sepx : PsfSampling.Stdpipe);
            Pixels(tally, kinds[i], Stamp.At(profile, x[i], y[i], halfUp: sepx).Values, expected, peak, sepx ? 1e-5 : 1e-9);
            if (sepx) continue;
            foreach (var radius in new[] { "1.5", "3.0", "4.5" })
            {
                var enclosed = EnclosedFraction.Measure(
                    profile, x[i], y[i], double.Parse(radius, System.Globalization.CultureInfo.InvariantCulture));
                tally.Compare("enclosed", enclosed, table.Numbers("encl_r" + radius)[i], 1e-9);
            }
        }
    }

    static void Pixels(Tally tally, string kind, double[] ours, double[] theirs, double peak, double tolerance)
    {
        tally.Same("size of " + kind, ours.Length, theirs.Length);
        for (var p = 0; p < Math.Min(ours.Length, theirs.Length); p++) tally.Limit(kind, Math.Abs(ours[p] - theirs[p]) / peak, tolerance);
    }

    static void Widths(Tally tally, SceneSet set, ManifestEntry entry, CsvTable table)
    {
        var shape = entry.Json.GetProperty("image_shape");
        var options = new FwhmMapOptions
        {
            Order = entry.Json.GetProperty("order").GetInt32(),
            ClipSigma = entry.Json.GetProperty("clip_sigma").GetDouble(),
            ClipIterations = entry.Json.GetProperty("clip_iters").GetInt32(),
            Width = shape[1].GetInt32(),
            Height = shape[0].GetInt32(),
        };
        var map = FwhmMap.Fit(table.Numbers("x"), table.Numbers("y"), table.Numbers("fwhm"), options);
        if (map?.Field is not PolynomialField field)
        {
            tally.Limit("no map", 1, 0);
            return;
        }

        tally.Same("samples", map.Used, entry.Json.GetProperty("n_used").GetInt32());
        tally.Compare("median", map.Typical, entry.Json.GetProperty("median").GetDouble(), 1e-9);
        var coefficients = entry.Json.GetProperty("coeffs");
        for (var c = 0; c < field.Coefficients.Count; c++) tally.Compare(
            "coefficients", field.Coefficients[c], coefficients[c].GetDouble(), 1e-9);
        var places = set.Table(entry.Text("eval")!);
        double[] x = places.Numbers("x"), y = places.Numbers("y"), expected = places.Numbers("fwhm");
        for (var i = 0; i < x.Length; i++) tally.Compare("value", map.At(x[i], y[i]), expected[i], 1e-9);
        if (entry.Text("what")?.Split("estimate_fwhm(mode)=") is [_, var mode])
            tally.Compare(
                "mode", FwhmMap.Mode(table.Numbers("fwhm")), double.Parse(mode, System.Globalization.CultureInfo.InvariantCulture), 1e-9);
    }

    static void Regression(Tally tally, SceneSet set, ManifestEntry entry, CsvTable table)
    {
        double[] x = table.Numbers("x"), y = table.Numbers("y"), values = table.Numbers("v");
        // The manifest names neighbours and rounds in the columns; scales, cells and field are those the table was made with.
        var fields = new (string Column, IFieldModel Field)[]
        {
            ("k25_s60_40", new LoessField(x, y, values, 25, 60, 40)),
            ("k60_all", new LoessField(x, y, values, 60, 60, 40)),
            ("k25_norobust", new LoessField(x, y, values, 25, 60, 40, 0)),
            ("grid_4x3", new GridField(x, y, values, 4, 3, leastPerCell: 3, bounds: (0, 0, 300, 200))),
        };
        var places = set.Table(entry.Text("eval")!);
        double[] px = places.Numbers("x"), py = places.Numbers("y");
        foreach (var (column, field) in fields)
        {
            var expected = places.Numbers(column);
            for (var i = 0; i < px.Length; i++) tally.Compare(column, field.At(px[i], py[i]), expected[i], 1e-9);
        }
    }
}
