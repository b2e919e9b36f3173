using Nocturne.Core.Fits;
using Nocturne.Core.Instruments;
using Nocturne.Streams.Arrivals;
using Nocturne.Streams.Night;
using Nocturne.Streams.Store;

namespace Nocturne.TestKit.Faults;

/// <summary>Several cameras write into one folder, each in its own way: every frame is admitted to the ledger once, and not before it is whole.</summary>
public sealed class SlowWriters : IFaultKind
{
    static readonly BandKey Band = new("1", "g");
    static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(250);

    /// <inheritdoc/>
    public string Name => "writers";

    /// <inheritdoc/>
    public (string Counted, string Worst) Words => ("slow writers", "s from complete to taken");

    /// <inheritdoc/>
    public bool MayRunTogether => true;

    /// <inheritdoc/>
    public async Task<FaultOutcome> PlayAsync(int seed)
    {
        var ledgerFolder = Directory.CreateTempSubdirectory("nocturne-writers-").FullName;
        try
        {
            using var store = NightStore.Create(ledgerFolder, new("test", "digest", "", DateTimeOffset.UnixEpoch));
            await using var folder = new WatchedFolder(store.IsTaken);
            store.Root = folder.Root;
            return await PlayAsync(seed, folder, store).ConfigureAwait(false);
        }
        finally
        {
            Directory.Delete(ledgerFolder, recursive: true);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    static async Task<FaultOutcome> PlayAsync(int seed, WatchedFolder folder, NightStore store)
    {
        var random = new Random(seed);
        var writers = Enumerable.Range(0, random.Next(1, 5)).Select(camera => Writer(folder, random, seed, camera)).ToArray();
        var next = new PriorityQueue<SlowWriter, (TimeSpan, int)>();
        for (var i = 0; i < writers.Length; i++) next.Enqueue(writers[i], (TimeSpan.FromMilliseconds(random.Next(5000)), i));
        var done = new Dictionary<string, TimeSpan>();
        var latest = TimeSpan.Zero;
        var seen = 0;
        while (next.TryDequeue(out var writer, out var due))
        {
            if (await PassAsync(due.Item1 - folder.Clock.Elapsed).ConfigureAwait(false) is { } early) return Failed(early);
            var pause = writer.Step();
            if (!writer.IsDone) next.Enqueue(writer, (folder.Clock.Elapsed + pause, Array.IndexOf(writers, writer)));
            else foreach (var name in writer.Names) done[name] = folder.Clock.Elapsed;
        }
        for (var second = 0; second < 15; second++)
        {
            if (await PassAsync(TimeSpan.FromSeconds(1)).ConfigureAwait(false) is { } fault) return Failed(fault);
        }
        if (!folder.Arrived.Order(StringComparer.Ordinal).SequenceEqual(done.Keys.Order(StringComparer.Ordinal)))
            return Failed($"arrived {string.Join(", ", folder.Arrived)}, written {string.Join(", ", done.Keys)}");
        var waiting = store.Counts(Band).Waiting;
        return waiting == writers.Length ? new(writers.Length, latest.TotalSeconds) : Failed($"{waiting} frames are in the ledger, not {writers.Length}");

        async Task<string?> PassAsync(TimeSpan time)
        {
            for (var end = folder.Clock.Elapsed + time; folder.Clock.Elapsed < end;)
            {
                var left = end - folder.Clock.Elapsed;
                await folder.PassAsync(left < Moment ? left : Moment).ConfigureAwait(false);
                if (Take() is { } fault) return fault;
            }
            return null;
        }

        string? Take()
        {
            for (; seen < folder.Arrived.Count; seen++)
            {
                var name = folder.Arrived[seen];
                if (!done.TryGetValue(name, out var at)) return $"{name} was taken before it was whole";
                if (folder.Clock.Elapsed - at > latest) latest = folder.Clock.Elapsed - at;
                Admit(folder, store, name);
            }
            return null;
        }

        FaultOutcome Failed(string what) => new(writers.Length, latest.TotalSeconds, $"{string.Join(", ", writers.Select(writer => $"{writer.Name} ({writer.Way})"))}: {what}.");
    }

    static SlowWriter Writer(WatchedFolder folder, Random random, int seed, int camera)
    {
        var ways = Enum.GetValues<WritingWay>();
        return new(folder.Root, $"camera{camera}.fits", WatchedFolder.Frame((seed * 8) + camera, side: random.Next(8, 48)), ways[random.Next(ways.Length)], random.Next(), () => folder.Now);
    }

    /// <summary>Notes a file in the ledger as the intake of a night does.</summary>
    static void Admit(WatchedFolder folder, NightStore store, string name)
    {
        var info = new FileInfo(folder.At(name));
        var file = new ArrivedFile(info.FullName, name, info.Length, info.LastWriteTimeUtc, DateTimeOffset.UnixEpoch);
        store.Admit(new ArrivalSorter(store, []).Sort(new NightScanner((header, _, _) => Facts(header)).Scan(file)) with { Files = [file] });
    }

    static FrameFacts Facts(FitsHeader header) => new()
    {
        Dialect = "test",
        Camera = Band.Camera,
        Filter = Band.Filter,
        Kind = FrameKind.Science,
        ExposureSeconds = 1,
        StartUtc = new(60310 + (int)header.GetLong("SEED")!.Value, 0),
        MidUtc = new(60310 + (int)header.GetLong("SEED")!.Value, 0.00001),
    };
}
