namespace Nocturne.Core.LightCurves;

/// <summary>Means over bins of time: Σ w y ÷ Σ w with w = 1 ÷ σ², and σ² = 1 ÷ Σ w.</summary>
public static class Binning
{
    /// <summary>Bins of equal width. Each good-time interval begins its own bins, so that none reaches over a gap.</summary>
    /// <param name="times">Times in ascending order.</param>
    /// <param name="values">Values; what is not a number is left out.</param>
    /// <param name="errors">Standard deviations; points without a positive one are left out.</param>
    /// <param name="width">Width of a bin, in the unit of the times.</param>
    /// <param name="gapInSpacings">Step that counts as a gap, in median spacings; the width counts as well.</param>
    public static BinnedSeries ByTime(ReadOnlySpan<double> times, ReadOnlySpan<double> values, ReadOnlySpan<double> errors, double width, double gapInSpacings = GoodTimes.GapInSpacings)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        var spacing = GoodTimes.Spacing(times);
        var gap = spacing > 0 ? Math.Max(gapInSpacings, width / spacing) : gapInSpacings;
        var bins = new int[times.Length];
        var bin = -1;
        foreach (var run in GoodTimes.Runs(times, gap))
        {
            // Times are rounded to a microsecond: a point on the edge belongs to the bin that begins there.
            var (start, last) = (times[run.Start], -1L);
            for (var i = run.Start.Value; i < run.End.Value; i++)
            {
                var step = (long)Math.Floor(((times[i] - start) / width) + 1e-6);
                if (step > last) bin++;
                last = Math.Max(last, step);
                bins[i] = bin;
            }
        }

        return Means(times, values, errors, bins, bin + 1);
    }

    /// <summary>Bins of equally many points of a good-time interval.</summary>
    /// <param name="times">Times in ascending order.</param>
    /// <param name="values">Values.</param>
    /// <param name="errors">Standard deviations.</param>
    /// <param name="points">Points in a bin.</param>
    public static BinnedSeries ByCount(ReadOnlySpan<double> times, ReadOnlySpan<double> values, ReadOnlySpan<double> errors, int points)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(points);
        var bins = new int[times.Length];
        var bin = -1;
        foreach (var run in GoodTimes.Runs(times))
        {
            for (var i = run.Start.Value; i < run.End.Value; i++)
            {
                if ((i - run.Start.Value) % points == 0) bin++;
                bins[i] = bin;
            }
        }

        return Means(times, values, errors, bins, bin + 1);
    }

    /// <summary>Means of points that are told which bin they belong to.</summary>
    /// <param name="times">Times, or whatever else the values stand over.</param>
    /// <param name="values">Values.</param>
    /// <param name="errors">Standard deviations.</param>
    /// <param name="bins">Bin of each point, from 0.</param>
    /// <param name="count">Number of bins; empty ones are left out of the result.</param>
    public static BinnedSeries Means(ReadOnlySpan<double> times, ReadOnlySpan<double> values, ReadOnlySpan<double> errors, ReadOnlySpan<int> bins, int count)
    {
        var (sums, products, squares, weights, points) = (new double[count], new double[count], new double[count], new double[count], new int[count]);
        var firsts = new double[count];
        var centres = new double[count];
        var placed = new int[times.Length];
        for (var i = 0; i < times.Length; i++)
        {
            placed[i] = double.IsFinite(values[i]) && errors[i] > 0 && double.IsFinite(errors[i]) ? bins[i] : -1;
            if (placed[i] < 0) continue;
            var bin = placed[i];
            if (points[bin]++ == 0) (firsts[bin], centres[bin]) = (times[i], values[i]);
            var weight = 1 / (errors[i] * errors[i]);

            // Sums of differences: times are large numbers with small steps.
            weights[bin] += weight;
            sums[bin] += weight * (times[i] - firsts[bin]);
            products[bin] += weight * (values[i] - centres[bin]);
            squares[bin] += weight * (values[i] - centres[bin]) * (values[i] - centres[bin]);
        }

        var filled = Enumerable.Range(0, count).Where(bin => points[bin] > 0).ToArray();
        var place = new int[count];
        for (var i = 0; i < filled.Length; i++) place[filled[i]] = i;
        for (var i = 0; i < placed.Length; i++)
            if (placed[i] >= 0) placed[i] = place[placed[i]];
        return new(
            Array.ConvertAll(filled, bin => firsts[bin] + (sums[bin] / weights[bin])),
            Array.ConvertAll(filled, bin => centres[bin] + (products[bin] / weights[bin])),
            Array.ConvertAll(filled, bin => 1 / Math.Sqrt(weights[bin])),
            Array.ConvertAll(filled, bin => points[bin] < 2 ? double.NaN
                : Math.Sqrt(Math.Max(0, squares[bin] - (products[bin] * products[bin] / weights[bin])) / weights[bin] / (points[bin] - 1))),
            Array.ConvertAll(filled, bin => points[bin]),
            placed);
    }
}
