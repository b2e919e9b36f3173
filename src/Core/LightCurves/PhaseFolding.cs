namespace Nocturne.Core.LightCurves;

/// <summary>A light curve over the phase of a period.</summary>
public static class PhaseFolding
{
    /// <summary>Phase (t − t₀) ÷ P, in [0, 1).</summary>
    public static double[] Phases(ReadOnlySpan<double> times, double period, double epoch)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(period);
        var phases = new double[times.Length];
        for (var i = 0; i < phases.Length; i++)
        {
            var cycles = (times[i] - epoch) / period;
            var phase = cycles - Math.Floor(cycles);
            phases[i] = phase < 1 ? phase : 0;
        }

        return phases;
    }

    /// <summary>Weighted means over equal bins of phase that together make one turn; every point is in one of them.</summary>
    /// <param name="phases">Phases in [0, 1).</param>
    /// <param name="values">Values.</param>
    /// <param name="errors">Standard deviations.</param>
    /// <param name="bins">Number of bins.</param>
    /// <returns>Means; their <see cref="BinnedSeries.Time"/> is the mean phase.</returns>
    public static BinnedSeries Bin(ReadOnlySpan<double> phases, ReadOnlySpan<double> values, ReadOnlySpan<double> errors, int bins)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bins);
        var places = new int[phases.Length];
        for (var i = 0; i < places.Length; i++) places[i] = Math.Min(bins - 1, (int)(phases[i] * bins));
        return Binning.Means(phases, values, errors, places, bins);
    }
}
