using Nocturne.Core.Simulation;
using Nocturne.Runner.Progress;

namespace Nocturne.Runner.Commands;

/// <summary>Writes a simulated night with all processors and shows how far it is.</summary>
static class NightSimulation
{
    /// <exception cref="CommandException">The plan is impossible or the folder cannot be written.</exception>
    public static void Write(SimulationPlan plan, string folder, CalibrationCounts calibration, bool compress, IProgressView progress, CancellationToken token)
    {
        const string row = "simulate";
        try
        {
            var writer = new NightWriter(new NightSimulator(plan), folder) { Compress = compress };
            var frames = Enumerable.Range(0, plan.Bands.Count).SelectMany(band => Enumerable.Range(0, plan.FrameCount(plan.Bands[band])).Select(frame => (band, frame))).ToArray();
            var done = 0;
            progress.Begin(row, frames.Length);
            Parallel.ForEach(frames, new ParallelOptions { CancellationToken = token, MaxDegreeOfParallelism = Environment.ProcessorCount }, frame =>
            {
                writer.WriteFrame(frame.band, frame.frame);
                progress.Advance(row, Interlocked.Increment(ref done));
            });
            writer.WriteCalibration(calibration.Flats, calibration.Darks, calibration.Biases);
            writer.WriteTruth();
        }
        catch (ArgumentException fault)
        {
            throw new CommandException(ExitCode.Usage, fault.Message, fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.OutputFailed, $"{folder}: {fault.Message}", fault);
        }
        catch (AggregateException fault) when (fault.InnerException is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.OutputFailed, $"{folder}: {fault.InnerException.Message}", fault);
        }
    }
}
