namespace Nocturne.Core.Calibration;

/// <summary>Finds pixels that stand alone: brighter than the sky round them while their eight neighbours are not, as no star can be.</summary>
/// <remarks>
/// With s the median of the 16 pixels two steps away: p - s above five standard deviations, and the mean of the eight neighbours less than a tenth of
/// the way from s to p. A star of 1.5 pixels full width has a fifth there. sCMOS cameras have such pixels by the thousand in exposures of 10 s and
/// more, at places that change from frame to frame, so that darks do not take them off.
/// </remarks>
public static class WarmPixels
{
    const double Deviations = 5, NeighbourShare = 0.1;

    /// <summary>Replaces warm pixels by the median of their neighbours.</summary>
    /// <param name="pixels">A calibrated frame, row by row.</param>
    /// <param name="width">Its width.</param>
    /// <param name="height">Its height.</param>
    /// <param name="gain">Electrons per count.</param>
    /// <returns>The replaced pixels.</returns>
    public static PixelList Replace(Span<float> pixels, int width, int height, double gain)
    {
        if (width < 5 || height < 5) return PixelList.Empty;
        var sigma = Noise(pixels);
        if (!(sigma > 0)) return PixelList.Empty;
        var found = new List<(int Pixel, float Value)>();
        var limit = (float)(Deviations * sigma);
        Span<float> ring = stackalloc float[25], near = stackalloc float[9];
        for (var y = 1; y < height - 1; y++)
        {
            var row = pixels.Slice(y * width, width);
            var above = pixels.Slice((y - 1) * width, width);
            var below = pixels.Slice((y + 1) * width, width);
            for (var x = 1; x < width - 1; x++)
            {
                var p = row[x] - limit;
                // Cheap and never wrong: the four nearest cannot all lie below a star's peak by that much and more only by chance.
                if (!(p > row[x - 1] && p > row[x + 1] && p > above[x] && p > below[x])) continue;
                if (StandsAlone(pixels, width, height, x, y, sigma, gain, ring, near, out var value)) found.Add(((y * width) + x, value));
            }
        }
        foreach (var (pixel, value) in found) pixels[pixel] = value;
        return PixelList.Of(found.Select(warm => warm.Pixel));
    }

    static bool StandsAlone(ReadOnlySpan<float> pixels, int width, int height, int x, int y, double sigma, double gain, Span<float> ring, Span<float> near, out float value)
    {
        var (around, nearby) = (0, 0);
        double sum = 0;
        for (var row = Math.Max(0, y - 2); row <= Math.Min(height - 1, y + 2); row++)
        {
            for (var column = Math.Max(0, x - 2); column <= Math.Min(width - 1, x + 2); column++)
            {
                var pixel = pixels[(row * width) + column];
                if (!float.IsFinite(pixel) || (row == y && column == x)) continue;
                if (Math.Abs(row - y) == 2 || Math.Abs(column - x) == 2) ring[around++] = pixel;
                else
                {
                    near[nearby++] = pixel;
                    sum += pixel;
                }
            }
        }
        value = SmallMedian.Of(near[..nearby]);
        if (nearby < 4 || around < 4) return false;
        var sky = SmallMedian.Of(ring[..around]);
        var excess = pixels[(y * width) + x] - sky;
        var here = gain > 0 ? Math.Sqrt((sigma * sigma) + (Math.Max(0, (sum / nearby) - sky) / gain)) : sigma;
        return excess > Deviations * here && (sum / nearby) - sky < NeighbourShare * excess;
    }

    /// <summary>Standard deviation of the sky from the differences of neighbours in a sample of rows: 1.4826 × median |d| ÷ √2.</summary>
    static double Noise(ReadOnlySpan<float> pixels)
    {
        const int sample = 20_000;
        var step = Math.Max(2, pixels.Length / sample) | 1;
        var differences = new List<float>(sample + 1);
        for (var i = 1; i < pixels.Length; i += step)
        {
            var difference = Math.Abs(pixels[i] - pixels[i - 1]);
            if (float.IsFinite(difference)) differences.Add(difference);
        }
        return 1.4826 / Math.Sqrt(2) * MedianImage.MedianOf(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(differences));
    }
}
