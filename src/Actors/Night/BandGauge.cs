using Nocturne.Core.Astrometry;
using Nocturne.Core.Instruments;
using Nocturne.Streams.Night;
using Nocturne.Streams.Store;

namespace Nocturne.Actors.Night;

/// <summary>Keeps count of a band for the <see cref="NightStatus"/>. Outlives the restarts of its actor; any thread may use it.</summary>
sealed class BandGauge(BandKey band, TimeProvider clock)
{
    /// <summary>Weight of a new frame in the running means: they follow some twenty frames.</summary>
    const double Share = 0.05;

    readonly Lock gate = new();
    readonly Queue<(long At, int Frames)> recent = [];
    readonly Dictionary<Stage, double> stages = [];
    readonly HashSet<(string File, int Hdu, int Plane)> late = [];
    FrameDescriptor? settled;
    BandStatus status = new() { Band = band };

    /// <summary>Frames that wait while the band measures; none while it does not.</summary>
    public int Backlog
    {
        get
        {
            lock (gate) return status.Activity == BandActivity.Measuring ? status.Counts.Waiting : 0;
        }
    }

    public void Is(BandActivity activity) => Change(status => status with { Activity = activity });

    public void Is(BandActivity activity, int sources) => Change(status => status with { Activity = activity, Sources = sources });

    public void Begin(BandCounts counts, int sources) => Change(status => status with { Counts = counts, Sources = sources });

    public void Calibrates(BandFrames calibration) =>
        Change(status => status with { Calibration = (calibration.Biases.Count, calibration.Darks.Count, calibration.Flats.Count) });

    /// <summary>The band stays with its masters from now on.</summary>
    /// <param name="sample">A frame of the band.</param>
    /// <param name="late">Calibration frames that had come too late already.</param>
    public void HasSettled(FrameDescriptor sample, IReadOnlyList<FrameDescriptor> late)
    {
        lock (gate) settled = sample;
        CalibrationsCame(late);
    }

    /// <summary>More calibration frames are there: those that fit the band came late, once it has settled.</summary>
    public void CalibrationsCame(IReadOnlyList<FrameDescriptor> frames)
    {
        lock (gate)
        {
            if (settled is null || frames.Count == 0) return;
            var matching = new CalibrationMatching(frames);
            late.UnionWith(new[] { FrameKind.Bias, FrameKind.Dark, FrameKind.Flat }.SelectMany(kind => matching.For(settled, kind)).Select(frame => (frame.File, frame.Hdu, frame.Plane)));
            status = status with { LateCalibrations = late.Count };
        }
    }

    public void Counts(BandCounts counts) => Change(status => status with { Counts = counts });

    public void HasFailed(Exception cause) => Change(status => status with { Activity = BandActivity.Restarting, Restarts = status.Restarts + 1, Trouble = cause.Message });

    public void Add(IReadOnlyList<FrameOutcome> outcomes, BandCounts counts, double? latencySeconds)
    {
        lock (gate)
        {
            recent.Enqueue((clock.GetTimestamp(), outcomes.Count));
            foreach (var outcome in outcomes)
            {
                NightMetrics.Count(band, outcome);
                foreach (var stage in Enum.GetValues<Stage>())
                {
                    if (outcome.Times?[stage] is not (> 0 and var seconds)) continue;
                    stages[stage] = Mean(stages.TryGetValue(stage, out var mean) ? mean : null, seconds);
                }
            }

            var last = outcomes[^1].Frame;
            status = status with
            {
                Counts = counts,
                LastFrame = last.File,
                LastMidUtc = last.MidUtc,
                LastDurable = clock.GetUtcNow(),
                CadenceSeconds = Cadence(status, outcomes) ?? status.CadenceSeconds,
                LatencySeconds = latencySeconds is { } latency ? Mean(status.LatencySeconds, latency) : status.LatencySeconds,
                Trouble = null,
            };
        }
    }

    /// <summary>How the band stands now.</summary>
    public BandStatus Read()
    {
        lock (gate)
        {
            while (recent.Count > 0 && clock.GetElapsedTime(recent.Peek().At) > TimeSpan.FromSeconds(10)) recent.Dequeue();
            var span = recent.Count > 0 ? Math.Max(1, clock.GetElapsedTime(recent.Peek().At).TotalSeconds) : 1;
            return status with { FramesPerSecond = recent.Sum(entry => entry.Frames) / span, StageSeconds = new Dictionary<Stage, double>(stages) };
        }
    }

    static double Mean(double? before, double value) => before is { } mean ? mean + (Share * (value - mean)) : value;

    void Change(Func<BandStatus, BandStatus> change)
    {
        lock (gate) status = change(status);
    }

    static double? Cadence(BandStatus before, IReadOnlyList<FrameOutcome> outcomes)
    {
        Mjd?[] times = [before.LastMidUtc, .. outcomes.Select(outcome => outcome.Frame.MidUtc)];
        var steps = times.Zip(times.Skip(1), (from, to) => from is { } a && to is { } b ? b.SecondsSince(a) : double.NaN).Where(step => step > 0).Order().ToArray();
        return steps.Length > 0 ? steps[steps.Length / 2] : null;
    }
}
