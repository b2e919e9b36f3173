namespace Nocturne.Core.LightCurves;

/// <summary>The colour of a star over time, from exposures of two bands that belong together.</summary>
public static class ColourCurve
{
    /// <summary>The colours of pairs of points.</summary>
    public static IReadOnlyList<ColourPoint> Of(TimeSeries first, TimeSeries second, IReadOnlyList<(int First, int Second)> pairs)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        ArgumentNullException.ThrowIfNull(pairs);
        return
        [
            .. pairs.Select(pair =>
            {
                var (i, j) = pair;
                var (ratio, error) = DifferentialPhotometry.Ratio(first.Value[i], first.Error[i], second.Value[j], second.Error[j]);
                var isPositive = first.Value[i] > 0 && second.Value[j] > 0;
                var magnitude = isPositive ? -2.5 * Math.Log10(ratio) : double.NaN;
                return new ColourPoint(
                    first.Time[i] + ((second.Time[j] - first.Time[i]) / 2), magnitude, isPositive ? NoiseBudget.MagnitudesPerShare * error / ratio : double.NaN, ratio, error, i, j);
            }),
        ];
    }
}
