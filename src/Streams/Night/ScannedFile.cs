using Nocturne.Core.Fits;
using Nocturne.Core.Instruments;

namespace Nocturne.Streams.Night;

/// <summary>What the header of one image of a file says; a file that cannot be read has a fault instead.</summary>
/// <param name="Path">Path to open.</param>
/// <param name="File">Path relative to the night, with forward slashes.</param>
public sealed record ScannedFile(string Path, string File)
{
    /// <summary>Index of the image's header and data unit.</summary>
    public int Hdu { get; init; }

    /// <summary>Frames in the image: more than one for a cube.</summary>
    public int Planes { get; init; }

    public int Width { get; init; }

    public int Height { get; init; }

    /// <summary>The header, when it was asked for; those of a long night would take too much memory.</summary>
    public FitsHeader? Header { get; init; }

    /// <summary>Digest of the header, for the identity of its frames.</summary>
    public string? HeaderDigest { get; init; }

    public FrameFacts? Facts { get; init; }

    public FrameFault Fault { get; init; }

    /// <summary>A sentence about the fault.</summary>
    public string? Reason { get; init; }
}
