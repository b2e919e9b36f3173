using System.Diagnostics.Metrics;
using Nocturne.Streams.Night;

namespace Nocturne.Actors.Night;

/// <summary>The meter "Nocturne": what a monitoring system may ask for.</summary>
static class NightMetrics
{
    static readonly Meter Meter = new("Nocturne");

    static readonly Counter<long> Frames = Meter.CreateCounter<long>("nocturne.frames", "{frame}", "Frames that became durable, by band and state.");

    static readonly Histogram<double> StageSeconds = Meter.CreateHistogram<double>("nocturne.stage.duration", "s", "Time of a stage on a frame.");

    static NightStatus? latest;

    static NightMetrics()
    {
        Meter.CreateObservableGauge("nocturne.pool.bytes", () => latest?.PoolBytes ?? 0, "By", "Bytes of pixels that are held.");
        Meter.CreateObservableGauge("nocturne.files.pending", () => latest?.FilesPending ?? 0, "{file}", "Files that are seen but not whole.");
        Meter.CreateObservableGauge("nocturne.frames.waiting", Waiting, "{frame}", "Frames that wait for their turn, by band.");
    }

    /// <summary>What the gauges show from now on.</summary>
    public static void Show(NightStatus status) => Volatile.Write(ref latest, status);

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

    static IEnumerable<Measurement<int>> Waiting() => (Volatile.Read(ref latest)?.Bands ?? []).Select(band => new Measurement<int>(band.Counts.Waiting, new KeyValuePair<string, object?>("band", band.Band.ToString())));
}
