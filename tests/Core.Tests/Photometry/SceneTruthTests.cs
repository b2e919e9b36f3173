using Nocturne.Core.Background;
using Nocturne.Core.Imaging;
using Nocturne.Core.Photometry;
using Nocturne.Core.Photometry.Psf;

namespace Nocturne.Core.Tests.Photometry;

/// <summary>Fluxes and errors against truth, in every kind of reference scene and by every method. The background is measured; only among crowded Moffat stars, whose wings are everywhere, it is given.</summary>
public sealed class SceneTruthTests
{
    public static TheoryData<int, string> Cases
    {
        get
        {
            var data = new TheoryData<int, string>();
            for (var kind = 0; kind < SceneKind.All.Count; kind++)
                foreach (var method in new[] { "aperture", "optimal", "psf", "deblended" })
                    data.Add(kind, method);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Bright_stars_have_no_bias_and_faint_ones_the_scatter_that_their_errors_say(int kind, string method)
    {
        // A plain aperture holds the light of neighbours by its nature.
        var scene = SceneKind.All[kind] is { Companions: true } crowded && method == "aperture" ? crowded with { Companions = false } : SceneKind.All[kind];
        var (image, sources, fluxes) = scene.Observe(seed: 41 + kind);
        var rows = Measure(method, scene, image, sources, fluxes);
        var ratios = new List<double>();
        var pulls = new List<double>();
        for (var i = 0; i < sources.Length; i++)
        {
            var truth = fluxes[i] * rows[i].Captured;
            if (fluxes[i] == SceneKind.Bright) ratios.Add(rows[i].Flux / truth);
            if (fluxes[i] == SceneKind.Faint) pulls.Add((rows[i].Flux - truth) / rows[i].Error);
        }
        Assert.InRange(ratios.Average(), 0.997, 1.003);
        Assert.InRange(SyntheticStars.Moments(pulls).Deviation, 0.9, 1.1);
        Assert.InRange(pulls.Average(), -0.25, 0.25);
    }

    static (double Flux, double Error, double Captured)[] Measure(string method, SceneKind scene, Image image, SourcePosition[] sources, double[] fluxes)
    {
        var input = Input(scene, image);
        if (method == "deblended")
        {
            // As in practice: the PSF fluxes of a first pass say what the neighbours are.
            var first = SourcePhotometry.Measure(input, sources, Options("psf", scene) with { FitPositions = false }).Sources;
            DeblendedSource[] seeds = [.. first.Select(row => new DeblendedSource(row.X, row.Y, row.Flux, row.Flux, row.FluxError))];
            var deblended = DeblendedAperture.Measure(WithBackground(input), seeds, new() { ApertureRadius = scene.Radius, Psf = scene.Model(), Gain = scene.Gain });
            return [.. deblended.Select(row => (row.Flux, row.FluxError, row.SelfFraction))];
        }
        var rows = SourcePhotometry.Measure(input, sources, Options(method, scene)).Sources;
        return [.. rows.Select((row, i) => (row.Flux, row.FluxError, method == "aperture" ? Captured(scene, sources[i]) : 1))];
    }

    static MeasureInput Input(SceneKind scene, Image image)
    {
        if (scene.MoffatBeta > 0)
        {
            var level = new Image(image.Width, image.Height);
            for (var p = 0; p < level.Pixels.Length; p++) level.Pixels[p] = (float)scene.Level(p % level.Width, p / level.Width);
            return new(image) { Background = new ImageField(level), ErrorMap = new ConstantField(scene.SkyRms) };
        }
        return new(image);
    }

    /// <summary>Deblended apertures begin with an image that is free of its background.</summary>
    static MeasureInput WithBackground(MeasureInput input)
    {
        if (input.Background is not null) return input;
        var sky = BackgroundEstimation.Estimate(input.Image.View, default, new());
        return input with { Background = BackgroundMeshField.Level(sky), ErrorMap = BackgroundMeshField.Rms(sky) };
    }

    static MeasureOptions Options(string method, SceneKind scene) => new()
    {
        Method = method switch { "aperture" => MeasureMethod.Aperture, "optimal" => MeasureMethod.Optimal, _ => MeasureMethod.Psf },
        ApertureRadius = scene.Radius,
        Psf = method == "aperture" ? null : scene.Model(),
        GroupRadius = 11,
        PsfFitRadius = 6,
        Gain = scene.Gain,
    };

    static double Captured(SceneKind scene, SourcePosition place) =>
        EnclosedFraction.Measure(scene.ProfileAt(place.X, place.Y), place.X, place.Y, scene.Radius, 20);
}
