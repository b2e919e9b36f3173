using System.Diagnostics;
using Nocturne.Streams.Store;
using Nocturne.TestKit.Nights;

namespace Nocturne.TestKit.Faults;

/// <summary>The disk of the results has room for so many pages and no more, for each number of pages that a night needs: whatever the program writes is the write that finds no room, in turn. After a while there is room again.</summary>
/// <remarks>
/// The night goes on by itself and ends with the products that it would have had. Where there is no room to begin it, the program says so and ends, and the same command goes on. It never
/// fails in a way that it should not, and never says that all is well when something is missing.
/// </remarks>
/// <param name="run">Runs the program.</param>
public sealed class ScarceRoom(CommandLine run) : IFaultKind
{
    /// <summary>The exit code for a disk that is full.</summary>
    const int OutputFailed = 6;

    /// <summary>A night that takes longer hangs, even on a machine that does much else.</summary>
    static readonly TimeSpan LongestNight = TimeSpan.FromMinutes(15);

    /// <summary>Room is made after so long at the latest.</summary>
    static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(3);

    static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(2);

    readonly FaultNight night = new(3);
    readonly SemaphoreSlim once = new(1);
    SortedDictionary<string, string> undisturbed = [];
    long needed;

    /// <inheritdoc/>
    public string Name => "room";

    /// <inheritdoc/>
    public (string Counted, string Worst) Words => ("disks without room", "pages needed");

    /// <inheritdoc/>
    public bool MayRunTogether => true;

    /// <summary>Pages that a night needs at most, after it was played once.</summary>
    public long Needed => needed;

    /// <inheritdoc/>
    public async Task<FaultOutcome> PlayAsync(int seed)
    {
        if (!SmallDisk.IsPossible) return new(1, 0, "no small disk can be mounted here; run this under 'unshare --map-root-user --mount'.");
        await PlayUndisturbedAsync().ConfigureAwait(false);
        using var disk = SmallDisk.Make()!;
        disk.LeaveFree(seed);
        var watching = WatchAsync(disk);
        await WaitUntilFullAsync(disk, watching).ConfigureAwait(false);
        await Task.WhenAny(watching, Task.Delay(new Random(seed).Next(100, 1500))).ConfigureAwait(false);
        var wasFull = !watching.IsCompleted;
        disk.MakeRoom();
        var (code, said) = await watching.ConfigureAwait(false);
        var sort = code != 0 ? "said so and ended" : wasFull ? "went on by itself" : "had room enough";
        if (code == OutputFailed && HasFrames(disk)) return new(1, needed, $"room for {seed} of {needed} pages: gave up a night that had begun: {said}");
        if (code == OutputFailed && said.Contains("disk full", StringComparison.Ordinal)) (code, said) = await WatchAsync(disk).ConfigureAwait(false);
        var failure = code != 0 ? $"ended with {code}: {said}" : Differences(disk);
        return new(1, needed, failure is null ? null : $"room for {seed} of {needed} pages{(wasFull ? "" : ", ended before there was room")}, {sort}: {failure}", new Dictionary<string, int> { [sort] = 1 });
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        night.Dispose();
        once.Dispose();
    }

    /// <summary>Waits for the last page to go; what did not fit is taken away at once, so that it may never seem to.</summary>
    static async Task WaitUntilFullAsync(SmallDisk disk, Task watching)
    {
        var began = Stopwatch.GetTimestamp();
        while (disk.Free > 0 && !watching.IsCompleted && Stopwatch.GetElapsedTime(began) < LongestWait) await Task.Delay(Moment).ConfigureAwait(false);
    }

    static bool HasFrames(SmallDisk disk)
    {
        try
        {
            using var night = NightReader.Open(Path.Combine(disk.Root, "out"));
            return night.Bands.SelectMany(night.Frames).Any();
        }
        catch (StoreException)
        {
            return false;
        }
    }

    async Task<(int Code, string Said)> WatchAsync(SmallDisk disk)
    {
        var watching = run(["watch", night.Frames, "--out", Path.Combine(disk.Root, "out"), "--until-idle", "500 ms", "--finalize", "--quiet", .. NocturneProgram.Hasty]);
        try
        {
            return await watching.WaitAsync(LongestNight).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return (-1, "no end came");
        }
    }

    string? Differences(SmallDisk disk)
    {
        var products = Products.Digests(Path.Combine(disk.Root, "out"));
        var names = products.Keys.Union(undisturbed.Keys).Where(name => products.GetValueOrDefault(name) != undisturbed.GetValueOrDefault(name)).ToArray();
        return names.Length == 0 ? null : $"{names.Length} of {undisturbed.Count} products differ: {string.Join(", ", names.Take(5))}";
    }

    async Task PlayUndisturbedAsync()
    {
        await once.WaitAsync().ConfigureAwait(false);
        try
        {
            if (needed > 0) return;
            using var disk = SmallDisk.Make()!;
            var (free, least) = (disk.Free, disk.Free);
            var watching = WatchAsync(disk);
            while (!watching.IsCompleted)
            {
                least = Math.Min(least, disk.Free);
                await Task.Delay(Moment).ConfigureAwait(false);
            }
            var (code, said) = await watching.ConfigureAwait(false);
            if (code != 0) throw new InvalidOperationException($"the undisturbed night ended with {code}: {said}");
            undisturbed = Products.Digests(Path.Combine(disk.Root, "out"));
            needed = free - least;
        }
        finally
        {
            once.Release();
        }
    }
}
