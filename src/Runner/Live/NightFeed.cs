using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Nocturne.Actors;
using Nocturne.Actors.Night;
using Nocturne.Streams.Store;

namespace Nocturne.Runner.Live;

/// <summary>Brings the news of a night that runs in this program to the page.</summary>
/// <remarks>
/// The actors only drop their news into a short queue and go on. Should this reader ever fall so far behind that the queue overflows, the oldest news is dropped and the
/// page is read from the store again, where nothing is missing.
/// </remarks>
sealed class NightFeed : IAsyncDisposable
{
    const int LongestQueue = 64;

    readonly LiveNight night;
    readonly ILogger log;
    readonly Channel<object> queue;
    readonly CancellationTokenSource stop = new();
    readonly string photometer;
    readonly double hours;
    Task working = Task.CompletedTask;
    long dropped;

    /// <param name="night">What the page shows.</param>
    /// <param name="photometer">The photometer that is shown.</param>
    /// <param name="hours">Hours of the night that are kept.</param>
    /// <param name="log">Where it is said when the store cannot be read.</param>
    public NightFeed(LiveNight night, string photometer, double hours, ILogger log)
    {
        (this.night, this.photometer, this.hours, this.log) = (night, photometer, hours, log);
        queue = Channel.CreateBounded<object>(
            new BoundedChannelOptions(LongestQueue) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true },
            _ => Interlocked.Increment(ref dropped));
    }

    /// <summary>News that was dropped and had to be read from the store.</summary>
    public long Dropped => Interlocked.Read(ref dropped);

    /// <summary>Subscribes to a night's news.</summary>
    /// <param name="system">Its actors.</param>
    /// <param name="folder">Its folder.</param>
    public void Listen(ActorSystem system, string folder)
    {
        system.EventStream.Subscribe<FramesStored>(Drop);
        system.EventStream.Subscribe<FilesIncomplete>(Drop);
        system.EventStream.Subscribe<NightStatus>(Drop);
        working = Task.Run(() => WorkAsync(folder));
    }

    /// <summary>A look at a frame.</summary>
    public void Show(Glimpse glimpse) => Drop(glimpse);

    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await stop.CancelAsync().ConfigureAwait(false);
        await working.ConfigureAwait(false);
        stop.Dispose();
    }

    void Drop(object news) => queue.Writer.TryWrite(news);

    async Task WorkAsync(string folder)
    {
        long known = 0;
        ReadStore(folder);
        try
        {
            await foreach (var news in queue.Reader.ReadAllAsync(stop.Token).ConfigureAwait(false))
            {
                Take(news, folder);
                if (Dropped == known || queue.Reader.TryPeek(out _)) continue;
                known = Dropped;
                ReadStore(folder);
            }
        }
        catch (OperationCanceledException)
        {
            // The night is over for the page.
        }
    }

    void Take(object news, string folder)
    {
        switch (news)
        {
            case FramesStored stored:
                night.Add(stored.Outcomes);
                foreach (var band in night.WithoutCatalogue()) ReadCatalogue(folder, band);
                break;
            case FilesIncomplete files:
                night.Add(files.Files);
                break;
            case NightStatus status:
                night.Is(status);
                break;
            case Glimpse glimpse:
                night.Show(glimpse);
                break;
        }
    }

    void ReadStore(string folder) => FromStore(folder, reader =>
    {
        var (bands, notMeasured) = StoredBands.Read(reader, photometer, hours);
        night.Replace(bands, notMeasured);
        foreach (var picture in StoredBands.Stacks(bands, folder).Where(_ => !stop.IsCancellationRequested)) night.ShowFirst(picture);
    });

    void ReadCatalogue(string folder, Streams.Night.BandKey band) => FromStore(folder, reader =>
    {
        if (reader.LoadCatalogue(band) is { } catalogue) night.Has(band, catalogue);
    });

    void FromStore(string folder, Action<NightReader> read)
    {
        try
        {
            using var reader = NightReader.Open(folder);
            read(reader);
        }
        catch (StoreException fault)
        {
            // The page shows less; the night goes on.
            log.LogWarning(fault, "The live page cannot read the store");
        }
    }
}
