using Nocturne.Core.Imaging;

namespace Nocturne.Core.Vetting;

/// <summary>Whole pixels of a frame that are cut out as a stamp. It may reach over the edge of the frame.</summary>
/// <param name="Column">First column.</param>
/// <param name="Row">First row.</param>
/// <param name="Columns">Number of columns.</param>
/// <param name="Rows">Number of rows.</param>
public readonly record struct StampWindow(int Column, int Row, int Columns, int Rows)
{
    /// <summary>Pixels of a side by default: enough for the whole background ring.</summary>
    public const int DefaultSide = 15;

    /// <summary>The window that has a star on its pixel (side div 2, side div 2), so that it follows the star in whole pixels.</summary>
    /// <param name="x">Position of the star in the frame.</param>
    /// <param name="y">Position of the star in the frame.</param>
    /// <param name="side">Pixels of a side; odd, and at least 11 for a background ring.</param>
    public static StampWindow Around(double x, double y, int side = DefaultSide)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(side);
        return new((int)Math.Floor(x + 0.5) - (side / 2), (int)Math.Floor(y + 0.5) - (side / 2), side, side);
    }

    /// <summary>Where a point of the frame is in the stamp.</summary>
    public StampPlace PlaceOf(double x, double y) => new(y - Row, x - Column);

    /// <summary>What is known against each pixel, as <see cref="StampPixelFaults"/>; null if nothing is.</summary>
    /// <param name="frame">The frame, before the background is taken off.</param>
    /// <param name="saturation">Counts from which a pixel is saturated, if they are known [units of the frame].</param>
    public byte[]? Faults(ImageView frame, double? saturation)
    {
        byte[]? faults = null;
        for (var i = 0; i < Columns * Rows; i++)
        {
            var (x, y) = (Column + (i % Columns), Row + (i / Columns));
            var fault = !frame.Contains(x, y) ? StampPixelFaults.OutsideFrame
                : !float.IsFinite(frame[x, y]) ? StampPixelFaults.Bad
                : frame[x, y] >= saturation ? StampPixelFaults.Saturated : StampPixelFaults.None;
            if (fault != StampPixelFaults.None) (faults ??= new byte[Columns * Rows])[i] = (byte)fault;
        }

        return faults;
    }

    /// <summary>Copies the pixels; those outside the frame and masked ones are NaN.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="mask">Bad pixels, or empty.</param>
    public float[] Cut(ImageView frame, ReadOnlySpan<bool> mask = default)
    {
        var stamp = new float[Columns * Rows];
        stamp.AsSpan().Fill(float.NaN);
        for (var row = 0; row < Rows; row++)
        {
            for (var column = 0; column < Columns; column++)
            {
                var (x, y) = (Column + column, Row + row);
                if (frame.Contains(x, y) && (mask.IsEmpty || !mask[(y * frame.Width) + x])) stamp[(row * Columns) + column] = frame[x, y];
            }
        }

        return stamp;
    }
}
