using Nocturne.Core.Background;
using Nocturne.Core.Imaging;

namespace Nocturne.Conformance.Stdpipe;

/// <summary>The background map of photutils' Background2D as the measuring functions use it.</summary>
sealed class BackgroundMapCase : ICaseKind
{
    public bool Takes(ManifestEntry entry) => entry.Section == "background" && entry.Text("engine")?.StartsWith("photutils Background2D", StringComparison.Ordinal) == true && entry.Has("back");

    public CaseResult Run(SceneSet set, ManifestEntry entry)
    {
        var scene = set.SceneOf(entry);
        var expected = set.ReadImageOf(entry.Text("back")!);
        var mesh = BackgroundEstimation.Estimate(scene.Image.View, scene.Mask, new() { Estimator = BackgroundEstimator.Photutils, ExcludePercentile = 90 });
        var tally = new Tally();
        tally.Same("pixels", (long)scene.Width * scene.Height, expected.Pixels.Length);
        var row = new double[scene.Width];
        for (var y = 0; y < scene.Height; y++)
        {
            mesh.LevelRow(y, row);
            for (var x = 0; x < row.Length; x++) tally.Compare("level", row[x], expected[x, y], 1e-9 + HalfStep(expected[x, y]));
        }
        if (entry.Text("err_gain") is { } noise) CompareNoise(tally, scene, mesh, set.ReadImageOf(noise));
        return tally.ToResult(entry.Name);
    }

    /// <summary>The noise map with the sources' own noise: the square root of rms² + max(0, image - level)/gain.</summary>
    static void CompareNoise(Tally tally, Scene scene, BackgroundMesh mesh, Image expected)
    {
        double[] level = new double[scene.Width], rms = new double[scene.Width];
        for (var y = 0; y < scene.Height; y++)
        {
            mesh.LevelRow(y, level);
            mesh.RmsRow(y, rms);
            for (var x = 0; x < level.Length; x++)
            {
                var light = float.IsFinite(scene.Image[x, y]) ? Math.Max(0, scene.Image[x, y] - level[x]) : 0;
                tally.Compare("noise", Math.Sqrt((rms[x] * rms[x]) + (light / scene.Gain)), expected[x, y], 1e-9 + HalfStep(expected[x, y]));
            }
        }
    }

    /// <summary>The maps are stored in single precision: half a step of it is allowed on top.</summary>
    static double HalfStep(float value) => 0.5 * (MathF.BitIncrement(MathF.Abs(value)) - MathF.Abs(value));
}
