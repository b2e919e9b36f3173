namespace Nocturne.Streams.Store;

/// <summary>How many frames of a band are in which state. Frames that never were candidates (seen twice, of another size, without a time) are not counted.</summary>
/// <param name="Measured">With rows.</param>
/// <param name="Unaligned">Without a match to the reference.</param>
/// <param name="Rejected">Not usable.</param>
/// <param name="Waiting">Not looked at yet.</param>
public readonly record struct BandCounts(int Measured, int Unaligned, int Rejected, int Waiting)
{
    /// <summary>Frames that are through.</summary>
    public int Done => Measured + Unaligned + Rejected;

    /// <summary>All frames.</summary>
    public int Total => Done + Waiting;
}
