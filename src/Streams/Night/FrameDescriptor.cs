using Nocturne.Core.Instruments;

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
    /// <summary>How its pixels are put together; null for the one image as it is.</summary>
    public FrameLayout? Layout { get; init; }

    /// <summary>Pixels along a side that are summed into one when it is read; <see cref="Width"/>, <see cref="Height"/> and <see cref="Facts"/> are those after it.</summary>
    public int Rebin { get; init; } = 1;

    /// <summary>Width before that [pixels].</summary>
    public int RawWidth { get; init; } = Width;

    /// <summary>Height before that [pixels].</summary>
    public int RawHeight { get; init; } = Height;

    /// <summary>Which colour of a mosaic it shows; null if none.</summary>
    public string? Colour { get; init; }
}
