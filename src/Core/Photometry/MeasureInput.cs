using Nocturne.Core.Imaging;

namespace Nocturne.Core.Photometry;

/// <summary>The frame of a measurement.</summary>
/// <param name="Image">Counts [ADU].</param>
public sealed record MeasureInput(Image Image)
{
    /// <summary>True = bad; none = all good. Pixels that are not numbers are bad anyway.</summary>
    public bool[]? Mask { get; init; }

    /// <summary>Sky to take off [ADU]; none means: find it.</summary>
    public IPixelField? Background { get; init; }

    /// <summary>
    /// Standard deviation of each pixel [ADU], used as it is; none means the scatter of the sky, and the source's noise by the gain.
    /// </summary>
    public IPixelField? ErrorMap { get; init; }

    /// <summary>Labels of detected sources, zero = sky; local backgrounds leave labelled pixels out.</summary>
    public int[]? Segments { get; init; }
}
