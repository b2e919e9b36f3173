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
        var (binned, width, height) = MakeSmall(image, longestSide);
        var binning = BinningOf(image, longestSide);
        var (black, softening, white) = Levels(binned);
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

        return new(PngEncoder.Encode(grey, width, height), width, height, binning) { Grey = grey };
    }

    /// <summary>The image in a copy of its own, averaged in squares until no side has more pixels than wanted.</summary>
    internal static (float[] Pixels, int Width, int Height) MakeSmall(ImageView image, int longestSide)
    {
        var binning = BinningOf(image, longestSide);
        var width = (image.Width + binning - 1) / binning;
        var height = (image.Height + binning - 1) / binning;
        return (Bin(image, binning, width, height), width, height);
    }

    static int BinningOf(ImageView image, int longestSide) => Math.Max(1, (Math.Max(image.Width, image.Height) + longestSide - 1) / longestSide);

    static float[] Bin(ImageView image, int binning, int width, int height)
    {
        if (binning == 1) return image.Pixels.ToArray();
        var sums = new double[width * height];
        var counts = new int[width * height];
        for (var y = 0; y < image.Height; y++)
        {
            var row = image.Row(y);
            var start = y / binning * width;
            for (var x = 0; x < row.Length; x++)
            {
                if (!float.IsFinite(row[x])) continue;
                sums[start + (x / binning)] += row[x];
                counts[start + (x / binning)]++;
            }
        }

        var binned = new float[width * height];
        for (var i = 0; i < binned.Length; i++) binned[i] = counts[i] > 0 ? (float)(sums[i] / counts[i]) : float.NaN;
        return binned;
    }

    static (double Black, double Softening, double White) Levels(float[] pixels)
    {
        var sorted = Array.FindAll(pixels, float.IsFinite);
        if (sorted.Length == 0) return (0, 1, 1);
        Array.Sort(sorted);
        double At(double share) => sorted[(int)(share * (sorted.Length - 1))];

        // The lower half of the pixels is sky: its spread is not widened by stars.
        var sigma = At(0.5) - At(0.1587);
        if (!(sigma > 0)) sigma = Math.Max((At(1) - At(0)) / 1000, 1e-6 * Math.Max(1, Math.Abs(At(0.5))));
        var black = At(0.5) - (1.5 * sigma);
        return (black, 3 * sigma, Math.Max(At(0.9995), black + (10 * sigma)));
    }
}
