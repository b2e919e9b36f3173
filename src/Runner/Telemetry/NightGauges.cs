using System.Diagnostics.Metrics;
using Nocturne.Actors;
using Nocturne.Actors.Night;

namespace Nocturne.Runner.Telemetry;

/// <summary>The state of a night as gauges of the meter "Nocturne", beside the counters that the actors keep.</summary>
sealed class NightGauges : IDisposable
{
    readonly Meter meter = new("Nocturne");
    readonly TimeProvider clock;
    readonly Lock gate = new();
    readonly Dictionary<string, (int Done, long At)> progress = [];
    NightStatus? status;

    /// <param name="clock">The clock.</param>
    public NightGauges(TimeProvider clock)
    {
        this.clock = clock;
        meter.CreateObservableGauge("nocturne.pool.used", () => Whole(now => now.PoolBytes), "By", "Pixels that are held.");
        meter.CreateObservableGauge("nocturne.pool.budget", () => Whole(now => now.PoolBudget), "By", "Pixels that may be held: the memory budget.");
        meter.CreateObservableGauge("nocturne.pool.waiting", () => Whole(now => now.PoolWaiting), "{frame}", "Frames that wait for room in the pool: back-pressure.");
        meter.CreateObservableGauge("nocturne.files.pending", () => Whole(now => now.FilesPending), "{file}", "Files that are seen but not whole yet.");
        meter.CreateObservableCounter("nocturne.files", () => Whole(now => now.FilesTaken), "{file}", "Files that were taken.");
        meter.CreateObservableGauge("nocturne.queue", () => EachBand(band => (double)band.Counts.Waiting), "{frame}", "Frames that wait for their turn.");
        meter.CreateObservableGauge("nocturne.sources", () => EachBand(band => (double)band.Sources), "{source}", "Sources in the catalogue.");
        meter.CreateObservableCounter("nocturne.restarts", () => EachBand(band => (double)band.Restarts), "{restart}", "How often a band has failed and begun again.");
        meter.CreateObservableGauge("nocturne.cadence", () => EachBand(band => band.CadenceSeconds), "s", "Time from one frame to the next, by the headers.");
        meter.CreateObservableGauge("nocturne.latency", () => EachBand(band => band.LatencySeconds), "s", "Time from whole file to durable row.");
        meter.CreateObservableGauge("nocturne.lag", () => EachBand(Lag), "s", "Time since the last frame became durable.");
    }

    /// <summary>Follows a night.</summary>
    public void Listen(ActorSystem system) => system.EventStream.Subscribe<NightStatus>(Is);

    public void Dispose() => meter.Dispose();

    void Is(NightStatus now)
    {
        lock (gate)
        {
            status = now;
            foreach (var band in now.Bands)
            {
                var name = band.Band.ToString();
                if (!progress.TryGetValue(name, out var before) || before.Done != band.Counts.Done) progress[name] = (band.Counts.Done, clock.GetTimestamp());
            }
        }
    }

    double? Lag(BandStatus band)
    {
        lock (gate) return progress.TryGetValue(band.Band.ToString(), out var last) ? clock.GetElapsedTime(last.At).TotalSeconds : null;
    }

    IEnumerable<Measurement<long>> Whole(Func<NightStatus, long> value) => status is { } now ? [new(value(now))] : [];

    IEnumerable<Measurement<double>> EachBand(Func<BandStatus, double?> value)
    {
        foreach (var band in status?.Bands ?? [])
        {
            if (value(band) is { } number) yield return new(number, new KeyValuePair<string, object?>("band", band.Band.ToString()));
        }
    }
}
