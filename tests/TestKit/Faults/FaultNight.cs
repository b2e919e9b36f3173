using Nocturne.Core.Simulation;
using Nocturne.TestKit.Nights;

namespace Nocturne.TestKit.Faults;

/// <summary>A small simulated night whose sky and cameras a seed decides, and the writers that bring its files into a watched folder.</summary>
public sealed class FaultNight : IDisposable
{
    readonly SimulatedNight night;

    /// <param name="seed">Decides all that happens.</param>
    /// <param name="cadence">From frame to frame [s].</param>
    public FaultNight(int seed, double cadence = 1)
    {
        Random = new(seed);
        string[] filters = Random.Next(2) == 0 ? ["g"] : ["g", "r"];
        night = new(new()
        {
            Seed = (ulong)seed,
            Width = 128,
            Height = 128,
            Frames = Random.Next(6, 11),
            CadenceSeconds = cadence,
            ExposureSeconds = cadence,
            Bands = [.. filters.Select(SimulatedBand.Opticam)],
            Stars = new() { Count = 8, FaintestFlux = 10000, BrightestFlux = 80000, MinimumSeparation = 20, Border = 20 },
            Motion = new() { DriftX = Random.NextDouble() - 0.5, DriftY = Random.NextDouble() - 0.5, Jitter = 0.5, RotationDegrees = 0.02 },
            Transparency = Random.Next(2) == 0 ? new() : new() { Spells = [new(Random.Next(3, 6), 2, 0.01)] },
            Detector = new() { CosmicRays = Random.Next(3) },
        });
        Directory.CreateDirectory(Watched);
    }

    /// <summary>Decides all that happens.</summary>
    public Random Random { get; }

    /// <summary>Folder with all files, whole.</summary>
    public string Frames => night.Frames;

    /// <summary>Folder in which they appear.</summary>
    public string Watched => night["arriving"];

    /// <summary>The files in the order of the night.</summary>
    public IReadOnlyList<string> Files => [.. Directory.GetFiles(Frames, "*.fits").Order(StringComparer.Ordinal)];

    /// <summary>A path in the night's folder.</summary>
    public string this[string name] => night[name];

    /// <summary>Brings a file into the watched folder in one of some ways.</summary>
    public SlowWriter Writer(string file, params WritingWay[] ways) =>
        Writer(file, Path.GetFileName(file), ways);

    /// <summary>Brings a file into the watched folder under another name.</summary>
    public SlowWriter Writer(string file, string name, params WritingWay[] ways) =>
        new(Watched, name, File.ReadAllBytes(file), ways[Random.Next(ways.Length)], Random.Next());

    /// <summary>The names of products that differ between two folders; null when none does.</summary>
    public string? Differences(string expected, string actual)
    {
        var (one, two) = (Products.Digests(night[expected]), Products.Digests(night[actual]));
        var names = one.Keys.Union(two.Keys).Where(name => one.GetValueOrDefault(name) != two.GetValueOrDefault(name)).ToArray();
        return names.Length == 0 ? null : $"{names.Length} of {one.Count} products differ: {string.Join(", ", names.Take(5))}";
    }

    public void Dispose() => night.Dispose();
}
