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
        Meter.CreateObservableGauge("nocturne.pool.used", () => Whole(night => night.PoolBytes), "By", "Pixels that are held.");
        Meter.CreateObservableGauge("nocturne.pool.budget", () => Whole(night => night.PoolBudget), "By", "Pixels that may be held: the memory budget.");
        Meter.CreateObservableGauge("nocturne.pool.waiting", () => Whole(night => night.PoolWaiting), "{frame}", "Frames that wait for room in the pool: back-pressure.");
        Meter.CreateObservableGauge("nocturne.files.pending", () => Whole(night => night.FilesPending), "{file}", "Files that are seen but not whole.");
        Meter.CreateObservableCounter("nocturne.files", () => Whole(night => night.FilesTaken), "{file}", "Files that were taken.");
        Meter.CreateObservableGauge("nocturne.frames.waiting", () => EachBand((_, band) => band.Counts.Waiting), "{frame}", "Frames that wait for their turn, by band.");
        Meter.CreateObservableGauge("nocturne.sources", () => EachBand((_, band) => band.Sources), "{source}", "Sources in the catalogue, by band.");
        Meter.CreateObservableCounter("nocturne.restarts", () => EachBand((_, band) => band.Restarts), "{restart}", "How often a band has failed and begun again.");
        Meter.CreateObservableGauge("nocturne.cadence", () => EachBand((_, band) => band.CadenceSeconds), "s", "Time from one frame to the next, by the headers.");
        Meter.CreateObservableGauge("nocturne.latency", () => EachBand((_, band) => band.LatencySeconds), "s", "Time from whole file to durable row.");
        Meter.CreateObservableGauge("nocturne.lag", () => EachBand((night, band) => (night.At - band.LastDurable)?.TotalSeconds), "s", "Time since the last frame became durable.");
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

    static IEnumerable<Measurement<long>> Whole(Func<NightStatus, long> value) => Volatile.Read(ref latest) is { } night ? [new(value(night))] : [];

    static IEnumerable<Measurement<double>> EachBand(Func<NightStatus, BandStatus, double?> value)
    {
        if (Volatile.Read(ref latest) is not { } night) yield break;
        foreach (var band in night.Bands)
        {
            if (value(night, band) is { } number) yield return new(number, new KeyValuePair<string, object?>("band", band.Band.ToString()));
        }
    }
}
