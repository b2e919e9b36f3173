using Nocturne.Core.Simulation;

namespace Nocturne.Conformance.Sky;

/// <summary>A random night of two cameras with mishaps, all from one seed.</summary>
/// <param name="Seed">Of everything.</param>
/// <param name="Plan">Sky and cameras.</param>
/// <param name="Events">Mishaps with the frame in which they happen, in the order of time.</param>
/// <param name="JumpX">Where the guider jumps to [pixels].</param>
/// <param name="JumpY">Where the guider jumps to [pixels].</param>
/// <param name="WindowX">First column of the window.</param>
/// <param name="WindowY">First row of the window.</param>
public sealed record SkyScenario(int Seed, SimulationPlan Plan, IReadOnlyList<(ScenarioEvent Event, int Frame)> Events, double JumpX, double JumpY, int WindowX, int WindowY)
{
    /// <summary>Frames of each camera.</summary>
    public const int Frames = 24;

    /// <summary>Frames before anything happens: from them the catalogue is made.</summary>
    public const int Quiet = 6;

    /// <summary>Frames that a gap, or the saturation of a star, lasts: a minute.</summary>
    public const int Spell = 12;

    /// <summary>Side of the detectors [pixels].</summary>
    public const int Side = 160;

    /// <summary>Side of the window [pixels].</summary>
    public const int WindowSide = 128;

    public static SkyScenario FromSeed(int seed)
    {
        var random = new Random(seed);
        var (drift, turn) = (random.Next(2) * 40.0 / Frames, random.Next(2) * 5.0 / Frames);
        var direction = random.NextDouble() * 2 * Math.PI;
        var events = new List<(ScenarioEvent, int)>();
        var kinds = Enum.GetValues<ScenarioEvent>();
        random.Shuffle(kinds);
        foreach (var kind in kinds.Take(1 + random.Next(3))) events.Add((kind, random.Next(Quiet, Frames - 4)));
        events.Sort((a, b) => (a.Item2, a.Item1).CompareTo((b.Item2, b.Item1)));
        var jump = random.NextDouble() * 2 * Math.PI;
        var plan = new SimulationPlan
        {
            Seed = (ulong)seed,
            Width = Side,
            Height = Side,
            Frames = Frames,
            CadenceSeconds = 5,
            Variables = [],
            Bands =
            [
                SimulatedBand.Opticam("g"),
                SimulatedBand.Opticam("i") with
                {
                    Scale = 0.84,
                    RotationDegrees = (random.NextDouble() * 6) - 3,
                    OffsetX = (random.NextDouble() * 16) - 8,
                    OffsetY = (random.NextDouble() * 16) - 8,
                    Mirrored = random.Next(2) == 0,
                },
            ],
            Stars = new() { Count = random.Next(8, 24), FaintestFlux = 2500, BrightestFlux = 60000, MinimumSeparation = 12, Border = -30, ColourScatter = 0.3 },
            Motion = new()
            {
                DriftX = drift * Math.Cos(direction),
                DriftY = drift * Math.Sin(direction),
                Jitter = 0.5,
                RotationDegrees = turn,
                FlipAtFrame = events.Find(entry => entry.Item1 == ScenarioEvent.Flip) is (ScenarioEvent.Flip, > 0 and var flip) ? flip : null,
            },
            Transparency = new() { CloudDepth = random.Next(2) * 0.95, CloudPeriod = 8, Scatter = 0.02 },
            Detector = new() { CosmicRays = 2 },
        };
        return new(seed, plan, events, 30 * Math.Cos(jump), 30 * Math.Sin(jump), random.Next(Side - WindowSide), random.Next(Side - WindowSide));
    }

    /// <summary>The frame in which something begins; null when it does not happen.</summary>
    public int? Start(ScenarioEvent happening)
    {
        foreach (var (kind, frame) in Events)
        {
            if (kind == happening) return frame;
        }
        return null;
    }

    /// <summary>Whether something that lasts for a spell is going on.</summary>
    public bool IsDuring(ScenarioEvent happening, int frame) => Start(happening) is { } start && frame >= start && frame < start + Spell;

    /// <summary>Whether something that stays has happened.</summary>
    public bool IsAfter(ScenarioEvent happening, int frame) => Start(happening) is { } start && frame >= start;

    public override string ToString() =>
        $"seed {Seed}: {string.Join(", ", Events.Select(entry => $"{entry.Event} at {entry.Frame}"))}; {Plan.Stars.Count} stars, drift {Plan.Motion.DriftX * Frames:F0},{Plan.Motion.DriftY * Frames:F0} px, turn {Plan.Motion.RotationDegrees * Frames:F0} degrees, cloud {Plan.Transparency.CloudDepth}";
}
