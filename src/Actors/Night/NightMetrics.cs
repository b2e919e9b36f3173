using System.Diagnostics.Metrics;
using Nocturne.Streams.Night;

namespace Nocturne.Actors.Night;

/// <summary>The meter "Nocturne": what a monitoring system may ask for.</summary>
static class NightMetrics
{
    static readonly Meter Meter = new("Nocturne");

    static readonly Counter<long> Frames = Meter.CreateCounter<long>("nocturne.frames", "{frame}", "Frames that became durable, by band and state.");

    static readonly Histogram<double> StageSeconds = Meter.CreateHistogram<double>("nocturne.stage.duration", "s", "Time of a stage on a frame.");

    /// <summary>Counts a frame that became durable.</summary>
    public static void Count(BandKey band, FrameOutcome outcome)
    {
        if (!Frames.Enabled && !StageSeconds.Enabled) return;
        Frames.Add(1, new("band", band.ToString()), new("state", outcome.Frame.State.ToString().ToLowerInvariant()));
        if (outcome.Times is not { } times) return;
        foreach (var stage in Enum.GetValues<Stage>())
        {
            if (times[stage] > 0) StageSeconds.Record(times[stage], new("band", band.ToString()), new("stage", stage.ToString().ToLowerInvariant()));
        }
    }
}
