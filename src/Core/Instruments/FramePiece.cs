namespace Nocturne.Core.Instruments;

/// <summary>A part of a frame and where it comes from: an amplifier's pixels, one colour of a mosaic, a window.</summary>
/// <param name="Hdu">Index of the image in its file.</param>
/// <param name="FromX">Column of the image that goes to the first column of the piece.</param>
/// <param name="FromY">Row of the image that goes to the first row of the piece.</param>
/// <param name="ToX">First column of the piece in the frame.</param>
/// <param name="ToY">First row of the piece in the frame.</param>
/// <param name="Width">Columns of the piece.</param>
/// <param name="Height">Rows of the piece.</param>
public sealed record FramePiece(int Hdu, int FromX, int FromY, int ToX, int ToY, int Width, int Height)
{
    /// <summary>Columns of the image from one column of the piece to the next; negative when it was read backwards, 2 for a colour of a mosaic.</summary>
    public int StepX { get; init; } = 1;

    /// <summary>The same of rows.</summary>
    public int StepY { get; init; } = 1;

    /// <summary>Unexposed pixels of the amplifier, whose median is taken off; null for none.</summary>
    public ImageSection? Overscan { get; init; }

    /// <summary>What the counts are multiplied by, so that all amplifiers have one gain.</summary>
    public float Factor { get; init; } = 1;

    /// <summary>Whether the counts of the frame are not those of the file.</summary>
    public bool ChangesCounts => Overscan is not null || Factor != 1;

    /// <summary>The part of the piece that lies in a window of the frame, placed in that window; null for none.</summary>
    public FramePiece? Within(int x, int y, int width, int height)
    {
        var (left, low) = (Math.Max(ToX, x), Math.Max(ToY, y));
        var (right, top) = (Math.Min(ToX + Width, x + width), Math.Min(ToY + Height, y + height));
        if (left >= right || low >= top) return null;
        return this with
        {
            FromX = FromX + ((left - ToX) * StepX),
            FromY = FromY + ((low - ToY) * StepY),
            ToX = left - x,
            ToY = low - y,
            Width = right - left,
            Height = top - low,
        };
    }

    /// <summary>Whether all its pixels lie within an image.</summary>
    public bool FitsInto(int width, int height)
    {
        var (lastX, lastY) = (FromX + ((Width - 1) * StepX), FromY + ((Height - 1) * StepY));
        return FromX >= 0 && FromX < width && FromY >= 0 && FromY < height && lastX >= 0 && lastX < width && lastY >= 0 && lastY < height
            && (Overscan is not { } overscan || overscan.IsWithin(width, height));
    }
}
