namespace Nocturne.Core.Calibration;

/// <summary>What is done to the pixels of a frame after its calibration.</summary>
public enum PixelFilter
{
    None,

    /// <summary>Each pixel becomes the median of itself and its eight neighbours.</summary>
    Median,

    /// <summary>Pixels that stand alone above their neighbours are replaced; all others stay as they are.</summary>
    WarmPixels,
}
