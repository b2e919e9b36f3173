using Nocturne.Core.Alignment;
using Nocturne.Core.Catalogs;
using Nocturne.Core.Simulation;
using Nocturne.Streams.Night;
using Nocturne.Streams.Store;

namespace Nocturne.TestKit.Faults;

/// <summary>Two cameras of other scale, turn and parity, not in step; one sees no star for one to three minutes, in which the telescope drifts, and sometimes flips. Its frames are measured where the other
/// says that they lie: each row at its own star.</summary>
/// <param name="run">Runs the program.</param>
public sealed class BorrowedNights(CommandLine run) : IFaultKind
{
    /// <summary>Farthest that a row may lie from its star [pixels].</summary>
    const double LargestError = 2;

    /// <summary>Frames before and after the gap.</summary>
    const int Clear = 10;

    /// <summary>The camera that sees no star.</summary>
    static readonly BandKey Blind = new("3", "i");

    /// <inheritdoc/>
    public string Name => "borrowed";

    /// <inheritdoc/>
    public (string Counted, string Worst) Words => ("rows at borrowed places", "pixels off");

    /// <inheritdoc/>
    public bool MayRunTogether => true;

    /// <summary>A minute or more without stars, by seed: how many frames it lasts, and the night.</summary>
    static (SimulationPlan Plan, int DarkFrames) FromSeed(int seed)
    {
        var random = new Random(seed);
        var cadence = 3 + (3 * random.NextDouble());
        var dark = 1 + (int)Math.Ceiling((60 + (120 * random.NextDouble())) / cadence);
        var direction = random.NextDouble() * 2 * Math.PI;
        var drift = 20.0 / (dark + (2 * Clear));
        return (new()
        {
            Seed = (ulong)seed,
            Width = 192,
            Height = 192,
            Frames = dark + (2 * Clear),
            CadenceSeconds = cadence,
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
                    DelaySeconds = random.NextDouble() * cadence,
                },
            ],
            Stars = new() { Count = 12, FaintestFlux = 10000, BrightestFlux = 80000, MinimumSeparation = 20, Border = 40 },
            Motion = new()
            {
                DriftX = drift * Math.Cos(direction),
                DriftY = drift * Math.Sin(direction),
                Jitter = 0.2,
                RotationDegrees = 0.02,
                FlipAtFrame = random.Next(4) == 0 ? Clear + random.Next(2, dark - 2) : null,
            },
        }, dark);
    }

    /// <summary>Writes the frames of a night into a folder.</summary>
    public static NightSimulator Write(int seed, string folder)
    {
        var (plan, dark) = FromSeed(seed);
        var simulator = new NightSimulator(plan);
        var light = new NightWriter(simulator, folder);
        var night = new NightWriter(new NightSimulator(plan with { Transparency = new() { Spells = [new(0, plan.Frames, 0.0003)] } }), folder);
        for (var i = 0; i < plan.Frames; i++)
        {
            light.WriteFrame(0, i);
            (IsDark(i, dark) ? night : light).WriteFrame(1, i);
        }
        return simulator;
    }

    /// <inheritdoc/>
    public async Task<FaultOutcome> PlayAsync(int seed)
    {
        var dark = FromSeed(seed).DarkFrames;
        var folder = Directory.CreateTempSubdirectory("nocturne-borrowed-").FullName;
        try
        {
            var (frames, output) = (Path.Combine(folder, "frames"), Path.Combine(folder, "out"));
            var simulator = Write(seed, frames);
            var (code, said) = await run(["reduce", frames, "--out", output, "--quiet", "--set", "report.html=no"]).ConfigureAwait(false);
            return code == 0 ? Judge(output, simulator, dark) : new(1, 0, $"to reduce ended with {code}: {said}");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    static bool IsDark(int frame, int dark) => frame is >= Clear && frame < Clear + dark;

    static FaultOutcome Judge(string output, NightSimulator simulator, int dark)
    {
        using var reader = NightReader.Open(output);
        var frames = reader.Frames(Blind).ToArray();
        var catalogue = reader.LoadCatalogue(Blind)!;
        var reference = Array.FindIndex(frames, frame => frame.Id == catalogue.ReferenceFrame);
        var stars = catalogue.Sources.Select(source => (source.Number, Star: Nearest(simulator, reference, source))).ToArray();
        var (rows, worst, failure) = (0, 0.0, (string?)null);
        var gap = (dark - 1) * simulator.Plan.CadenceSeconds;
        if (gap < 60) failure = $"the gap lasts {gap:F0} s only.";
        var missing = Enumerable.Range(0, frames.Length).Where(i => IsDark(i, dark) && frames[i].Placement != PlacementKind.Borrowed).ToArray();

        // Nobody knows on which side of a flip a frame between two frames of the other camera lies.
        if (missing.Length > (simulator.Plan.Motion.FlipAtFrame is null ? 0 : 1)) failure ??= $"{missing.Length} of {dark} frames are not measured, frame {missing[0]} among them.";
        for (var i = 0; i < frames.Length; i++)
        {
            if (!IsDark(i, dark)) continue;
            var truth = simulator.Truth(1, i).Sources;
            foreach (var (number, star) in stars)
            {
                foreach (var row in reader.Measurements(Blind, frames[i].Id, number))
                {
                    rows++;
                    var off = double.Hypot(row.X - truth[star].X, row.Y - truth[star].Y);
                    worst = Math.Max(worst, off);
                    if (off > LargestError) failure ??= $"star {number} is off by {off:F1} pixels in frame {i}.";
                }
            }
        }
        return new(Math.Max(1, rows), worst, failure);
    }

    static int Nearest(NightSimulator simulator, int frame, CatalogueSource source)
    {
        var truth = simulator.Truth(1, frame).Sources;
        return Enumerable.Range(0, truth.Count).MinBy(k => double.Hypot(truth[k].X - source.X, truth[k].Y - source.Y));
    }
}
