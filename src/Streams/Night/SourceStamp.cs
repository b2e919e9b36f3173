namespace Nocturne.Streams.Night;

/// <summary>The pixels round one source in one frame, without the background; kept so that the cause of a dip can be looked for. They lie as in the frame.</summary>
/// <param name="Source">Number in the band's catalogue.</param>
/// <param name="X">Where the source lies in the frame [pixels].</param>
/// <param name="Y">Where the source lies in the frame [pixels].</param>
/// <param name="Side">Pixels of a side; the pixel nearest to the source is in the middle.</param>
/// <param name="Pixels">The pixels, row by row [ADU]; NaN outside the frame and where a pixel says nothing.</param>
public sealed record SourceStamp(int Source, double X, double Y, int Side, float[] Pixels)
{
    /// <summary>What is known against each pixel, as <see cref="Core.Vetting.StampPixelFaults"/>; null if nothing is.</summary>
    public byte[]? Faults { get; init; }
}
