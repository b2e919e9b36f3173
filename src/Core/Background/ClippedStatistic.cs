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
        var values = new AllValues(pixels, bins, histogram[..Bins], chosen, guess, fast);
        return Clip(ref values)!.Value.Box;
    }

    /// <summary>Clips.</summary>
    /// <param name="values">The values.</param>
    /// <returns>What is left; null where these values cannot tell.</returns>
    public static ClippedSky? Clip<T>(ref T values)
        where T : ISkyValues, allows ref struct
    {
        float low = float.NegativeInfinity, high = float.PositiveInfinity;
        var (count, mean, sigma) = values.Between(low, high, 0);
        if (sigma == 0) return new(count, mean, mean, 0);
        if (!(sigma > 0)) return null;
        var median = values.Median(0, count);
        for (var round = 0; round < MaximumRounds; round++)
        {
            low = Math.Max(low, RoundedUp(median - (ClipInSigma * sigma)));
            high = Math.Min(high, RoundedDown(median + (ClipInSigma * sigma)));
            var kept = values.Between(low, high, (float)median);
            if (kept.Count == count) break;
            (count, mean, sigma) = kept;
            median = values.Median(values.Below(low), count);
        }
        return double.IsNaN(median) || double.IsNaN(sigma) ? null : new(count, mean, median, sigma);
    }

    /// <summary>How many values lie below a limit.</summary>
    public static int CountBelow(ReadOnlySpan<float> values, float low)
    {
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(values);
        var lows = new Vector<float>(low);
        Vector<int> belows = default;
        foreach (var v in vectors) belows -= Vector.LessThan(v, lows);
        var below = Vector.Sum(belows);
        foreach (var v in values[(vectors.Length * Vector<float>.Count)..])
        {
            if (v < low) below++;
        }
        return below;
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
