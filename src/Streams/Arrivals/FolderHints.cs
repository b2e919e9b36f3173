using System.Collections.Concurrent;

namespace Nocturne.Streams.Arrivals;

/// <summary>Tells early that something happens in a folder, where the system is able to. Nothing depends on it: events get lost, and network disks give none.</summary>
/// <param name="root">The folder.</param>
/// <param name="recursive">Whether the folders in it matter too.</param>
/// <param name="matters">Whether a path may be a frame.</param>
sealed class FolderHints(string root, bool recursive, Func<string, bool> matters) : IDisposable
{
    /// <summary>Paths that are remembered until somebody asks for them; beyond that they are forgotten.</summary>
    const int MostRemembered = 10_000;

    readonly SemaphoreSlim hint = new(0, 1);
    readonly ConcurrentDictionary<string, FileHint> told = new(StringComparer.Ordinal);
    FileSystemWatcher? watcher;
    ClosedFiles? closed;

    /// <summary>Waits for a hint, but no longer than some time.</summary>
    public async Task WaitAsync(TimeSpan longest, TimeProvider clock, CancellationToken token)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(token);
        var hinted = hint.WaitAsync(either.Token);
        await Task.WhenAny(hinted, Task.Delay(longest, clock, either.Token)).ConfigureAwait(false);
        await either.CancelAsync().ConfigureAwait(false);
        token.ThrowIfCancellationRequested();
    }

    /// <summary>What was told since it was asked for last, by path. Asking is what makes it listen.</summary>
    public IReadOnlyDictionary<string, FileHint> Take()
    {
        if (watcher is null) Begin();
        var taken = new Dictionary<string, FileHint>(StringComparer.Ordinal);
        foreach (var path in told.Keys)
        {
            if (told.TryRemove(path, out var what)) taken[path] = what;
        }
        return taken;
    }

    /// <summary>A file was seen: its folder is listened to from now on.</summary>
    public void Saw(string path) => closed?.Watch(Path.GetDirectoryName(path)!);

    public void Dispose()
    {
        watcher?.Dispose();
        closed?.Dispose();
        hint.Dispose();
    }

    void Begin()
    {
        try
        {
            closed ??= new(path => Tell(path, FileHint.Closed));

            // Who hears when a file is closed need not hear of each piece that is written before.
            var pieces = closed.Watch(root) ? default : NotifyFilters.Size | NotifyFilters.LastWrite;
            var made = new FileSystemWatcher(root) { IncludeSubdirectories = recursive, NotifyFilter = NotifyFilters.FileName | pieces };
            made.Created += (_, change) => Tell(change.FullPath, FileHint.Seen);
            made.Changed += (_, change) => Tell(change.FullPath, FileHint.Seen);
            made.Renamed += (_, change) => Tell(change.FullPath, FileHint.Renamed);
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

    void Tell(string path, FileHint what)
    {
        if (!matters(path)) return;
        if (told.Count >= MostRemembered) told.Clear();
        told.AddOrUpdate(path, what, (_, before) => what > before ? what : before);
        Ring();
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
