using System.Buffers;
using Nocturne.Core.Calibration;
using Nocturne.Core.Fits;

namespace Nocturne.Core.Instruments;

/// <summary>How a frame is put together from the images of its file: amplifiers side by side, one colour of a mosaic, a window of the chip.</summary>
/// <param name="Width">Width of the frame [pixels].</param>
/// <param name="Height">Height of the frame [pixels].</param>
/// <param name="Pieces">Its parts; what none of them covers is NaN.</param>
public sealed record FrameLayout(int Width, int Height, IReadOnlyList<FramePiece> Pieces)
{
    /// <summary>An image as it is.</summary>
    public static FrameLayout Whole(int hdu, int width, int height) => new(width, height, [new(hdu, 0, 0, 0, 0, width, height)]);

    /// <summary>A window of this frame as a frame of its own.</summary>
    /// <param name="x">First column.</param>
    /// <param name="y">First row.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    public FrameLayout Window(int x, int y, int width, int height) =>
        new(width, height, [.. Pieces.Select(piece => piece.Within(x, y, width, height)).OfType<FramePiece>()]);

    /// <summary>Every second pixel along both axes: one colour of a mosaic of 2 x 2 filters.</summary>
    /// <param name="x">Column of the colour's first pixel: 0 or 1.</param>
    /// <param name="y">Row of the colour's first pixel: 0 or 1.</param>
    /// <exception cref="InvalidOperationException">The frame consists of several pieces.</exception>
    public FrameLayout Colour(int x, int y)
    {
        if (Pieces is not [var piece]) throw new InvalidOperationException("A mosaic of colours cannot be taken from a frame of several amplifiers.");
        var (width, height) = ((Width - x + 1) / 2, (Height - y + 1) / 2);
        return new(width, height,
        [
            piece with
            {
                FromX = piece.FromX + (x * piece.StepX),
                FromY = piece.FromY + (y * piece.StepY),
                Width = width,
                Height = height,
                StepX = 2 * piece.StepX,
                StepY = 2 * piece.StepY,
            },
        ]);
    }

    /// <summary>Reads the frame's pixels.</summary>
    /// <param name="file">The file.</param>
    /// <param name="plane">Plane of the images.</param>
    /// <param name="destination">Width × height pixels.</param>
    /// <param name="saturation">Counts of the file from which a pixel is saturated; null if not known.</param>
    /// <param name="saturated">The saturated pixels, when overscan or gain change the counts; null when the destination has them as they are in the file.</param>
    /// <returns>False if the file's images are not those for which the layout was made.</returns>
    /// <exception cref="FitsException">Pixels are missing or damaged.</exception>
    public bool TryRead(FitsFile file, int plane, Span<float> destination, double? saturation, out PixelList? saturated)
    {
        saturated = null;
        if (!Pieces.All(piece => piece.Hdu < file.Hdus.Count && file.Hdus[piece.Hdu] is FitsImageHdu image && plane < image.PlaneCount && piece.FitsInto(image.Width, image.Height))) return false;
        if (Pieces.Sum(piece => (long)piece.Width * piece.Height) < (long)Width * Height) destination.Fill(float.NaN);
        var full = Pieces.Any(piece => piece.ChangesCounts) ? new List<int>() : null;
        foreach (var ofImage in Pieces.GroupBy(piece => piece.Hdu))
        {
            var image = (FitsImageHdu)file.Hdus[ofImage.Key];
            image.CheckWhole();
            var pixels = ArrayPool<float>.Shared.Rent(image.Width * image.Height);
            try
            {
                image.ReadPlane(plane, pixels);
                foreach (var piece in ofImage) Place(piece, pixels, image.Width, destination, (float)(saturation ?? double.PositiveInfinity), full);
            }
            finally
            {
                ArrayPool<float>.Shared.Return(pixels);
            }
        }
        saturated = full is null ? null : PixelList.Of(full);
        return true;
    }

    void Place(FramePiece piece, ReadOnlySpan<float> pixels, int imageWidth, Span<float> destination, float saturation, List<int>? saturated)
    {
        var level = piece.Overscan is { } overscan ? Level(pixels, imageWidth, overscan) : 0;
        for (var y = 0; y < piece.Height; y++)
        {
            var to = ((piece.ToY + y) * Width) + piece.ToX;
            var row = destination.Slice(to, piece.Width);
            var from = ((piece.FromY + (y * piece.StepY)) * imageWidth) + piece.FromX;
            if (piece.StepX == 1) pixels.Slice(from, piece.Width).CopyTo(row);
            else for (var x = 0; x < row.Length; x++) row[x] = pixels[from + (x * piece.StepX)];
            for (var x = 0; saturated is not null && x < row.Length; x++)
            {
                if (row[x] >= saturation) saturated.Add(to + x);
            }
            if (piece.ChangesCounts) foreach (ref var pixel in row) pixel = (pixel - level) * piece.Factor;
        }
    }

    static float Level(ReadOnlySpan<float> pixels, int imageWidth, ImageSection overscan)
    {
        var values = new float[overscan.Width * overscan.Height];
        for (var y = 0; y < overscan.Height; y++)
            pixels.Slice(((overscan.Y + y) * imageWidth) + overscan.X, overscan.Width).CopyTo(values.AsSpan(y * overscan.Width));
        var level = MedianImage.MedianOf(values);
        return double.IsFinite(level) ? (float)level : 0;
    }
}
