using System.Numerics;
using System.Runtime.InteropServices;

namespace Nocturne.Core.Background;

/// <summary>Sky of a box by sigma clipping about the median: 3 population standard deviations, limits included, until nothing more is rejected or 10 rounds.</summary>
/// <remarks>
/// The median is exact: a histogram tells in which bin it lies, and only the few values of that bin are ordered. The range of the histogram is a guess
/// (the box before), which changes the speed and never the result.
/// </remarks>
static class ClippedStatistic
{
    public const int Bins = 1024;

    const double ClipInSigma = 3, HalfRangeInSigma = 4;
    const int MaximumRounds = 10;

    /// <param name="pixels">Usable pixels of the box.</param>
    /// <param name="bins">Scratch, as long as <paramref name="pixels"/>.</param>
    /// <param name="histogram">Scratch of at least <see cref="Bins"/>.</param>
    /// <param name="chosen">Scratch, as long as <paramref name="pixels"/>.</param>
    /// <param name="guess">Expected level and rms: any, or not a number.</param>
    public static BoxStatistics Measure(ReadOnlySpan<float> pixels, Span<int> bins, Span<int> histogram, Span<float> chosen, BoxStatistics guess)
    {
        if (pixels.IsEmpty) return new(double.NaN, double.NaN, 0);
        float low = float.NegativeInfinity, high = float.PositiveInfinity;
        var near = double.IsFinite(guess.Level) ? (float)guess.Level : pixels[0];
        var (count, mean, sigma) = ClippedMoments.Between(pixels, low, high, near);
        if (!(sigma > 0)) return new(mean, 0, count);

        var order = guess.Rms > 0 && Math.Abs(guess.Level - mean) < guess.Rms
            ? new OrderStatistics(pixels, bins, histogram[..Bins], chosen, guess.Level, HalfRangeInSigma * guess.Rms)
            : new OrderStatistics(pixels, bins, histogram[..Bins], chosen, mean, HalfRangeInSigma * sigma);
        var below = 0;
        var median = order.Median(below, count);
        for (var round = 0; round < MaximumRounds; round++)
        {
            low = Math.Max(low, RoundedUp(median - (ClipInSigma * sigma)));
            high = Math.Min(high, RoundedDown(median + (ClipInSigma * sigma)));
            var before = count;
            (count, mean, sigma) = ClippedMoments.Between(pixels, low, high, (float)median);
            if (count == before) break;
            below = CountBelow(pixels, low);
            median = order.Median(below, count);
        }
        return new(BoxStatistics.Mode(mean, median, sigma), sigma, count);
    }

    static int CountBelow(ReadOnlySpan<float> pixels, float limit)
    {
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(pixels);
        var limits = new Vector<float>(limit);
        var counts = Vector<int>.Zero;
        foreach (var v in vectors) counts -= Vector.LessThan(v, limits);
        var count = Vector.Sum(counts);
        foreach (var v in pixels[(vectors.Length * Vector<float>.Count)..])
            if (v < limit) count++;
        return count;
    }

    /// <summary>The smallest single-precision number not below the value: v ≥ value and v ≥ RoundedUp(value) then say the same for every pixel v.</summary>
    static float RoundedUp(double value)
    {
        var single = (float)value;
        return single < value ? MathF.BitIncrement(single) : single;
    }

    static float RoundedDown(double value)
    {
        var single = (float)value;
        return single > value ? MathF.BitDecrement(single) : single;
    }
}
