using Nocturne.Core.Instruments;

namespace Nocturne.Streams.Night;

/// <summary>How the pixels of a frame are read from its file.</summary>
/// <param name="Width">Width as it is read [pixels].</param>
/// <param name="Height">Height as it is read [pixels].</param>
public sealed record FrameReading(int Width, int Height)
{
    /// <summary>How the pixels are put together; null for the one image as it is.</summary>
    public FrameLayout? Layout { get; init; }

    /// <summary>Pixels along a side that are summed into one after the calibration.</summary>
    public int Rebin { get; init; } = 1;

    /// <summary>Which colour of a mosaic it shows; null if none.</summary>
    public string? Colour { get; init; }
}
