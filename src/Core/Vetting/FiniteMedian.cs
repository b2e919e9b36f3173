using Nocturne.Core.Background;

namespace Nocturne.Core.Vetting;

/// <summary>Medians and sums as the checks are defined by: over the finite values, in double precision.</summary>
static class FiniteMedian
{
    /// <summary>Median of the finite values, the mean of the middle two for an even count; NaN if there is none. Reorders the values.</summary>
    public static double Of(Span<double> values)
    {
        var count = 0;
        for (var i = 0; i < values.Length; i++)
        {
            if (double.IsFinite(values[i])) values[count++] = values[i];
        }

        return Selection.Median(values[..count]);
    }

    /// <inheritdoc cref="Of(Span{double})"/>
    public static double Of(Span<float> values)
    {
        var count = 0;
        for (var i = 0; i < values.Length; i++)
        {
            if (float.IsFinite(values[i])) values[count++] = values[i];
        }

        if (count == 0) return double.NaN;
        values = values[..count];
        var rank = (count - 1) / 2;
        double lower = Selection.Smallest(values, rank);
        if (count % 2 == 1) return lower;
        var upper = values[rank + 1];
        foreach (var value in values[(rank + 1)..]) upper = Math.Min(upper, value);
        return (lower + upper) / 2;
    }

    /// <summary>Median of the values of chosen cadences.</summary>
    /// <param name="series">One value for each cadence.</param>
    /// <param name="cadences">The chosen ones.</param>
    /// <param name="scratch">At least as long as <paramref name="cadences"/>.</param>
    public static double Of(ReadOnlySpan<double> series, ReadOnlySpan<int> cadences, Span<double> scratch)
    {
        for (var i = 0; i < cadences.Length; i++) scratch[i] = series[cadences[i]];
        return Of(scratch[..cadences.Length]);
    }

    /// <summary>Mean of the finite values of chosen cadences; the sum is compensated (Neumaier 1974), so that the order of the cadences does not show.</summary>
    public static double Mean(ReadOnlySpan<double> series, ReadOnlySpan<int> cadences)
    {
        double sum = 0, lost = 0;
        var count = 0;
        foreach (var cadence in cadences)
        {
            var value = series[cadence];
            if (!double.IsFinite(value)) continue;
            var next = sum + value;
            lost += Math.Abs(sum) >= Math.Abs(value) ? sum - next + value : value - next + sum;
            sum = next;
            count++;
        }

        return count == 0 ? double.NaN : (sum + lost) / count;
    }

    /// <summary>Mean and population standard deviation.</summary>
    public static (double Mean, double Deviation) Moments(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (var value in values) sum += value;
        var mean = sum / values.Length;
        double squares = 0;
        foreach (var value in values) squares += (value - mean) * (value - mean);
        return (mean, Math.Sqrt(squares / values.Length));
    }
}
