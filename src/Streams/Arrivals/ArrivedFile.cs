namespace Nocturne.Streams.Arrivals;

/// <summary>A file that is whole and may be read.</summary>
/// <param name="Path">Path to open.</param>
/// <param name="File">Path relative to the night, with forward slashes.</param>
/// <param name="Length">Its length [bytes].</param>
/// <param name="ModifiedUtc">When it was changed last, by the clock of its file system.</param>
/// <param name="FirstSeen">When it was seen first.</param>
public sealed record ArrivedFile(string Path, string File, long Length, DateTime ModifiedUtc, DateTimeOffset FirstSeen)
{
    /// <summary>How much later the frames in it are said to have begun than its header says; for copies of a night that is replayed several times over.</summary>
    public TimeSpan Shift { get; init; }
}
