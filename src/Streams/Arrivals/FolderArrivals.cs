using System.IO.Enumeration;
using System.Runtime.CompilerServices;

namespace Nocturne.Streams.Arrivals;

/// <summary>The whole files of a folder, as they appear.</summary>
/// <remarks>
/// <para>The folder is listed again and again; what the system tells about changes only makes the next look come earlier. A file is taken when its
/// length and age have not changed for the settle time, or the system told that it was renamed in the folder, and its contents say that it is whole. When they leave a doubt (damaged, or ending in a block of zeros, like a file that
/// was given its length in advance and is being filled), it is taken as it is after ten times the settle time. A file that is rewritten soon after it was taken is taken again; one that is rewritten
/// later, when the folder is opened the next time.</para>
/// <para>A listing that fails means nothing but that it failed. Hidden files, and names that do not match the patterns, are no frames: so write
/// <c>rsync</c> and careful programs until they rename.</para>
/// </remarks>
/// <param name="root">The folder.</param>
/// <param name="options">How it is watched.</param>
/// <param name="isTaken">Whether a file was taken before when it was as long and as old: the ledger's answer.</param>
/// <param name="clock">The clock.</param>
public sealed class FolderArrivals(string root, FolderOptions options, Func<string, long, DateTime, bool> isTaken, TimeProvider clock) : IArrivalSource
{
    /// <summary>Files that may wait for their settle time together; further ones are noticed when there is room.</summary>
    const int MostPending = 4096;

    /// <summary>Files in a batch.</summary>
    const int LargestBatch = 64;

    /// <summary>Settle times after which a file in doubt is taken as it is.</summary>
    const int DoubtfulSettles = 10;

    /// <summary>Files that are looked after when they have been taken, in case that they are rewritten.</summary>
    const int MostLookedAfter = 1000;

    static readonly TimeSpan LongestLookWait = TimeSpan.FromSeconds(30);

    readonly EnumerationOptions listing = new() { RecurseSubdirectories = options.Recursive, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.Hidden };
    readonly Dictionary<string, PendingFile> pending = new(StringComparer.Ordinal);
    readonly Dictionary<string, ArrivedFile> lookedAfter = new(StringComparer.Ordinal);
    readonly Queue<string> lookedAfterOrder = [];
    readonly KnownNames known = new();
    long lastChange;
    bool hasListed;
    bool hasCaughtUp;

    /// <inheritdoc/>
    public bool FilesAreRemembered => true;

    /// <inheritdoc/>
    public IReadOnlyList<(ArrivedFile File, string Reason)> Unfinished => [.. pending.Values.Where(file => !file.IsReported).Select(file => (file.File, file.Reason))];

    /// <inheritdoc/>
    public async IAsyncEnumerable<ArrivalBatch> ReadAsync([EnumeratorCancellation] CancellationToken token)
    {
        using var hints = options.Hints ? new FolderHints(root, options.Recursive) : null;
        lastChange = clock.GetTimestamp();
        while (true)
        {
            token.ThrowIfCancellationRequested();
            var trouble = Look();
            var arrived = Examine(hints);
            var incomplete = OutOfPatience();
            foreach (var files in arrived.Chunk(LargestBatch)) yield return new() { Files = files, Pending = pending.Count, Trouble = trouble };
            yield return new() { Incomplete = incomplete, Pending = pending.Count, Trouble = trouble, CaughtUp = IsFirstCaughtUp() };
            if (options.UntilIdle is { } idle && hasListed && trouble is null && !pending.Values.Any(IsUndecided) && clock.GetElapsedTime(lastChange) >= idle) yield break;
            var wait = UntilNextLook();
            if (hints is not null) await hints.WaitAsync(wait, clock, token).ConfigureAwait(false);
            else await Task.Delay(wait, clock, token).ConfigureAwait(false);
        }
    }

    static bool IsUndecided(PendingFile file) => file.Verdict is null or Wholeness.Doubtful;

    /// <summary>Lists the folder; the trouble in a sentence, or null.</summary>
    string? Look()
    {
        foreach (var (path, file) in lookedAfter)
        {
            if (!TryStat(path, out var length, out var modified) || (length == file.Length && modified == file.ModifiedUtc)) continue;
            lookedAfter.Remove(path);
            known.Remove(file.File);
        }

        try
        {
            foreach (var path in Directory.EnumerateFiles(root, "*", listing))
            {
                if (!IsFrame(path)) continue;
                var file = Path.GetRelativePath(root, path).Replace('\\', '/');
                if (known.Contains(file) || pending.ContainsKey(path)) continue;
                if (pending.Count >= MostPending) return null;
                if (!TryStat(path, out var length, out var modified)) continue;
                if (isTaken(file, length, modified)) known.Add(file);
                else
                {
                    pending[path] = new(new(path, file, length, modified, clock.GetUtcNow()), clock.GetTimestamp());
                    lastChange = clock.GetTimestamp();
                }
            }

            hasListed = true;
            return null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return $"{root} cannot be listed ({fault.Message}); it is tried again.";
        }
    }

    bool IsFrame(string path)
    {
        if (options.Except is { } results && path.StartsWith(results + Path.DirectorySeparatorChar, StringComparison.Ordinal)) return false;
        var name = Path.GetFileName(path.AsSpan());
        return Fits(options.Patterns, name) && !Fits(options.Exclude, name);
    }

    static bool Fits(IReadOnlyList<string> patterns, ReadOnlySpan<char> name)
    {
        foreach (var pattern in patterns)
        {
            if (FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: true)) return true;
        }
        return false;
    }

    /// <summary>The pending files that are whole now, in the order of their names.</summary>
    List<ArrivedFile> Examine(FolderHints? hints)
    {
        var arrived = new List<ArrivedFile>();
        foreach (var (path, file) in pending.OrderBy(entry => entry.Value.File.File, StringComparer.Ordinal).ToArray())
        {
            var now = clock.GetTimestamp();
            if (!TryStat(path, out var length, out var modified))
            {
                // A temporary name, or a disk that is away: should the file come back, it is seen again.
                if (hasListed) pending.Remove(path);
                continue;
            }
            if (file.Update(length, modified, now))
            {
                lastChange = now;
                continue;
            }
            file.IsRenamed |= hints?.WasRenamed(path) == true;
            if (UntilDue(file) > TimeSpan.Zero) continue;
            if (!IsWhole(file)) continue;
            pending.Remove(path);
            known.Add(file.File.File);
            LookAfter(path, file.File);
            lastChange = now;
            arrived.Add(file.File);
        }
        return arrived;
    }

    bool IsWhole(PendingFile file)
    {
        if (file.Verdict != Wholeness.Doubtful)
        {
            var (verdict, reason) = Contents(file.File);
            if (!TryStat(file.File.Path, out var length, out var modified) || file.Update(length, modified, clock.GetTimestamp())) return false;
            file.Judge(verdict, reason, clock.GetTimestamp());
        }
        return file.Verdict == Wholeness.Whole || (file.Verdict == Wholeness.Doubtful && clock.GetElapsedTime(file.UnchangedSince) >= DoubtfulSettles * options.Settle);
    }

    static (Wholeness, string?) Contents(ArrivedFile file)
    {
        try
        {
            return FileWholeness.Of(file.Path, file.File);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return (Wholeness.Incomplete, $"{file.File}: cannot be read ({fault.Message}).");
        }
    }

    /// <summary>Time until a file's contents are to be looked at: when it has settled, and then, as long as it is not whole, at growing intervals.</summary>
    TimeSpan UntilDue(PendingFile file)
    {
        if (file.Verdict is null && file.IsRenamed) return TimeSpan.Zero;
        if (file.Verdict is null) return options.Settle - clock.GetElapsedTime(file.UnchangedSince);
        if (file.Verdict == Wholeness.Doubtful) return (DoubtfulSettles * options.Settle) - clock.GetElapsedTime(file.UnchangedSince);
        var wait = options.Settle * Math.Pow(2, Math.Min(file.Looks, 10));
        return (wait < LongestLookWait ? wait : LongestLookWait) - clock.GetElapsedTime(file.LookedAt);
    }

    TimeSpan UntilNextLook()
    {
        var next = options.Poll;
        foreach (var file in pending.Values)
        {
            var due = UntilDue(file);
            if (due < next) next = due;
        }
        return next > TimeSpan.FromMilliseconds(10) ? next : TimeSpan.FromMilliseconds(10);
    }

    List<(ArrivedFile, string)> OutOfPatience()
    {
        var given = new List<(ArrivedFile, string)>();
        foreach (var file in pending.Values)
        {
            if (file.IsReported || file.Verdict != Wholeness.Incomplete || clock.GetElapsedTime(file.UnchangedSince) < options.Patience) continue;
            file.IsReported = true;
            given.Add((file.File, file.Reason));
        }
        return given;
    }

    /// <summary>True once: when every file of the first listing was taken or has turned out not to be whole.</summary>
    bool IsFirstCaughtUp()
    {
        if (hasCaughtUp || !hasListed || pending.Values.Any(file => file.Verdict is null)) return false;
        return hasCaughtUp = true;
    }

    void LookAfter(string path, ArrivedFile file)
    {
        lookedAfter[path] = file;
        lookedAfterOrder.Enqueue(path);
        if (lookedAfterOrder.Count > MostLookedAfter) lookedAfter.Remove(lookedAfterOrder.Dequeue());
    }

    static bool TryStat(string path, out long length, out DateTime modifiedUtc)
    {
        (length, modifiedUtc) = (0, default);
        try
        {
            var info = new FileInfo(path);
            if (!info.Exists) return false;
            (length, modifiedUtc) = (info.Length, info.LastWriteTimeUtc);
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
