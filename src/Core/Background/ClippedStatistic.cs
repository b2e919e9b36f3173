using System.Numerics;
using System.Runtime.InteropServices;

namespace Nocturne.Core.Background;

/// <summary>
/// Sky of a box by sigma clipping about the median: 3 population standard deviations, limits included, until nothing more is rejected or
/// 10 rounds.
/// </summary>
/// <remarks>
/// The median is exact in every round; see <see cref="OrderStatistics"/>.
/// </remarks>
static class ClippedStatistic
{
    public const int Bins = 1024;

    const double ClipInSigma = 3;
    const int MaximumRounds = 10;

    /// <param name="pixels">Usable pixels of the box.</param>
    /// <param name="bins">Scratch, as long as <paramref name="pixels"/>.</param>
    /// <param name="histogram">Scratch of at least <see cref="Bins"/>.</param>
    /// <param name="chosen">Scratch, as long as <paramref name="pixels"/>.</param>
    /// <param name="guess">Level and rms that are expected, as those of the box before; what it says decides about the speed only.</param>
    /// <param name="fast">Sum in single precision: six good digits of the difference to the guess instead of fifteen.</param>
    public static BoxStatistics Measure(ReadOnlySpan<float> pixels, Span<int> bins, Span<int> histogram, Span<float> chosen, BoxStatistics guess, bool fast)
    {
        if (pixels.IsEmpty) return new(double.NaN, double.NaN, 0);
        float low = float.NegativeInfinity, high = float.PositiveInfinity;
        var (count, mean, sigma) = ClippedMoments.Between(pixels, low, high, double.IsFinite(guess.Level) ? (float)guess.Level : pixels[0], fast);
        if (!(sigma > 0)) return new(mean, 0, count);

        var (centre, scale) = (mean, sigma);
        if (guess.Rms > 0)
        {
            var (from, to) = ((float)(guess.Level - (4 * guess.Rms)), (float)(guess.Level + (4 * guess.Rms)));
            var (known, m, s) = ClippedMoments.Between(pixels, from, to, (float)guess.Level, fast: true);
            if (known > pixels.Length / 2 && s > 0) (centre, scale) = (m, s);
        }
        var order = new OrderStatistics(pixels, bins, histogram[..Bins], chosen, centre, scale);
        var median = order.Median(0, count);
        for (var round = 0; round < MaximumRounds; round++)
        {
            low = Math.Max(low, RoundedUp(median - (ClipInSigma * sigma)));
            high = Math.Min(high, RoundedDown(median + (ClipInSigma * sigma)));
            var (below, above) = CountOutside(pixels, low, high);
            if (pixels.Length - below - above == count) break;
            (count, mean, sigma) = ClippedMoments.Between(pixels, low, high, (float)median, fast);
            median = order.Median(below, count);
        }
        return new(BoxStatistics.Mode(mean, median, sigma), sigma, count);
    }

    static (int Below, int Above) CountOutside(ReadOnlySpan<float> pixels, float low, float high)
    {
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(pixels);
        var (lows, highs) = (new Vector<float>(low), new Vector<float>(high));
        Vector<int> belows = default, aboves = default;
        foreach (var v in vectors)
        {
            belows -= Vector.LessThan(v, lows);
            aboves -= Vector.GreaterThan(v, highs);
        }
        var (below, above) = (Vector.Sum(belows), Vector.Sum(aboves));
        foreach (var v in pixels[(vectors.Length * Vector<float>.Count)..])
        {
            if (v < low) below++;
            if (v > high) above++;
        }
        return (below, above);
    }

    /// <summary>
    /// The smallest single-precision number not below the value: v ≥ value and v ≥ RoundedUp(value) then say the same for every pixel v.
    /// </summary>
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
