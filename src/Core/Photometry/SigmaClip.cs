namespace Nocturne.Core.Photometry;

/// <summary>Clipping of outliers about the median, and the statistics of what is left.</summary>
public static class SigmaClip
{
    /// <summary>Standard deviation of a normal distribution in units of its median absolute deviation.</summary>
    public const double MadToSigma = 1.482602218505602;

    /// <summary>Sorts the values and gives the part that survives.</summary>
    /// <param name="values">Finite values; sorted on return.</param>
    /// <param name="sigma">Values further than so many scales from the median go; bounds belong to the inside.</param>
    /// <param name="iterations">Largest number of rounds; zero keeps all.</param>
    /// <param name="scale">The yardstick.</param>
    public static ReadOnlySpan<double> Clip(
        Span<double> values, double sigma, int iterations, ClipScale scale = ClipScale.StandardDeviation)
    {
        values.Sort();
        ReadOnlySpan<double> kept = values;
        for (var round = 0; round < iterations && !kept.IsEmpty; round++)
        {
            var median = MedianOfSorted(kept);
            var width = scale == ClipScale.StandardDeviation ? Math.Sqrt(Variance(kept, Mean(kept))) : MadToSigma * MadOfSorted(kept, median);
            double low = median - (sigma * width), high = median + (sigma * width);
            int start = 0, end = kept.Length;
            while (start < end && kept[start] < low) start++;
            while (end > start && kept[end - 1] > high) end--;
            if (end - start == kept.Length) break;
            kept = kept[start..end];
        }

        return kept;
    }

    /// <summary>Mean; NaN of nothing.</summary>
    public static double Mean(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (var value in values) sum += value;
        return sum / values.Length;
    }

    /// <summary>Population variance about a given centre.</summary>
    public static double Variance(ReadOnlySpan<double> values, double mean)
    {
        double sum = 0;
        foreach (var value in values) sum += (value - mean) * (value - mean);
        return sum / values.Length;
    }

    /// <summary>Median of sorted values, the mean of the middle two when their number is even; NaN of nothing.</summary>
    public static double MedianOfSorted(ReadOnlySpan<double> sorted)
    {
        if (sorted.IsEmpty) return double.NaN;
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : 0.5 * (sorted[middle - 1] + sorted[middle]);
    }

    /// <summary>Median of values in any order; the span is sorted on return.</summary>
    public static double Median(Span<double> values)
    {
        values.Sort();
        return MedianOfSorted(values);
    }

    /// <summary>Median absolute deviation of sorted values: walks outwards from the median, no second sort.</summary>
    public static double MadOfSorted(ReadOnlySpan<double> sorted, double median)
    {
        var n = sorted.Length;
        if (n == 0) return double.NaN;
        var high = 0;
        while (high < n && sorted[high] < median) high++;
        var low = high - 1;
        double previous = 0, current = 0;
        for (var taken = 0; taken <= n / 2; taken++)
        {
            previous = current;
            var below = low >= 0 ? median - sorted[low] : double.PositiveInfinity;
            var above = high < n ? sorted[high] - median : double.PositiveInfinity;
            if (below < above)
            {
                current = below;
                low--;
            }
            else
            {
                current = above;
                high++;
            }
        }

        return n % 2 == 1 ? current : 0.5 * (previous + current);
    }
}
