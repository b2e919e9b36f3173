namespace Nocturne.Core.Vetting;

/// <summary>One dip: its cadences, those of its baseline, and how the light that it takes follows from them.</summary>
/// <remarks>The baseline is a straight line through the cadences on both sides, or their mean where there is only one side. Light lost and
/// baseline are weighted sums of the cadences, so that errors follow from the same weights.</remarks>
public sealed class TransitWindow
{
    TransitWindow(long number, double midTime, int[] inside, int[] outside, double[] baselineWeights, bool hasLine)
    {
        Number = number;
        MidTime = midTime;
        Inside = inside;
        Outside = outside;
        BaselineWeights = baselineWeights;
        HasLine = hasLine;
        double squares = 0;
        foreach (var weight in baselineWeights) squares += weight * weight;
        Weight = 1 / ((1.0 / inside.Length) + squares);
    }

    /// <summary>Number of the dip; that of the epoch is 0.</summary>
    public long Number { get; }

    /// <summary>Mid-time by the ephemeris [BTJD].</summary>
    public double MidTime { get; }

    /// <summary>Indices of the cadences in the dip.</summary>
    public int[] Inside { get; }

    /// <summary>Indices of the cadences of the baseline.</summary>
    public int[] Outside { get; }

    /// <summary>Weights of the baseline's cadences in the baseline at the middle of the dip.</summary>
    public double[] BaselineWeights { get; }

    /// <summary>Whether the baseline is a line and not just a mean.</summary>
    public bool HasLine { get; }

    /// <summary>Weight of the dip among others: the inverse variance of the light lost, for white noise of one unit.</summary>
    public double Weight { get; }

    /// <summary>The baseline and the light that is lost, in units of the series.</summary>
    public (double Lost, double Baseline) Measure(ReadOnlySpan<double> series)
    {
        double baseline = 0, inside = 0;
        for (var i = 0; i < Outside.Length; i++) baseline += BaselineWeights[i] * series[Outside[i]];
        foreach (var cadence in Inside) inside += series[cadence];
        return (baseline - (inside / Inside.Length), baseline);
    }

    /// <summary>What remains of the baseline's cadences when the line, or the mean, is taken off.</summary>
    public double[] Residuals(ReadOnlySpan<double> times, ReadOnlySpan<double> series)
    {
        double meanTime = 0, mean = 0;
        foreach (var cadence in Outside) (meanTime, mean) = (meanTime + times[cadence], mean + series[cadence]);
        (meanTime, mean) = (meanTime / Outside.Length, mean / Outside.Length);
        double spread = 0, product = 0;
        foreach (var cadence in Outside)
        {
            spread += (times[cadence] - meanTime) * (times[cadence] - meanTime);
            product += (times[cadence] - meanTime) * (series[cadence] - mean);
        }

        var slope = HasLine ? product / spread : 0;
        var residuals = new double[Outside.Length];
        for (var i = 0; i < residuals.Length; i++) residuals[i] = series[Outside[i]] - mean - (slope * (times[Outside[i]] - meanTime));
        return residuals;
    }

    /// <summary>The dips that have cadences of their own and of a baseline, in order of time.</summary>
    /// <param name="times">Times of the cadences [BTJD].</param>
    /// <param name="usable">Whether each cadence may be used.</param>
    /// <param name="ephemeris">The dips.</param>
    /// <param name="options">The windows.</param>
    /// <param name="withoutBaseline">Number of dips that have cadences but not enough baseline.</param>
    public static IReadOnlyList<TransitWindow> Find(
        ReadOnlySpan<double> times, ReadOnlySpan<bool> usable, TransitEphemeris ephemeris, TransitWindowOptions options, out int withoutBaseline)
    {
        ArgumentNullException.ThrowIfNull(ephemeris);
        ArgumentNullException.ThrowIfNull(options);
        var dips = new SortedDictionary<long, (List<int> Inside, List<int> Outside)>();
        var (half, from, to) = (ephemeris.DurationDays / 2, options.BaselineFrom * ephemeris.DurationDays, options.BaselineTo * ephemeris.DurationDays);
        for (var i = 0; i < times.Length; i++)
        {
            if (!usable[i] || !double.IsFinite(times[i])) continue;
            var distance = Math.Abs(ephemeris.Offset(times[i]));
            if (distance > half && (distance <= from || distance > to)) continue;
            var number = ephemeris.NearestDip(times[i]);
            if (!dips.TryGetValue(number, out var lists)) dips[number] = lists = ([], []);
            (distance <= half ? lists.Inside : lists.Outside).Add(i);
        }

        var windows = new List<TransitWindow>(dips.Count);
        withoutBaseline = 0;
        foreach (var (number, (inside, outside)) in dips)
        {
            if (inside.Count == 0) continue;
            if (outside.Count < options.FewestBaseline) withoutBaseline++;
            else windows.Add(Make(number, ephemeris.MidTime(number), times, [.. inside], [.. outside]));
        }

        return windows;
    }

    static TransitWindow Make(long number, double midTime, ReadOnlySpan<double> times, int[] inside, int[] outside)
    {
        double middle = 0, meanTime = 0, spread = 0;
        foreach (var cadence in inside) middle += times[cadence];
        middle /= inside.Length;
        var before = 0;
        foreach (var cadence in outside)
        {
            meanTime += times[cadence];
            if (times[cadence] < middle) before++;
        }

        meanTime /= outside.Length;
        foreach (var cadence in outside) spread += (times[cadence] - meanTime) * (times[cadence] - meanTime);
        var hasLine = before >= 2 && outside.Length - before >= 2 && spread > 0;
        var weights = new double[outside.Length];
        for (var i = 0; i < weights.Length; i++)
            weights[i] = (1.0 / outside.Length) + (hasLine ? (middle - meanTime) * (times[outside[i]] - meanTime) / spread : 0);
        return new(number, midTime, inside, outside, weights, hasLine);
    }
}
