using Nocturne.Core.Simulation;

namespace Nocturne.TestKit.Nights;

/// <summary>A small simulated night in a folder of its own, removed at the end.</summary>
public sealed class SimulatedNight : IDisposable
{
    public SimulatedNight(SimulationPlan? plan = null)
    {
        Plan = plan ?? Small;
        Simulator = new NightSimulator(Plan);
        var writer = new NightWriter(Simulator, Frames);
        for (var band = 0; band < Plan.Bands.Count; band++)
            for (var frame = 0; frame < Plan.FrameCount(Plan.Bands[band]); frame++) writer.WriteFrame(band, frame);
    }

    /// <summary>Three bands of twelve frames with drift, rotation, jitter and one thick cloud.</summary>
    public static SimulationPlan Small { get; } = new()
    {
        Seed = 7,
        Width = 256,
        Height = 256,
        Frames = 12,
        Stars = new() { Count = 12, FaintestFlux = 8000, BrightestFlux = 80000, MinimumSeparation = 25, Border = 45 },
        Motion = new() { DriftX = 0.5, DriftY = -0.3, Jitter = 0.5, RotationDegrees = 0.05 },
        Transparency = new() { Spells = [new(5, 5, 0.005)] },
        Detector = new() { CosmicRays = 2 },
    };

    public SimulationPlan Plan { get; }

    public NightSimulator Simulator { get; }

    public string Root { get; } = Directory.CreateTempSubdirectory("nocturne-night-").FullName;

    public string Frames => Path.Combine(Root, "frames");

    /// <summary>A path in the night's folder.</summary>
    public string this[string name] => Path.Combine(Root, name);

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
