using System.Collections.ObjectModel;
using System.IO.Enumeration;
using System.Runtime.CompilerServices;

namespace Nocturne.Streams.Arrivals;

/// <summary>The whole files of a folder, as they appear.</summary>
/// <remarks>
/// <para>The folder is listed again and again; what the system tells about a file only makes it be seen earlier. A file is taken when its
/// length and age have not changed for the settle time and its contents say that it is whole. When they leave a doubt (damaged, or ending in a block of zeros, like a file that
/// was given its length in advance and is being filled), it is taken as it is after ten times the settle time. A file need not settle when the system told that it was renamed in the folder, and no
/// longer than a twentieth of the time when it told that its writer has closed it and no part of it can be one that is still to be filled. A file that is rewritten soon after it was taken is taken again; one that is rewritten
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

    /// <summary>Share of the settle time for which a file is left alone that its writer has closed: some open it again at once, for another header or image.</summary>
    const double ClosedSettles = 0.05;

    /// <summary>Files that are looked after when they have been taken, in case that they are rewritten.</summary>
    const int MostLookedAfter = 1000;

    const string Separators = "/\\";

    static readonly TimeSpan LongestLookWait = TimeSpan.FromSeconds(30);

    readonly EnumerationOptions listing = new() { RecurseSubdirectories = options.Recursive, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.Hidden };
    readonly Dictionary<string, PendingFile> pending = new(StringComparer.Ordinal);
    readonly Dictionary<string, ArrivedFile> lookedAfter = new(StringComparer.Ordinal);
    readonly Queue<string> lookedAfterOrder = [];
    readonly KnownNames known = new();
    long lastChange;
    long? lastListing;
    string? trouble;
    bool hasListed;
    bool isFull; // files were left out when the folder was listed
    bool hasCaughtUp;

    /// <inheritdoc/>
    public bool FilesAreRemembered => true;

    /// <inheritdoc/>
    public IReadOnlyList<(ArrivedFile File, string Reason)> Unfinished => [.. pending.Values.Where(file => !file.IsReported).Select(file => (file.File, file.Reason))];

    /// <inheritdoc/>
    public async IAsyncEnumerable<ArrivalBatch> ReadAsync([EnumeratorCancellation] CancellationToken token)
    {
        using var hints = options.Hints ? new FolderHints(root, options.Recursive, IsFrame) : null;
        lastChange = clock.GetTimestamp();
        while (true)
        {
            token.ThrowIfCancellationRequested();
            var told = hints?.Take() ?? ReadOnlyDictionary<string, FileHint>.Empty;
            if (UntilListing() <= TimeSpan.Zero) List(hints);
            foreach (var path in told.Keys) Notice(path, hints);
            var arrived = Examine(told);
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

    /// <summary>Looks at all files of the folder.</summary>
    void List(FolderHints? hints)
    {
        lastListing = clock.GetTimestamp();
        foreach (var (path, file) in lookedAfter)
        {
            if (!TryStat(path, out var length, out var modified) || (length == file.Length && modified == file.ModifiedUtc)) continue;
            lookedAfter.Remove(path);
            known.Remove(file.File);
        }

        try
        {
            isFull = false;
            foreach (var path in Unknown())
            {
                isFull = pending.Count >= MostPending;
                if (isFull) break;
                See(path, hints);
            }
            hasListed = true;
            trouble = null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            trouble = $"{root} cannot be listed ({fault.Message}); it is tried again.";
        }
    }

    /// <summary>The frames in the folder that are not known. Those that are cost no memory, and little time: a night has many.</summary>
    FileSystemEnumerable<string> Unknown() => new(root, static (ref entry) => entry.ToSpecifiedFullPath(), listing)
    {
        ShouldIncludePredicate = (ref entry) => !entry.IsDirectory && HasFrameName(entry.FileName) && !known.Contains(entry.Directory[entry.RootDirectory.Length..].Trim(Separators), entry.FileName),
    };

    /// <summary>Looks at a file that the system told of. One that was taken before is looked at when the folder is listed.</summary>
    void Notice(string path, FolderHints? hints)
    {
        if (pending.Count < MostPending && File.Exists(path) && !known.Contains(NameOf(path))) See(path, hints);
    }

    void See(string path, FolderHints? hints)
    {
        if (!IsFrame(path) || pending.ContainsKey(path) || !TryStat(path, out var length, out var modified)) return;
        var file = NameOf(path);
        if (isTaken(file, length, modified))
        {
            known.Add(file);
            return;
        }
        pending[path] = new(new(path, file, length, modified, clock.GetUtcNow()), clock.GetTimestamp());
        lastChange = clock.GetTimestamp();
        hints?.Saw(path);
    }

    string NameOf(string path) => Path.GetRelativePath(root, path).Replace('\\', '/');

    /// <summary>Whether a path may be a frame of the night: not hidden, nor one of the results.</summary>
    bool IsFrame(string path)
    {
        if (options.Except is { } results && path.StartsWith(results + Path.DirectorySeparatorChar, StringComparison.Ordinal)) return false;
        return !NameOf(path).Split('/').Any(part => part.StartsWith('.')) && HasFrameName(Path.GetFileName(path.AsSpan()));
    }

    bool HasFrameName(ReadOnlySpan<char> name) => Fits(options.Patterns, name) && !Fits(options.Exclude, name);

    static bool Fits(IReadOnlyList<string> patterns, ReadOnlySpan<char> name)
    {
        foreach (var pattern in patterns)
        {
            if (FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: true)) return true;
        }
        return false;
    }

    /// <summary>The pending files that are whole now, in the order of their names.</summary>
    /// <param name="told">What the system told of files.</param>
    List<ArrivedFile> Examine(IReadOnlyDictionary<string, FileHint> told)
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
            var changed = file.Update(length, modified, now);
            if (told.TryGetValue(path, out var hint) && hint > file.Hint && !(hint == FileHint.Closed && file.WasClosedUnfinished)) file.Hint = hint;
            if (changed)
            {
                lastChange = now;
                continue;
            }
            if (UntilDue(file) > TimeSpan.Zero) continue;
            if (!(IsEarly(file) ? IsEvidentlyWhole(file) : IsWhole(file))) continue;
            pending.Remove(path);
            known.Add(file.File.File);
            LookAfter(path, file.File);
            lastChange = now;
            arrived.Add(file.File);
        }
        return arrived;
    }

    /// <summary>Whether a file is looked at before it has settled, because its writer has closed it.</summary>
    bool IsEarly(PendingFile file) => file.Verdict is null && file.Hint == FileHint.Closed && clock.GetElapsedTime(file.UnchangedSince) < options.Settle;

    /// <summary>Whether a file that has not settled cannot be but whole; if not it is looked at again when it has.</summary>
    bool IsEvidentlyWhole(PendingFile file)
    {
        file.Hint = FileHint.Seen;
        var (verdict, _) = Contents(file.File, early: true);
        file.WasClosedUnfinished = verdict != Wholeness.Whole;
        return verdict == Wholeness.Whole && !HasChanged(file);
    }

    bool IsWhole(PendingFile file)
    {
        if (file.Verdict != Wholeness.Doubtful)
        {
            var (verdict, reason) = Contents(file.File, early: false);
            if (HasChanged(file)) return false;
            file.Judge(verdict, reason, clock.GetTimestamp());
        }
        return file.Verdict == Wholeness.Whole || (file.Verdict == Wholeness.Doubtful && clock.GetElapsedTime(file.UnchangedSince) >= DoubtfulSettles * options.Settle);
    }

    bool HasChanged(PendingFile file) => !TryStat(file.File.Path, out var length, out var modified) || file.Update(length, modified, clock.GetTimestamp());

    static (Wholeness, string?) Contents(ArrivedFile file, bool early)
    {
        try
        {
            return FileWholeness.Of(file.Path, file.File, early);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return (Wholeness.Incomplete, $"{file.File}: cannot be read ({fault.Message}).");
        }
    }

    /// <summary>Time until a file's contents are to be looked at: when it has settled, and then, as long as it is not whole, at growing intervals.</summary>
    TimeSpan UntilDue(PendingFile file)
    {
        if (file.Verdict is null && file.Hint == FileHint.Renamed) return TimeSpan.Zero;
        if (file.Verdict is null) return (options.Settle * (file.Hint == FileHint.Closed ? ClosedSettles : 1)) - clock.GetElapsedTime(file.UnchangedSince);
        if (file.Verdict == Wholeness.Doubtful) return (DoubtfulSettles * options.Settle) - clock.GetElapsedTime(file.UnchangedSince);
        var wait = options.Settle * Math.Pow(2, Math.Min(file.Looks, 10));
        return (wait < LongestLookWait ? wait : LongestLookWait) - clock.GetElapsedTime(file.LookedAt);
    }

    /// <summary>Time until the folder is to be listed: regularly, and at once when there is room for files that were left out.</summary>
    TimeSpan UntilListing()
    {
        if (lastListing is not { } last || (isFull && pending.Count < MostPending / 2)) return TimeSpan.Zero;
        return options.Poll - clock.GetElapsedTime(last);
    }

    TimeSpan UntilNextLook()
    {
        var next = UntilListing();
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
