using Nocturne.Core.Fits;
using Nocturne.Streams.Arrivals;

namespace Nocturne.TestKit.Faults;

/// <summary>A real folder that is watched by a clock that only tests move, and what has arrived from it.</summary>
public sealed class WatchedFolder : IAsyncDisposable
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("nocturne-watched-");
    readonly CancellationTokenSource stop = new();
    readonly IAsyncEnumerator<ArrivalBatch> batches;
    readonly DateTime epoch = new(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    Task<bool>? next;

    public WatchedFolder(Func<string, long, DateTime, bool>? isTaken = null, Func<FolderOptions, FolderOptions>? options = null)
    {
        var made = new FolderOptions { Patterns = ["*.fits", "*.fits.gz", "*.fits.fz"], Hints = false, Poll = TimeSpan.FromSeconds(1), Settle = TimeSpan.FromSeconds(1) };
        Source = new(Root, options?.Invoke(made) ?? made, isTaken ?? ((_, _, _) => false), Clock);
        batches = Source.ReadAsync(stop.Token).GetAsyncEnumerator(stop.Token);
    }

    public ManualTime Clock { get; } = new();

    public FolderArrivals Source { get; }

    public string Root => folder.FullName;

    /// <summary>Names of the files that arrived, in order.</summary>
    public List<string> Arrived { get; } = [];

    public List<string> Reasons { get; } = [];

    public ArrivalBatch? Last { get; private set; }

    public bool HasCaughtUp { get; private set; }

    public bool HasEnded { get; private set; }

    /// <summary>The bytes of a small frame.</summary>
    public static byte[] Frame(int seed, int side = 64)
    {
        var random = new Random(seed);
        var pixels = new ushort[side * side];
        for (var i = 0; i < pixels.Length; i++) pixels[i] = (ushort)random.Next(100, 60000);
        using var memory = new MemoryStream();
        FitsWriter.WriteImage(memory, new FitsHeader().Set("SEED", seed, ""), side, side, pixels);
        return memory.ToArray();
    }

    /// <summary>The time of day by the test's clock.</summary>
    public DateTime Now => epoch + Clock.Elapsed;

    public string At(string name) => Path.Combine(Root, name);

    /// <summary>Writes a file with an age by the test's clock, so that every change shows.</summary>
    public void Write(string name, ReadOnlySpan<byte> bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(name))!);
        File.WriteAllBytes(At(name), bytes);
        File.SetLastWriteTimeUtc(At(name), Now);
    }

    /// <summary>Lets the watcher look at the folder until it waits, then moves the clock, for as long as is asked.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        var end = Clock.Elapsed + time;
        await RestAsync();
        while (Clock.Elapsed < end && !HasEnded)
        {
            var step = end - Clock.Elapsed;
            Clock.Advance(step < TimeSpan.FromMilliseconds(250) ? step : TimeSpan.FromMilliseconds(250));
            await RestAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        try
        {
            if (next is not null) await next;
        }
        catch (OperationCanceledException)
        {
            // So it ends.
        }
        await batches.DisposeAsync();
        stop.Dispose();
        folder.Delete(recursive: true);
    }

    /// <summary>Takes batches until the watcher waits for the clock.</summary>
    async Task RestAsync()
    {
        while (!HasEnded)
        {
            next ??= batches.MoveNextAsync().AsTask();
            if (!next.IsCompleted && Clock.ScheduledTimers > 0) return;
            if (!next.IsCompleted)
            {
                await Task.WhenAny(next, Clock.TimersAsync());
                continue;
            }
            if (!await next)
            {
                HasEnded = true;
                return;
            }
            next = null;
            Last = batches.Current;
            Arrived.AddRange(Last.Files.Select(file => file.File));
            Reasons.AddRange(Last.Incomplete.Select(entry => entry.Reason));
            HasCaughtUp |= Last.CaughtUp;
        }
    }
}
