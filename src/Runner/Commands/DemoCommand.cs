using System.CommandLine;
using Nocturne.Core.Simulation;
using Nocturne.Runner.Reduction;

namespace Nocturne.Runner.Commands;

/// <summary><c>nocturne demo</c>: simulates and reduces a small night, to see what comes out.</summary>
static class DemoCommand
{
    public static Command Create(CommandOutput output)
    {
        var folder = new Option<string>("--out", "-o") { Description = "Folder for the demonstration.", DefaultValueFactory = _ => "nocturne-demo" };
        var command = new Command("demo", "Simulates a small three-band night, reduces it, and says where the report is.") { folder };
        var common = new CommonOptions().AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            var settings = common.Settings(parsed);
            var (frames, reduced) = (Path.Combine(parsed.GetValue(folder)!, "frames"), Path.Combine(parsed.GetValue(folder)!, "reduced"));
            using var logs = common.Logs(parsed, output, settings.Log, reduced);
            using var interrupt = new UserInterrupt(output.Errors);
            Actors.Night.NightResult result;
            using (var progress = common.Progress(parsed, output))
            {
                NightSimulation.Write(Night, frames, new(Flats: 5, Darks: 0, Biases: 0), compress: false, progress, interrupt.Token);
                NightFolder.Clear(reduced);
                var files = NightFiles.Find([frames], recursive: true, settings.Input);
                result = await new NightReduction(settings, HeaderReading.From(settings), progress, logs.CreateLogger("nocturne"), TimeProvider.System)
                    .ReduceAsync(files, reduced, interrupt.Token).ConfigureAwait(false);
            }
            return (int)NightVerdict.Tell(result, reduced, output);
        });
        return command;
    }

    /// <summary>A night with a bit of everything: drift, changing seeing, passing and thick cloud, cosmic rays, a variable, an eclipse, a flare, and three bad files.</summary>
    static SimulationPlan Night { get; } = new()
    {
        Seed = 2024,
        Frames = 120,
        CadenceSeconds = 5,
        ExposureSeconds = 3,
        Bands = [SimulatedBand.OpticamOnSky("g"), SimulatedBand.OpticamOnSky("r"), SimulatedBand.OpticamOnSky("i")],
        Stars = new() { Count = 14, FaintestFlux = 4000, BrightestFlux = 80000, MinimumSeparation = 30, Border = 60, ColourScatter = 0.2 },
        Variables = [new SineVariability(2, Rms: 0.05, CyclesPerFrame: 0.03), new EclipseVariability(4, Middle: 60, Duration: 24, Depth: 0.2, Flank: 6), new FlareVariability(6, Start: 40, Amplitude: 0.6, Decay: 8)],
        Psf = new() { Elongation = 1.1, OrientationDegrees = 30, SeeingAmplitude = 0.1, SeeingScatter = 0.02 },
        Motion = new() { DriftX = 0.12, DriftY = -0.07, Jitter = 0.4, RotationDegrees = 0.01 },
        Sky = new() { GradientX = 20 },
        Transparency = new() { CloudDepth = 0.12, Spells = [new(78, 82, 0.01)] },
        Detector = new() { CosmicRays = 4, DarkCurrent = 0.1, CircularShadow = true },
        BadFrames = [new(17, BadFrameKind.Truncated, "r"), new(44, BadFrameKind.NoTime, "g"), new(90, BadFrameKind.Corrupt, "i")],
    };
}
