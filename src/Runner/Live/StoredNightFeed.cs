using Nocturne.Actors.Night;
using Nocturne.Streams.Night;
using Nocturne.Streams.Store;

namespace Nocturne.Runner.Live;

/// <summary>Brings a stored night to the page, and looks now and then whether another program has gone on with it.</summary>
/// <param name="night">What the page shows.</param>
/// <param name="folder">The night's folder.</param>
/// <param name="hours">Hours of the night that are kept.</param>
/// <param name="clock">The clock.</param>
sealed class StoredNightFeed(LiveNight night, string folder, double hours, TimeProvider clock)
{
    static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);

    /// <summary>A long night takes long to read: so many times as long it is left alone.</summary>
    const int RestFactor = 10;

    /// <summary>A store that was written within so long is being written.</summary>
    static readonly TimeSpan Running = TimeSpan.FromSeconds(30);

    /// <summary>Reads the night and follows it until cancelled.</summary>
    /// <exception cref="StoreException">It cannot be read at the beginning.</exception>
    public async Task FollowAsync(CancellationToken token)
    {
        var seen = Changed();
        Read();
        using var timer = new PeriodicTimer(LookEvery, clock);
        var rest = TimeSpan.Zero;
        var readAt = clock.GetTimestamp();
        while (await timer.WaitForNextTickAsync(token).ConfigureAwait(false))
        {
            var now = Changed();
            if (now == seen || clock.GetElapsedTime(readAt) < rest) continue;
            seen = now;
            var began = clock.GetTimestamp();
            try
            {
                Read();
            }
            catch (StoreException)
            {
                // Being replaced or on a disk that is away: the next look will do.
            }
            readAt = clock.GetTimestamp();
            rest = RestFactor * clock.GetElapsedTime(began);
        }
    }

    void Read()
    {
        using var reader = NightReader.Open(folder);
        var (bands, notMeasured) = StoredBands.Read(reader, null, hours);
        var age = clock.GetUtcNow() - Changed();
        foreach (var band in bands) band.LastAt = clock.GetTimestamp() - (long)(Math.Max(0, age.TotalSeconds) * clock.TimestampFrequency);
        night.Replace(bands, notMeasured);
        foreach (var picture in StoredBands.Stacks(bands, folder)) night.ShowFirst(picture);
        var ledgers = bands.Select(band => reader.Ledger(band.Key)).ToArray();
        var ended = age.TotalSeconds > Math.Max(Running.TotalSeconds, 5 * ledgers.Select(ledger => ledger.CadenceSeconds ?? 0).DefaultIfEmpty().Max()) || ledgers.All(ledger => ledger.Provisional == 0);
        night.Is(new()
        {
            At = clock.GetUtcNow(),
            Phase = ended ? NightPhase.Ended : NightPhase.Running,
            Bands = [.. ledgers.Select(ledger => StatusOf(ledger, ended))],
            FilesTaken = ledgers.Sum(ledger => ledger.States.Sum(state => state.Frames)),
        });
    }

    static BandStatus StatusOf(BandLedger ledger, bool ended) => new()
    {
        Band = ledger.Band,
        Activity = ended ? BandActivity.Ended : BandActivity.Measuring,
        Counts = new((int)ledger.Count(FrameState.Measured), (int)ledger.Count(FrameState.Unaligned), (int)ledger.Count(FrameState.Rejected), (int)ledger.Count(FrameState.Waiting)),
        Sources = ledger.Sources,
        LastFrame = ledger.Last?.File,
        LastMidUtc = ledger.Last?.MidUtc,
        CadenceSeconds = ledger.CadenceSeconds,
        LatencySeconds = ledger.MedianLatencySeconds,
    };

    /// <summary>When the store was written last.</summary>
    DateTimeOffset Changed() => new[] { NightStore.FileName, NightStore.FileName + "-wal" }
        .Select(name => new FileInfo(Path.Combine(folder, name))).Where(file => file.Exists).Select(file => new DateTimeOffset(file.LastWriteTimeUtc)).DefaultIfEmpty(DateTimeOffset.UnixEpoch).Max();
}
