namespace Nocturne.Streams.Arrivals;

/// <summary>What has arrived since the last batch.</summary>
public sealed record ArrivalBatch
{
    /// <summary>Files that are whole, each told once.</summary>
    public IReadOnlyList<ArrivedFile> Files { get; init; } = [];

    /// <summary>Files that have not changed for a long time and still are not whole, with the reason, each told once; should one become whole after all, it arrives.</summary>
    public IReadOnlyList<(ArrivedFile File, string Reason)> Incomplete { get; init; } = [];

    /// <summary>Files that are seen but not whole yet.</summary>
    public int Pending { get; init; }

    /// <summary>What keeps the source from looking, in a sentence; null when nothing does.</summary>
    public string? Trouble { get; init; }

    /// <summary>True once everything that was there at the beginning has been told.</summary>
    public bool CaughtUp { get; init; }
}
