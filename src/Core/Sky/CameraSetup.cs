namespace Nocturne.Core.Sky;

/// <summary>What a camera reads and through what.</summary>
/// <param name="Filter">The filter.</param>
/// <param name="Width">Width of the frame [pixels].</param>
/// <param name="Height">Height of the frame [pixels].</param>
/// <param name="BinX">Detector pixels in a pixel, along a row.</param>
/// <param name="BinY">Detector pixels in a pixel, along a column.</param>
public sealed record CameraSetup(string Filter, int Width, int Height, int BinX, int BinY)
{
    /// <summary>First column and row of the window on the chip, unbinned; null if the header does not say.</summary>
    public (int X, int Y)? Window { get; init; }

    public bool HasBinningOf(CameraSetup other) => other is not null && BinX == other.BinX && BinY == other.BinY;

    /// <summary>Whether the same part of the chip is read, as far as it is known.</summary>
    public bool HasWindowOf(CameraSetup other) =>
        other is not null && Width == other.Width && Height == other.Height && (Window is not { } mine || other.Window is not { } theirs || mine == theirs);

    public override string ToString()
    {
        var place = Window is var (x, y) ? FormattableString.Invariant($", from column {x} and row {y} of the chip") : "";
        return FormattableString.Invariant($"{Width} x {Height} pixels binned {BinX} x {BinY} in {Filter}{place}");
    }
}
