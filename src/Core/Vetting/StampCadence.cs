namespace Nocturne.Core.Vetting;

/// <summary>One stamp of one star.</summary>
/// <param name="Number">Number of the frame: what tells it from all others.</param>
/// <param name="TimeBtjd">Mid-exposure at the barycentre [BTJD].</param>
/// <param name="Pixels">The pixels, row by row. The array is kept, not copied.</param>
public sealed record StampCadence(long Number, double TimeBtjd, float[] Pixels)
{
    /// <summary>Quality bits; 0 is good.</summary>
    public int Quality { get; init; }

    /// <summary>What is known against each pixel, as <see cref="StampPixelFaults"/>; null if nothing is.</summary>
    public byte[]? Faults { get; init; }

    /// <summary>How far the star stands from the middle pixel, along the columns [pixels].</summary>
    public float ColumnOffset { get; init; }

    /// <summary>How far the star stands from the middle pixel, along the rows [pixels].</summary>
    public float RowOffset { get; init; }

    /// <summary>What was added to the time of the frame to bring it to the barycentre [d].</summary>
    public float TimeCorrection { get; init; }
}
