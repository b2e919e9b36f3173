namespace Nocturne.Core.Sky;

/// <summary>What a camera reads and through what.</summary>
/// <param name="Filter">The filter.</param>
/// <param name="Width">Width of the frame [pixels].</param>
/// <param name="Height">Height of the frame [pixels].</param>
/// <param name="BinX">Detector pixels in a pixel, along a row.</param>
/// <param name="BinY">Detector pixels in a pixel, along a column.</param>
public sealed record CameraSetup(string Filter, int Width, int Height, int BinX, int BinY)
{
    public override string ToString() => FormattableString.Invariant($"{Width} x {Height} pixels binned {BinX} x {BinY} in {Filter}");
}
