using Nocturne.Actors.Night;

namespace Nocturne.TestKit.Faults;

/// <summary>The disk is full at each write of the store in turn; then there is room again. The night goes on by itself and ends with the rows that it would have had.</summary>
public sealed class FullDisk : IFaultKind
{
    const int Frames = 8;

    static readonly TimeSpan RoomAgain = TimeSpan.FromSeconds(1.5);

    readonly LiveScene scene = new(Frames);
    readonly SemaphoreSlim once = new(1);
    List<string> undisturbed = [];
    int writes;

    /// <inheritdoc/>
    public string Name => "disk";

    /// <inheritdoc/>
    public (string Counted, string Worst) Words => ("full disks", "writes refused in a row");

    /// <inheritdoc/>
    public bool MayRunTogether => true;

    /// <summary>Writes of an undisturbed night, after it was played once.</summary>
    public int Writes => writes;

    /// <inheritdoc/>
    public async Task<FaultOutcome> PlayAsync(int seed)
    {
        await PlayUndisturbedAsync().ConfigureAwait(false);
        // Seeds in a row play each write in turn: alone, with some that follow, and as SQLite itself finds no room.
        var first = 1 + (seed % writes);
        var way = seed / writes % 3;
        var refused = way == 0 ? 1 : new Random(seed).Next(2, 6);
        var really = way == 2;
        var name = $"full-{seed}";
        using var store = scene.NewStore(name);
        var count = 0;
        await using var roomAgain = new Timer(_ => store.LimitSize(1 << 20), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        store.DiskIsFull = () =>
        {
            var write = Interlocked.Increment(ref count);
            if (really && write == first)
            {
                // The file may not grow from now on: SQLite itself finds no room in the writes that follow.
                store.LimitSize(1);
                roomAgain.Change(RoomAgain, Timeout.InfiniteTimeSpan);
            }
            return !really && write >= first && write < first + refused;
        };
        var result = await scene.WatchAsync(store).ConfigureAwait(false);
        return new(1, really ? 0 : refused, Judge(result, LiveScene.Rows(store), really ? $"no room for the file to grow after write {first} of {writes}" : $"write {first} of {writes} and {refused - 1} more refused"), new Dictionary<string, int> { [really ? "without room for the file" : refused > 1 ? "several in a row" : "one write"] = 1 });
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        scene.Dispose();
        once.Dispose();
    }

    string? Judge(NightResult result, List<string> rows, string fault)
    {
        var what = result.StoreFailure is { } failure ? failure.Message
            : result.Interrupted ? "the night was interrupted"
            : result.Bands.Any(band => band.Measured != Frames) ? string.Join(", ", result.Bands)
            : !rows.SequenceEqual(undisturbed) ? $"{rows.Except(undisturbed).Count()} rows differ"
            : null;
        return what is null ? null : $"{fault}: {what}.";
    }

    async Task PlayUndisturbedAsync()
    {
        await once.WaitAsync().ConfigureAwait(false);
        try
        {
            if (writes > 0) return;
            var count = 0;
            scene.Store.DiskIsFull = () =>
            {
                count++;
                return false;
            };
            await scene.WatchAsync(scene.Store).ConfigureAwait(false);
            (undisturbed, writes) = (LiveScene.Rows(scene.Store), count);
        }
        finally
        {
            once.Release();
        }
    }
}
