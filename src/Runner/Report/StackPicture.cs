using System.Buffers;
using Nocturne.Core.Imaging;

namespace Nocturne.Runner.Report;

/// <summary>An astronomical image made fit for the eye: made smaller if need be, stretched so that faint and bright stars show, with y upwards.</summary>
/// <param name="Png">The picture, light stars on a dark sky.</param>
/// <param name="Width">Its width.</param>
/// <param name="Height">Its height.</param>
/// <param name="Binning">Image pixels in one of its pixels, per axis.</param>
public sealed record StackPicture(byte[] Png, int Width, int Height, int Binning)
{
    /// <summary>Its pixels: 255 for the brightest stars, row by row from the top.</summary>
    public ReadOnlyMemory<byte> Grey { get; private init; }

    /// <summary>Paints an image with an inverse hyperbolic sine from just below the sky to the brightest stars.</summary>
    /// <remarks>The scale is linear within about five sky sigmas and logarithmic above (Lupton et al. 1999, AJ 118, 1406).
    /// Pixels that are not numbers are black.</remarks>
    /// <param name="image">The image.</param>
    /// <param name="longestSide">Most pixels per side; larger images are averaged in squares.</param>
    public static StackPicture Paint(ImageView image, int longestSide = 1024)
    {
        var (binning, width, height) = SmallSize(image, longestSide);
        var scratch = ArrayPool<float>.Shared.Rent(2 * width * height);
        var binned = scratch.AsSpan(0, width * height);
        Bin(image, binning, width, binned);

        var (black, softening, white) = Levels(binned, scratch.AsSpan(width * height, width * height));
        var top = Math.Asinh((white - black) / softening);
        var grey = new byte[width * height];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var share = Math.Asinh((binned[(y * width) + x] - black) / softening) / top;
                if (share > 0) grey[((height - 1 - y) * width) + x] = (byte)Math.Min(255, 255 * share);
            }
        }
        ArrayPool<float>.Shared.Return(scratch);

        return new(PngEncoder.Encode(grey, width, height), width, height, binning) { Grey = grey };
    }

    /// <summary>The image in a copy of its own, averaged in squares until no side has more pixels than wanted.</summary>
    internal static Image MakeSmall(ImageView image, int longestSide)
    {
        var (binning, width, height) = SmallSize(image, longestSide);
        var small = new Image(width, height);
        Bin(image, binning, width, small.Pixels);
        return small;
    }

    static (int Binning, int Width, int Height) SmallSize(ImageView image, int longestSide)
    {
        var binning = Math.Max(1, (Math.Max(image.Width, image.Height) + longestSide - 1) / longestSide);
        return (binning, (image.Width + binning - 1) / binning, (image.Height + binning - 1) / binning);
    }

    static void Bin(ImageView image, int binning, int width, Span<float> binned)
    {
        if (binning == 1)
        {
            image.Pixels.CopyTo(binned);
            return;
        }
        var sums = new double[width];
        var counts = new int[width];
        for (var row = 0; row < binned.Length / width; row++)
        {
            Array.Clear(sums);
            Array.Clear(counts);
            for (var y = row * binning; y < Math.Min(image.Height, (row + 1) * binning); y++)
            {
                var pixels = image.Row(y);
                for (var x = 0; x < pixels.Length; x++)
                {
                    if (!float.IsFinite(pixels[x])) continue;
                    sums[x / binning] += pixels[x];
                    counts[x / binning]++;
                }
            }
            for (var x = 0; x < width; x++) binned[(row * width) + x] = counts[x] > 0 ? (float)(sums[x] / counts[x]) : float.NaN;
        }
    }

    static (double Black, double Softening, double White) Levels(ReadOnlySpan<float> pixels, Span<float> scratch)
    {
        var count = 0;
        foreach (var pixel in pixels)
        {
            if (float.IsFinite(pixel)) scratch[count++] = pixel;
        }
        if (count == 0) return (0, 1, 1);
        var sorted = scratch[..count];
        sorted.Sort();
        var (lowest, low, median, high, highest) = (sorted[0], At(sorted, 0.1587), At(sorted, 0.5), At(sorted, 0.9995), sorted[^1]);

        // The lower half of the pixels is sky: its spread is not widened by stars.
        var sigma = median - low;
        if (!(sigma > 0)) sigma = Math.Max((highest - (double)lowest) / 1000, 1e-6 * Math.Max(1, Math.Abs(median)));
        var black = median - (1.5 * sigma);
        return (black, 3 * sigma, Math.Max(high, black + (10 * sigma)));
    }

    static double At(ReadOnlySpan<float> sorted, double share) => sorted[(int)(share * (sorted.Length - 1))];
}
