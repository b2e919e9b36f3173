using System.Text.Json;
using Nocturne.Core.Detection;
using Nocturne.Core.Imaging;

namespace Nocturne.Conformance.Stdpipe;

/// <summary>A catalogue of sep.extract, and its segmentation map where given.</summary>
sealed class ExtractCase : ICaseKind
{
    /// <summary>Rows whose pixels, flags or box may differ: the last bit of a pixel can decide.</summary>
    const double RowsThatMayDiffer = 0.005;

    public bool Takes(ManifestEntry entry) => entry.Section == "extract" && entry.Has("options");

    public CaseResult Run(SceneSet set, ManifestEntry entry)
    {
        var scene = set.SceneOf(entry);
        var expected = set.Table(entry.Name);
        var tally = new Tally();
        var map = new int[scene.Width * scene.Height];
        if (Extract(set, scene, entry.Options, map, out var unknown) is not { } sources) return CaseResult.Failed(entry.Name, unknown);
        tally.Same("sources", sources.Count, expected.RowCount);
        if (sources.Count == expected.RowCount) Compare(tally, sources, expected);
        if (entry.Text("segmap") is { } segmap && sources.Count == expected.RowCount)
        {
            var pixels = set.ReadImageOf(segmap).Pixels.ToArray();
            tally.Limit("pixels of the map that differ", pixels.Zip(map).Count(pair => pair.First != pair.Second) / (double)Math.Max(1, pixels.Count(value => value > 0)), RowsThatMayDiffer);
        }
        return tally.ToResult(entry.Name);
    }

    /// <summary>Runs the extraction that a case's options describe.</summary>
    /// <returns>The sources, or null with a sentence when an option is not known.</returns>
    public static IReadOnlyList<ExtractedSource>? Extract(SceneSet set, Scene scene, JsonElement described, Span<int> map, out string unknown)
    {
        unknown = "";
        var (mesh, image) = set.Classic(scene);
        var options = new ExtractionOptions { MaskAsSep = true };
        var noise = DetectionNoise.Unknown;
        var mask = Array.Empty<bool>();
        var rms = new Image(scene.Width, scene.Height);
        double threshold = double.NaN;
        foreach (var option in described.EnumerateObject())
        {
            var value = option.Value;
            switch (option.Name, value.ValueKind)
            {
                case ("thresh", JsonValueKind.Number): threshold = value.GetDouble(); break;
                case ("thresh", _) when AbsoluteThreshold(value.GetString()) is { } factor: threshold = factor * mesh.GlobalRms; break;
                case ("err", _) when value.GetString() == "globalrms": noise = DetectionNoise.Uniform(mesh.GlobalRms); break;
                case ("err", _) when value.GetString() == "rms map 64":
                    for (var y = 0; y < scene.Height; y++) mesh.RmsRow(y, rms.Row(y));
                    noise = DetectionNoise.OfImage(rms.View);
                    break;
                case ("mask", _): mask = value.ValueKind == JsonValueKind.True ? SceneSet.MaskWithUndefined(scene) : []; break;
                case ("gain", _): options = options with { Gain = value.GetDouble() }; break;
                case ("minarea", _): options = options with { MinimumPixels = value.GetInt32() }; break;
                case ("filter_type", _): options = options with { MatchedFilter = value.GetString() == "matched" }; break;
                case ("filter_kernel", JsonValueKind.Null): options = options with { Filter = null }; break;
                case ("filter_kernel", JsonValueKind.Array): options = options with { Filter = FilterOf(value) }; break;
                case ("deblend_nthresh", _): options = options with { DeblendLevels = value.GetInt32() }; break;
                case ("deblend_cont", _): options = options with { DeblendContrast = value.GetDouble() }; break;
                case ("clean", _): options = options with { Clean = value.GetBoolean() }; break;
                case ("clean_param", _): options = options with { CleanParameter = value.GetDouble() }; break;
                default:
                    unknown = $"option '{option.Name}' = {value} of sep.extract is not known here";
                    return null;
            }
        }
        return SourceExtractor.Extract(image.View, mask, threshold, noise, options, labels: map);
    }

    /// <summary>A kernel given as an array of rows.</summary>
    static DetectionFilter FilterOf(JsonElement rows)
    {
        var weights = rows.EnumerateArray().SelectMany(row => row.EnumerateArray().Select(weight => weight.GetSingle())).ToArray();
        return new(weights.Length / rows.GetArrayLength(), rows.GetArrayLength(), weights);
    }

    /// <summary>The factor of "absolute N*globalrms".</summary>
    static double? AbsoluteThreshold(string? text) =>
        text?.Split(' ', '*') is ["absolute", var factor, "globalrms"] ? double.Parse(factor, System.Globalization.CultureInfo.InvariantCulture) : null;

    static void Compare(Tally tally, IReadOnlyList<ExtractedSource> sources, CsvTable expected)
    {
        var columns = expected.Names.ToDictionary(name => name, expected.Numbers);
        var different = 0;
        for (var k = 0; k < sources.Count; k++)
        {
            var source = sources[k];
            bool Same(string name, double value) => columns[name][k].Equals(value);
            // A source with masked pixels has a noise beyond single precision: infinite in the table.
            void NearIfFinite(string name, double value, double tolerance)
            {
                if (double.IsFinite(columns[name][k])) Near(name, value, tolerance, relative: true);
            }

            void Near(string name, double value, double tolerance, bool relative) =>
                tally.Compare(name, value, columns[name][k], relative ? tolerance * Math.Abs(columns[name][k]) : tolerance);

            var whole = Same("npix", source.Area) && Same("tnpix", source.AreaAboveThreshold) && Same("flag", (int)source.Flags)
                && Same("xmin", source.XMin) && Same("xmax", source.XMax) && Same("ymin", source.YMin) && Same("ymax", source.YMax)
                && Same("xcpeak", source.FilteredPeakX) && Same("ycpeak", source.FilteredPeakY) && Same("xpeak", source.PeakX) && Same("ypeak", source.PeakY);
            if (!whole) different++;
            if (!Same("npix", source.Area)) continue;
            Near("x", source.X, 1e-5, relative: false);
            Near("y", source.Y, 1e-5, relative: false);
            Near("a", source.SemiMajorSigma, 1e-4, relative: true);
            Near("b", source.SemiMinorSigma, 1e-4, relative: true);
            Near("cflux", source.FilteredFlux, 1e-4, relative: true);
            Near("flux", source.Flux, 1e-4, relative: true);
            Near("cpeak", source.FilteredPeak, 1e-4, relative: true);
            Near("peak", source.Peak, 1e-4, relative: true);
            Near("thresh", source.Threshold, 1e-5, relative: true);
            Near("x2", source.Shape.XX, 1e-4, relative: true);
            Near("y2", source.Shape.YY, 1e-4, relative: true);
            Near("xy", source.Shape.XY, 1e-4, relative: false);
            NearIfFinite("errx2", source.CentreVariance.XX, 1e-4);
            NearIfFinite("erry2", source.CentreVariance.YY, 1e-4);
            Near("cxx", source.EllipseCoefficients.XX, 1e-4, relative: true);
            Near("cyy", source.EllipseCoefficients.YY, 1e-4, relative: true);
        }
        tally.Limit("share of rows whose pixels differ", different / (double)Math.Max(1, sources.Count), RowsThatMayDiffer);
    }
}
