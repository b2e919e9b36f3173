namespace Nocturne.Streams.Arrivals;

/// <summary>Tells early that something happens in a folder, where the system is able to. Nothing depends on it: events get lost, and network disks give none.</summary>
sealed class FolderHints(string root, bool recursive) : IDisposable
{
    readonly SemaphoreSlim hint = new(0, 1);
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
            made.Renamed += (_, _) => Ring();
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
