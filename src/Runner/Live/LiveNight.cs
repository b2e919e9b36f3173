using System.Security.Cryptography;
using Nocturne.Actors.Night;
using Nocturne.Core.Catalogs;
using Nocturne.Streams.Night;

namespace Nocturne.Runner.Live;

/// <summary>The night as the page shows it: one for all viewers, in bounded memory. Any thread may use it.</summary>
/// <remarks>Each change has a number. A viewer says which number it has seen last, and gets what came since; when that is too long ago it gets everything anew, thinned. So nothing
/// waits in a queue for a viewer that does not read.</remarks>
/// <param name="clock">The clock.</param>
/// <param name="photometer">The photometer that is shown.</param>
/// <param name="hours">Hours of the night that are kept.</param>
/// <param name="apertureScale">Semi-axes of the apertures in standard deviations of a point source.</param>
sealed class LiveNight(TimeProvider clock, string photometer, double hours, double apertureScale)
{
    /// <summary>Frames that are told one by one to viewers that keep up.</summary>
    const int LongestNews = 2000;

    /// <summary>Frames without rows that are listed.</summary>
    const int LongestList = 200;

    readonly Lock gate = new();
    readonly Queue<LiveFrame> news = [];
    List<LiveBand> bands = [];
    List<LiveFrame> notMeasured = [];
    readonly Dictionary<BandKey, Glimpse> glimpses = [];
    NightStatus? status;
    TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    long version;
    long forgotten;
    (long? Seen, LiveMessage Message)? latest;

    /// <summary>Tells this telling of the night from others: numbers of changes begin anew with each.</summary>
    public string Epoch { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));

    /// <summary>Frames became durable.</summary>
    public void Add(IReadOnlyList<FrameOutcome> outcomes) => Change(() =>
    {
        foreach (var outcome in outcomes)
        {
            if (outcome.Frame.State == FrameState.Rejected && !bands.Exists(known => known.Key == outcome.Frame.Band))
            {
                Tell(LiveFrame.OfNoBand(version, outcome.Frame));
                continue;
            }
            var band = BandOf(outcome.Frame.Band);
            band.LastAt = clock.GetTimestamp();
            band.SkyChange = outcome.SkyTransition?.Sentence ?? band.SkyChange;
            if (band.Add(outcome.Frame, outcome.Measurements, version) is { } frame) Tell(frame);
        }
    });

    /// <summary>Files stay incomplete.</summary>
    public void Add(IReadOnlyList<(string File, string Reason)> files) => Change(() =>
    {
        foreach (var (file, reason) in files) Tell(new(version, LiveFrame.NoBand, null, null, file, "file not whole", reason));
    });

    /// <summary>How the night stands.</summary>
    public void Is(NightStatus now) => Change(() =>
    {
        status = now;
        foreach (var band in now.Bands) BandOf(band.Band);
    });

    /// <summary>A look at a frame.</summary>
    public void Show(Glimpse glimpse) => Change(() =>
    {
        BandOf(glimpse.Band);
        glimpse.Version = version;
        glimpses[glimpse.Band] = glimpse;
    });

    /// <summary>A picture for a band that has none yet.</summary>
    public void ShowFirst(Glimpse glimpse)
    {
        lock (gate)
        {
            if (glimpses.ContainsKey(glimpse.Band)) return;
        }
        Show(glimpse);
    }

    /// <summary>Bands whose catalogue is not known yet, though they have frames with rows.</summary>
    public IReadOnlyList<BandKey> WithoutCatalogue()
    {
        lock (gate) return [.. bands.Where(band => band.Catalogue is null && band.Sources.Count > 0).Select(band => band.Key)];
    }

    /// <summary>A band's catalogue.</summary>
    public void Has(BandKey band, SourceCatalogue catalogue) => Change(() =>
    {
        BandOf(band).Catalogue = catalogue;

        // It says how large the apertures are that are drawn into the picture.
        if (glimpses.TryGetValue(band, out var glimpse)) glimpse.Version = version;
    });

    /// <summary>Puts bands that were read from the store in the place of all.</summary>
    /// <param name="read">The bands.</param>
    /// <param name="withoutRows">Frames without rows, by time; the last ones are enough.</param>
    public void Replace(IReadOnlyList<LiveBand> read, IReadOnlyList<LiveFrame> withoutRows) => Change(() =>
    {
        var before = bands.ToDictionary(band => band.Key);
        bands = [.. read];
        foreach (var band in bands)
        {
            band.Rebuilt = version;
            if (before.Remove(band.Key, out var old)) band.LastAt ??= old.LastAt;
        }
        foreach (var left in before.Keys) BandOf(left);
        notMeasured = [.. withoutRows.TakeLast(LongestList)];
        news.Clear();
        forgotten = version;
    });

    /// <summary>What came after a number; everything for a viewer that has seen nothing, or not for long.</summary>
    public LiveMessage MessageAfter(long? seen)
    {
        lock (gate)
        {
            // Viewers that keep up ask for the same.
            if (latest is { } kept && kept.Seen == seen && kept.Message.Version == version) return kept.Message;
            var fresh = seen is not { } last || last < forgotten || last > version;
            var message = new LiveMessage(version, new LiveMessageWriter(bands, status, glimpses, apertureScale, clock).Write(
                fresh ? -1 : seen!.Value, fresh, fresh ? [] : [.. news.Where(frame => frame.Version > seen)], fresh ? notMeasured : []));
            latest = (seen, message);
            return message;
        }
    }

    /// <summary>Ends when something has changed since a number.</summary>
    public Task ChangedAsync(long seen)
    {
        lock (gate) return version > seen ? Task.CompletedTask : changed.Task;
    }

    /// <summary>The last look at a band; null when there was none.</summary>
    /// <param name="band">Its number on the page.</param>
    public Glimpse? GlimpseOf(int band)
    {
        lock (gate) return band >= 0 && band < bands.Count ? glimpses.GetValueOrDefault(bands[band].Key) : null;
    }

    void Change(Action change)
    {
        TaskCompletionSource woken;
        lock (gate)
        {
            version++;
            change();
            woken = changed;
            changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
        woken.TrySetResult();
    }

    LiveBand BandOf(BandKey key)
    {
        foreach (var band in bands)
        {
            if (band.Key == key) return band;
        }
        var made = new LiveBand(bands.Count, key, photometer, 3600 * hours) { Rebuilt = version };
        bands.Add(made);
        return made;
    }

    void Tell(LiveFrame frame)
    {
        news.Enqueue(frame);
        while (news.Count > LongestNews) forgotten = news.Dequeue().Version;
        if (frame.IsMeasured) return;
        notMeasured.RemoveAll(other => other.Band == frame.Band && other.File == frame.File);
        notMeasured.Add(frame);
        if (notMeasured.Count > LongestList) notMeasured.RemoveAt(0);
    }
}
