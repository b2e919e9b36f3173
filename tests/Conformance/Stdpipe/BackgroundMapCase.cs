using Nocturne.Core.Background;

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
            // The map was stored in single precision: half a step of it is allowed on top.
            for (var x = 0; x < row.Length; x++)
                tally.Compare("level", row[x], expected[x, y], 1e-9 + (0.5 * (MathF.BitIncrement(MathF.Abs(expected[x, y])) - MathF.Abs(expected[x, y]))));
        }
        return tally.ToResult(entry.Name);
    }
}
