using System.Collections.Concurrent;

namespace Nocturne.Streams.Arrivals;

/// <summary>Tells early that something happens in a folder, where the system is able to. Nothing depends on it: events get lost, and network disks give none.</summary>
sealed class FolderHints(string root, bool recursive) : IDisposable
{
    /// <summary>Names that are remembered until somebody asks for them; beyond that they are forgotten.</summary>
    const int MostRenamed = 10_000;

    readonly SemaphoreSlim hint = new(0, 1);
    readonly ConcurrentDictionary<string, bool> renamed = new(StringComparer.Ordinal);
    FileSystemWatcher? watcher;

    /// <summary>Waits for a hint, but no longer than some time.</summary>
    public async Task WaitAsync(TimeSpan longest, TimeProvider clock, CancellationToken token)
    {
        if (watcher is null) Begin();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(token);
        var hinted = hint.WaitAsync(either.Token);
        await Task.WhenAny(hinted, Task.Delay(longest, clock, either.Token)).ConfigureAwait(false);
        await either.CancelAsync().ConfigureAwait(false);
        token.ThrowIfCancellationRequested();
    }

    /// <summary>True once for a file that got its name by being renamed within the folder: its writer has done with it.</summary>
    public bool WasRenamed(string path) => renamed.TryRemove(path, out _);

    public void Dispose()
    {
        watcher?.Dispose();
        hint.Dispose();
    }

    void Begin()
    {
        try
        {
            var made = new FileSystemWatcher(root) { IncludeSubdirectories = recursive, NotifyFilter = NotifyFilters.FileName | NotifyFilters.Size | NotifyFilters.LastWrite };
            made.Created += (_, _) => Ring();
            made.Changed += (_, _) => Ring();
            made.Renamed += (_, change) =>
            {
                if (renamed.Count >= MostRenamed) renamed.Clear();
                renamed[change.FullPath] = true;
                Ring();
            };
            made.Error += (_, _) =>
            {
                // The folder went away, or events came too fast: begin anew at the next round.
                Interlocked.Exchange(ref watcher, null)?.Dispose();
                Ring();
            };
            made.EnableRaisingEvents = true;
            watcher = made;
        }
        catch (Exception fault) when (fault is IOException or ArgumentException or UnauthorizedAccessException)
        {
            // The folder is away, or the system has no watchers left: the regular looks are enough.
        }
    }

    void Ring()
    {
        try
        {
            if (hint.CurrentCount == 0) hint.Release();
        }
        catch (Exception fault) when (fault is SemaphoreFullException or ObjectDisposedException)
        {
            // Rung by two at once, or too late.
        }
    }
}
