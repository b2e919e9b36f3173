namespace Nocturne.Streams.Night;

/// <summary>What became of a frame.</summary>
public enum FrameState
{
    /// <summary>Aligned and measured: it has rows.</summary>
    Measured,

    /// <summary>Readable, but not matched to the reference: it has no rows.</summary>
    Unaligned,

    /// <summary>Not usable: unreadable, without a time or filter, of another binning.</summary>
    Rejected,

    /// <summary>Seen and whole, and waiting for its turn or for the band's catalogue.</summary>
    Waiting,
}
