namespace Nocturne.Streams.Night;

/// <summary>Why a frame was not measured.</summary>
public enum FrameFault
{
    None,

    /// <summary>The file ends before its header says: still being written, or cut off.</summary>
    Incomplete,

    /// <summary>The file contradicts itself.</summary>
    Corrupt,

    /// <summary>The file is valid but uses something that is not supported.</summary>
    Unsupported,

    /// <summary>The file could not be opened or read.</summary>
    Unreadable,

    /// <summary>The header has no usable time.</summary>
    NoTime,

    /// <summary>The header has no filter.</summary>
    NoFilter,

    /// <summary>Binning or size differ from those of the band.</summary>
    Mismatched,

    /// <summary>The same frame was seen before.</summary>
    Duplicate,

    /// <summary>Too few stars to align.</summary>
    TooFewStars,

    /// <summary>Stars are there but they do not match the reference.</summary>
    NoMatch,

    /// <summary>The processing failed again and again: set aside.</summary>
    Quarantined,
}
