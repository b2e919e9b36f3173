using System.Text.Json;
using Nocturne.Core.Photometry;

namespace Nocturne.Conformance.Stdpipe;

/// <summary>The tables of measure_aperture_deblended against our function with its rules.</summary>
sealed class MeasureDeblendedCase : ICaseKind
{
    public bool Takes(ManifestEntry entry) => entry.Section == "cases" && entry.Text("function") == "measure_aperture_deblended";

    public CaseResult Run(SceneSet set, ManifestEntry entry)
    {
        var tally = new Tally();
        var scene = set.SceneOf(entry);
        var inputs = set.Table(MeasureData.Name(entry.Options, "inputs")!);
        double[] ids = inputs.Numbers("id"), x = inputs.Numbers("x"), y = inputs.Numbers("y"), seed = inputs.Numbers("flux_seed"),
            psf = inputs.Numbers("flux_psf"), errors = inputs.Numbers("flux_psf_err");
        var options = Options(set, entry);
        if (MeasureData.Name(entry.Options, "target") == "id%3==0") options = options with
        {
            Targets = [.. Enumerable.Range(0,
            ids.Length).Where(i => (int)ids[i] % 3 == 0)]
        };
        var input = MeasureCaseOptions.Input(scene, entry) with { Image = SceneSet.Zeroed(scene.Image) };
        var ours = DeblendedAperture.Measure(
            input, [.. x.Select((value, i) => new DeblendedSource(value, y[i], seed[i], psf[i], errors[i]))], options);
        var table = set.Table(entry.Text("file")!);
        var theirs = table.Names.ToDictionary(name => name, table.Numbers);
        tally.Same("rows", ours.Count, table.RowCount);
        for (var r = 0; r < Math.Min(ours.Count, table.RowCount); r++) CompareRow(tally, ours[r], theirs, r);
        return tally.ToResult(entry.Name);
    }

    static DeblendOptions Options(SceneSet set, ManifestEntry entry)
    {
        var result = new DeblendOptions
        {
            Recipe = MeasureRecipe.StdpipeSep,
            ApertureRadius = entry.Options.GetProperty("aper").GetDouble(),
            Psf = MeasureData.Psf(set, entry.Options.GetProperty("psf").GetString()!)
        };
        foreach (var option in entry.Options.EnumerateObject())
        {
            var value = option.Value;
            result = option.Name switch
            {
                "fwhm" when value.ValueKind == JsonValueKind.Number => result with { Fwhm = value.GetDouble() },
                "gain" when value.ValueKind == JsonValueKind.Number => result with { Gain = value.GetDouble() },
                "aperture_correction" => result with
                {
                    ApertureCorrection = value.GetString() switch
                    {
                        "fixed" => ApertureCorrection.Fixed,
                        "ratio_field" =>
                        ApertureCorrection.RatioField,
                        _ => ApertureCorrection.None
                    },
                },
                "ratio_clip" => result with { RatioClip = (value[0].GetDouble(), value[1].GetDouble()) },
                "outlier_clip" => result with { RatioOutlier = value.GetDouble() },
                "min_for_field_fit" => result with { RatioMin = value.GetInt32() },
                "propagate_neighbour_errors" => result with { PropagateNeighbourErrors = value.ValueKind == JsonValueKind.True },
                "overlap_subpixel" => result with { OverlapSubpixel = value.GetInt32() },
                "correction_field_kwargs" => Field(result, value),
                _ => result,
            };
        }

        return result;
    }

    static DeblendOptions Field(DeblendOptions options, JsonElement settings)
    {
        foreach (var option in settings.EnumerateObject())
        {
            var value = option.Value;
            options = option.Name switch
            {
                "backend" => options with { RatioBackend = value.GetString() == "grid" ? FieldBackend.Grid : FieldBackend.Loess },
                "k" => options with { RatioNeighbours = value.GetInt32() },
                "scales" => options with { RatioScales = (value[0].GetDouble(), value[1].GetDouble()) },
                "robust_iters" => options with { RatioRobustRounds = value.GetInt32() },
                "grid_shape" => options with { RatioGrid = (value[0].GetInt32(), value[1].GetInt32()) },
                "min_per_cell" => options with { RatioLeastPerCell = value.GetInt32() },
                "smooth_sigma" => options with { RatioSmoothing = value.GetDouble() },
                _ => options,
            };
        }

        return options;
    }

    static void CompareRow(Tally tally, DeblendedFlux ours, Dictionary<string, double[]> theirs, int row)
    {
        void Number(string column, double value, double tolerance)
        {
            if (theirs.TryGetValue(column, out var expected)) tally.Compare(column, value, expected[row], tolerance);
        }

        double Of(string column) => theirs.TryGetValue(column, out var expected) ? Math.Abs(expected[row]) : 0;

        // Without a noise map the peer's errors hold the neighbours alone, or nothing: the flux is then judged by its size.
        double error = theirs["fluxerr"][row], raw = Of("flux_ap_raw");
        var tolerance = Math.Max(error > 0 ? 1e-5 * error : 0, 1e-6 * raw);
        Number("x", ours.X, 0);
        Number("flux", ours.Flux, tolerance);
        Number("fluxerr", ours.FluxError, Math.Max(1e-5 * error, 1e-9));
        Number("flux_ap_raw", ours.RawFlux, 1e-6 * Math.Max(1, raw));
        Number("flux_model", ours.ModelFlux, 1e-6 * Math.Max(1, Of("flux_model")));
        Number("flux_total_model", ours.TotalModelFlux, 1e-6 * Math.Max(1, Of("flux_total_model")));
        Number("flux_ratio_model", ours.Ratio, 1e-6);
        Number("self_frac", ours.SelfFraction, 1e-6);
        Number("flux_neighbour_err", ours.NeighbourError, Math.Max(1e-9, 1e-6 * Of("flux_neighbour_err")));
        Number("mag", ours.Magnitude, 1e-5);
        var bits = 0x10 | 0x20 | 0x40 | 0x1000;
        tally.Compare("flags", (int)ours.Flags & bits, (int)theirs["flags"][row] & bits, 0);
    }
}
