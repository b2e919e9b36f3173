using System.Text.Json;
using Nocturne.Core.Photometry;
using Nocturne.Core.Photometry.Psf;

namespace Nocturne.Conformance.Stdpipe;

/// <summary>Turns the options of a manifest's case into ours.</summary>
static class MeasureCaseOptions
{
    public static MeasureInput Input(MeasureReference reference, JsonElement entry)
    {
        var scene = entry.GetProperty("scene").GetString()!;
        var options = entry.GetProperty("options");
        var image = reference.Image(reference.Scene(scene).GetProperty("image").GetString()!);
        return new MeasureInput(image)
        {
            Mask = options.TryGetProperty("mask", out var mask) && mask.ValueKind == JsonValueKind.True ? reference.Mask(scene) : null,
            Background = options.TryGetProperty("bg", out var bg) && bg.ValueKind == JsonValueKind.String ? reference.Plane(scene, bg.GetString()!) : null,
            ErrorMap = options.TryGetProperty("err", out var err) && err.ValueKind == JsonValueKind.String ? reference.Plane(scene, err.GetString()!) : null,
        };
    }

    public static MeasureOptions Options(MeasureReference reference, JsonElement entry, MeasureRecipe recipe)
    {
        var result = new MeasureOptions { Recipe = recipe };
        if (recipe == MeasureRecipe.Stdpipe) result = result with { IntegerLocalBackground = !entry.GetProperty("file").GetString()!.Contains("_fix", StringComparison.Ordinal) };
        if (recipe == MeasureRecipe.StdpipeSep) result = result with { CentroidMethod = CentroidMethod.Windowed };
        foreach (var option in entry.GetProperty("options").EnumerateObject())
        {
            var value = option.Value;
            result = option.Name switch
            {
                "aper" => result with { ApertureRadius = value.GetDouble() },
                "bkgann" => result with { BackgroundAnnulus = new BackgroundRing(value[0].GetDouble(), value[1].GetDouble()) },
                "bkg_order" => result with { BackgroundOrder = value.GetInt32() },
                "fwhm" when value.ValueKind == JsonValueKind.Number => result with { Fwhm = FwhmMap.Constant(value.GetDouble()) },
                "fwhm" when value.ValueKind == JsonValueKind.String => result with { Fwhm = reference.WidthMap() },
                "psf" => result with { Psf = reference.Psf(value.GetString()!), Method = recipe == MeasureRecipe.StdpipeSep ? MeasureMethod.Psf : result.Method },
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
                "centroid_psf" => result with { CentroidPsf = reference.Psf(value.GetString()!) },
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

    public static string SourceFile(MeasureReference reference, JsonElement entry) =>
        entry.GetProperty("options").TryGetProperty("sources", out var file) ? file.GetString()! : reference.Scene(entry.GetProperty("scene").GetString()!).GetProperty("sources").GetString()!;
}
