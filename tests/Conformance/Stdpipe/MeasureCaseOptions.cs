using System.Text.Json;
using Nocturne.Core.Photometry;
using Nocturne.Core.Photometry.Psf;

namespace Nocturne.Conformance.Stdpipe;

/// <summary>Turns the options of a manifest's case into ours.</summary>
static class MeasureCaseOptions
{
    public static MeasureInput Input(Scene scene, ManifestEntry entry) => new(scene.Image)
    {
        Mask = MeasureData.IsTrue(entry.Options, "mask") ? scene.Mask : null,
        Background = MeasureData.Name(entry.Options, "bg") is { } background ? MeasureData.Field(scene, background) : null,
        ErrorMap = MeasureData.Name(entry.Options, "err") is { } error ? MeasureData.Field(scene, error) : null,
    };

    /// <summary>The sources of a case: its own table, or the scene's.</summary>
    public static CsvTable Sources(SceneSet set, Scene scene, ManifestEntry entry) =>
        MeasureData.Name(entry.Options, "sources") is { } file ? set.Table(file) : scene.Sources;

    public static MeasureOptions Options(SceneSet set, ManifestEntry entry, MeasureRecipe recipe)
    {
        var result = new MeasureOptions { Recipe = recipe };
        if (recipe == MeasureRecipe.Stdpipe) result = result with { IntegerLocalBackground = !entry.Name.Contains("_fix", StringComparison.Ordinal) };
        if (recipe == MeasureRecipe.StdpipeSep) result = result with { CentroidMethod = CentroidMethod.Windowed };
        foreach (var option in entry.Options.EnumerateObject())
        {
            var value = option.Value;
            result = option.Name switch
            {
                "aper" => result with { ApertureRadius = value.GetDouble() },
                "bkgann" => result with { BackgroundAnnulus = new BackgroundRing(value[0].GetDouble(), value[1].GetDouble()) },
                "bkg_order" => result with { BackgroundOrder = value.GetInt32() },
                "fwhm" when value.ValueKind == JsonValueKind.Number => result with { Fwhm = FwhmMap.Constant(value.GetDouble()) },
                "fwhm" when value.ValueKind == JsonValueKind.String => result with { Fwhm = MeasureData.WidthMap(set) },
                "psf" => result with
                {
                    Psf = MeasureData.Psf(set, value.GetString()!),
                    Method = recipe == MeasureRecipe.StdpipeSep
                    ? MeasureMethod.Psf : result.Method
                },
                "optimal" when value.ValueKind == JsonValueKind.True => result with { Method = MeasureMethod.Optimal },
                "group_sources" => result with { GroupSources = value.ValueKind == JsonValueKind.True },
                "grouper_radius" => result with { GroupRadius = value.GetDouble() },
                "group_factor" => result with { GroupHalo = value.GetDouble() },
                "group_radius_factor" => result with { GroupRadiusFactor = value.GetDouble() },
                "group_halo_factor" => result with { GroupHaloFactor = value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null },
                "gain" when value.ValueKind == JsonValueKind.Number => result with { Gain = value.GetDouble() },
                "bg_size" => result with { BackgroundMesh = value.GetInt32() },
                "sn" when value.ValueKind == JsonValueKind.Number => result with { MinSn = value.GetDouble() },
                "keep_negative" => result with { KeepNegative = value.ValueKind == JsonValueKind.True },
                "centroid_iter" => result with { CentroidIterations = value.GetInt32() },
                "centroid_method" => result with { CentroidMethod = value.GetString() == "psf" ? CentroidMethod.Psf : CentroidMethod.CentreOfMass },
                "centroid_psf" => result with { CentroidPsf = MeasureData.Psf(set, value.GetString()!) },
                "maxiter" => result with { PsfMaxIterations = value.GetInt32() },
                "fit_positions" => result with { FitPositions = value.ValueKind == JsonValueKind.True },
                "fit_radius" => result with { PsfFitRadius = value.GetDouble() },
                "damp_snthresh" => result with { PositionDampingSn = value.GetDouble() },
                "clip_sigma" => result with { ClipSigma = value.GetDouble() },
                "clip_iters" => result with { ClipIterations = value.GetInt32() },
                _ => result,
            };
        }

        return result;
    }
}
