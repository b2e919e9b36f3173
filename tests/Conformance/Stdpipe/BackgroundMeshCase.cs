using System.Text.Json;
using Nocturne.Core.Background;
using Nocturne.Core.Imaging;

namespace Nocturne.Conformance.Stdpipe;

/// <summary>Global values, and maps where given, of sep.Background.</summary>
sealed class BackgroundMeshCase : ICaseKind
{
    public bool Takes(ManifestEntry entry) => entry.Section == "background" && entry.Text("engine") == "sep.Background";

    public CaseResult Run(SceneSet set, ManifestEntry entry)
    {
        var scene = set.SceneOf(entry);
        var options = new BackgroundOptions { Estimator = BackgroundEstimator.Classic };
        var masked = false;
        foreach (var option in entry.Options.EnumerateObject())
        {
            switch (option.Name)
            {
                case "mask": masked = option.Value.ValueKind == JsonValueKind.True; break;
                case "bw": options = options with { BoxWidth = option.Value.GetInt32() }; break;
                case "bh": options = options with { BoxHeight = option.Value.GetInt32() }; break;
                case "fw": options = options with { FilterWidth = option.Value.GetInt32() }; break;
                case "fh": options = options with { FilterHeight = option.Value.GetInt32() }; break;
                case "fthresh": options = options with { FilterThreshold = option.Value.GetDouble() }; break;
                default: return CaseResult.Failed(entry.Name, $"option '{option.Name}' of sep.Background is not known here");
            }
        }
        // Undefined pixels were set to zero in the input; with a mask they were also masked.
        var mesh = BackgroundEstimation.Estimate(SceneSet.Zeroed(scene.Image).View, masked ? SceneSet.MaskWithUndefined(scene) : default, options);
        var tally = new Tally();
        tally.Compare("globalback/rms", mesh.GlobalLevel / mesh.GlobalRms, entry.Json.GetProperty("globalback").GetDouble() / mesh.GlobalRms, 5e-6);
        tally.Compare("globalrms/rms", mesh.GlobalRms / mesh.GlobalRms, entry.Json.GetProperty("globalrms").GetDouble() / mesh.GlobalRms, 5e-6);
        if (entry.Text("back") is { } back) CompareMap(tally, "level", set.ReadImageOf(back), mesh.LevelRow, mesh.GlobalRms);
        if (entry.Text("rms") is { } rms) CompareMap(tally, "rms", set.ReadImageOf(rms), mesh.RmsRow, mesh.GlobalRms);
        return tally.ToResult(entry.Name);
    }

    delegate void RowSource(int y, Span<double> destination, int x);

    static void CompareMap(Tally tally, string name, Image expected, RowSource actual, double rms)
    {
        var deviations = new double[expected.Pixels.Length];
        var row = new double[expected.Width];
        for (var y = 0; y < expected.Height; y++)
        {
            actual(y, row, 0);
            for (var x = 0; x < row.Length; x++) deviations[(y * row.Length) + x] = Math.Abs(row[x] - expected[x, y]) / rms;
        }
        Array.Sort(deviations);
        tally.Limit($"{name} map/rms, worst", deviations[^1], 1e-4);
        tally.Limit($"{name} map/rms, median", deviations[deviations.Length / 2], 2e-5);
    }
}
