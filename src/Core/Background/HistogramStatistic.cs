using System.Numerics;
using System.Runtime.InteropServices;

namespace Nocturne.Core.Background;

/// <summary>
/// Sky of a box by the histogram rule of Source Extractor (Bertin and Arnouts 1996, section 4): a 2 sigma cut sets the range of a
/// histogram,
/// which is then clipped at 3 sigma about its median until sigma stands still.
/// </summary>
static class HistogramStatistic
{
    public const int MaximumLevels = 4096;

    const double RangeInSigma = 5, PixelsPerLevel = 4, SmallestSigma = 0.1, StandStill = 1e-4;
    const int MaximumRounds = 100;

    /// <param name="pixels">Usable pixels of the box.</param>
    /// <param name="bins">Scratch, as long as <paramref name="pixels"/>.</param>
    /// <param name="histogram">Scratch of at least <see cref="MaximumLevels"/> + 1.</param>
    public static BoxStatistics Measure(ReadOnlySpan<float> pixels, Span<int> bins, Span<int> histogram)
    {
        if (pixels.IsEmpty) return new(double.NaN, double.NaN, 0);
        var (all, mean, sigma) = ClippedMoments.Between(pixels, float.NegativeInfinity, float.PositiveInfinity, pixels[0], fast: false);
        var low = (float)(mean - (2 * sigma));
        var high = (float)(mean + (2 * sigma));
        (var inside, mean, sigma) = ClippedMoments.Between(pixels, low, high, (float)mean, fast: false);
        if (inside == 0) return new(mean, 0, all);

        var levels = Math.Min(MaximumLevels, (int)((Math.Sqrt(2 / Math.PI) * RangeInSigma / PixelsPerLevel * inside) + 1));
        var scale = sigma > 0 ? (float)(2 * RangeInSigma * sigma / levels) : 1f;
        var zero = (float)(mean - (RangeInSigma * sigma));
        if (!(scale > 0)) return new(mean, 0, all);
        histogram = histogram[..(levels + 1)];
        histogram.Clear();
        Fill(pixels, bins, histogram, scale, (float)(0.499999 - (zero / scale)));
        return Clip(histogram[..levels], pixels.Length, scale, zero);
    }

    /// <summary>Counts each pixel in bin trunc(v / scale + offset); what lies outside goes to the last entry.</summary>
    static void Fill(ReadOnlySpan<float> pixels, Span<int> bins, Span<int> histogram, float scale, float offset)
    {
        var outside = histogram.Length - 1;
        var source = MemoryMarshal.Cast<float, Vector<float>>(pixels);
        var target = MemoryMarshal.Cast<int, Vector<uint>>(bins[..pixels.Length]);
        var last = new Vector<uint>((uint)outside);
        var (scales, offsets) = (new Vector<float>(scale), new Vector<float>(offset));
        for (var i = 0; i < source.Length; i++)
            target[i] = Vector.Min(Vector.AsVectorUInt32(Vector.ConvertToInt32((source[i] / scales) + offsets)), last);
        for (var i = source.Length * Vector<float>.Count; i < pixels.Length; i++)
            bins[i] = (int)Math.Min((uint)(int)((pixels[i] / scale) + offset), (uint)outside);
        foreach (var bin in bins[..pixels.Length]) histogram[bin]++;
    }

    static BoxStatistics Clip(scoped ReadOnlySpan<int> histogram, int values, float scale, float zero)
    {
        var top = histogram.Length - 1;
        var window = new HistogramWindow(histogram, values, stackalloc int[HistogramWindow.ScratchLength]);
        double sigma = 10.0 * top, previous = 1, mean = 0, median = 0;
        for (var round = 0; round < MaximumRounds && sigma >= SmallestSigma && Math.Abs((sigma / previous) - 1) > StandStill; round++)
        {
            previous = sigma;
            median = window.Median();
            (mean, sigma) = window.Moments();
            var low = median - (3 * sigma);
            var high = median + (3 * sigma);
            window.MoveTo(low > 0 ? (int)(low + 0.5) : 0, high < top ? (int)(high + 0.5) : top);
        }
        return new((float)(zero + (BoxStatistics.Mode(mean, median, sigma) * scale)), (float)(sigma * scale), (int)window.Count);
    }
}
