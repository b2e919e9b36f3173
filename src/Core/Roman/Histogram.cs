namespace Nocturne.Core.Roman;

/// <summary>Counts of values in bins of equal width.</summary>
public static class Histogram
{
    /// <summary>Counts values from low to high; the upper limit belongs to the last bin, what lies outside is not counted.</summary>
    public static int[] Count(IEnumerable<double> values, double low, double high, int bins)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bins);
        var counts = new int[bins];
        var edges = Enumerable.Range(0, bins + 1).Select(i => i == bins ? high : low + (i * ((high - low) / bins))).ToArray();
        foreach (var value in values)
        {
            if (!(value >= low && value <= high)) continue;
            // The quotient may round to the wrong side of an edge.
            var bin = Math.Min((int)((value - low) / (high - low) * bins), bins - 1);
            if (value < edges[bin]) bin--;
            else if (bin < bins - 1 && value >= edges[bin + 1]) bin++;
            counts[bin]++;
        }

        return counts;
    }
}
