using Nocturne.Core.Imaging;
using Nocturne.Core.Photometry;
using Nocturne.Core.Roman;

namespace Nocturne.Streams.Forced;

/// <summary>A piece of an image, area map applied.</summary>
/// <param name="Box">Which pixels of the image it shows.</param>
/// <param name="Pixels">The pixels.</param>
public sealed record ForcedCutout(PixelBox Box, Image Pixels)
{
    const int LongestSide = 400;

    /// <summary>Cuts a square round the source nearest to the middle of the image; all of a small image.</summary>
    public static ForcedCutout Of(CorrectedPixels pixels, IReadOnlyList<ForcedTarget> targets)
    {
        var (middleX, middleY) = ((pixels.Width - 1) / 2.0, (pixels.Height - 1) / 2.0);
        var centre = targets.MinBy(target => Math.Pow(target.Pixel.X - middleX, 2) + Math.Pow(target.Pixel.Y - middleY, 2))?.Pixel ?? new(middleX, middleY);
        var (x, width) = Stretch(centre.X, pixels.Width);
        var (y, height) = Stretch(centre.Y, pixels.Height);
        var image = new Image(width, height);
        var row = new double[width];
        for (var j = 0; j < height; j++)
        {
            pixels.ReadData(x, y + j, row);
            for (var i = 0; i < width; i++) image[i, j] = (float)row[i];
        }

        return new(new(x, y, width, height), image);
    }

    static (int Start, int Length) Stretch(double centre, int side)
    {
        var length = Math.Min(LongestSide, side);
        return (Math.Clamp((int)Math.Round(centre) - (length / 2), 0, side - length), length);
    }
}
