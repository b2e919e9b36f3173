namespace Nocturne.Core.Simulation;

/// <summary>Ways in which a file can be bad.</summary>
public enum BadFrameKind
{
    /// <summary>Nothing is wrong.</summary>
    None,

    /// <summary>The file ends after three fifths of its bytes.</summary>
    Truncated,

    /// <summary>The header does not say when the frame was taken.</summary>
    NoTime,

    /// <summary>The first header block is noise.</summary>
    Corrupt,

    /// <summary>The file has no bytes.</summary>
    Empty,
}
