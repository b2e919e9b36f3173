using Nocturne.Core.Instruments;
using Nocturne.Core.Sky;

namespace Nocturne.Streams.Night;

/// <summary>A frame before its pixels are read: who it is, where it lies, what its header says.</summary>
/// <param name="Id">Identity in the ledger.</param>
/// <param name="Band">Camera and filter.</param>
/// <param name="Path">Path to open.</param>
/// <param name="File">Path relative to the night, with forward slashes.</param>
/// <param name="Hdu">Index of the image's header and data unit.</param>
/// <param name="Plane">Plane of a cube, from zero.</param>
/// <param name="Width">Width [pixels].</param>
/// <param name="Height">Height [pixels].</param>
/// <param name="Facts">What the header says.</param>
public sealed record FrameDescriptor(string Id, BandKey Band, string Path, string File, int Hdu, int Plane, int Width, int Height, FrameFacts Facts)
{
    /// <summary>How its pixels are read; <see cref="Width"/>, <see cref="Height"/> and <see cref="Facts"/> are those of the frame when it is reduced.</summary>
    public FrameReading Reading { get; init; } = new(Width, Height);

    /// <summary>What its camera read just before in another band, for more than a turn of its filters; null when it did not.</summary>
    public CameraSetup? PreviousSetup { get; init; }

    /// <summary>What its camera reads, and through what.</summary>
    public CameraSetup Setup => new(Band.Filter, Width, Height, Facts.BinX, Facts.BinY);
}
