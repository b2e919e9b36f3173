namespace Nocturne.Core.Vetting;

/// <summary>One dip: its cadences, those of its baseline, and how the light that it takes follows from them.</summary>
/// <remarks>The baseline is fitted to the cadences on both sides by least squares: their mean, a straight line in time where there are both sides, and
/// what else the light may follow, such as the star's place on its pixels. Light lost and baseline are weighted sums of the cadences, so that errors
/// follow from the same weights.</remarks>
public sealed class TransitWindow
{
    /// <summary>A term that the others explain to this part is none.</summary>
    const double SmallestShare = 1e-6;

    /// <summary>Terms of the baseline on its cadences, orthonormal; the first is the constant.</summary>
    readonly IReadOnlyList<double[]> terms;

    TransitWindow(long number, double midTime, int[] inside, int[] outside, IReadOnlyList<double[]> terms, double[] baselineWeights)
    {
        Number = number;
        MidTime = midTime;
        Inside = inside;
        Outside = outside;
        this.terms = terms;
        BaselineWeights = baselineWeights;
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

    /// <summary>Cadences of the baseline beyond those that its terms use up.</summary>
    public int Freedom => Outside.Length - terms.Count;

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

    /// <summary>What remains of the baseline's cadences when the fit is taken off.</summary>
    public double[] Residuals(ReadOnlySpan<double> series)
    {
        var residuals = new double[Outside.Length];
        for (var i = 0; i < residuals.Length; i++) residuals[i] = series[Outside[i]];
        foreach (var term in terms) RemoveFrom(residuals, term);
        return residuals;
    }

    /// <summary>How much of the variance of weights on consecutive cadences of the baseline the fit takes away, for white noise of one unit.</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="start">The cadence of the baseline that has the first weight; after the last comes the first again.</param>
    public double TakenBy(ReadOnlySpan<double> weights, int start)
    {
        double taken = 0;
        foreach (var term in terms)
        {
            double sum = 0;
            for (var i = 0; i < weights.Length; i++) sum += weights[i] * term[(start + i) % term.Length];
            taken += sum * sum;
        }

        return taken;
    }

    /// <summary>The dips that have cadences of their own and of a baseline, in order of time.</summary>
    /// <param name="times">Times of the cadences [BTJD].</param>
    /// <param name="usable">Whether each cadence may be used.</param>
    /// <param name="ephemeris">The dips.</param>
    /// <param name="options">The windows.</param>
    /// <param name="withoutBaseline">Number of dips that have cadences but not enough baseline.</param>
    /// <param name="trends">What else the light may follow, in groups that are fitted as far as there are cadences enough; one value for each cadence.</param>
    public static IReadOnlyList<TransitWindow> Find(
        ReadOnlySpan<double> times, ReadOnlySpan<bool> usable, TransitEphemeris ephemeris, TransitWindowOptions options, out int withoutBaseline,
        IReadOnlyList<IReadOnlyList<double[]>>? trends = null)
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
            else windows.Add(Make(number, ephemeris.MidTime(number), times, [.. inside], [.. outside], trends ?? [], options));
        }

        return windows;
    }

    static TransitWindow Make(
        long number, double midTime, ReadOnlySpan<double> times, int[] inside, int[] outside, IReadOnlyList<IReadOnlyList<double[]>> trends, TransitWindowOptions options)
    {
        var terms = new List<double[]>();
        var weights = new double[outside.Length];
        var insideValues = new List<double>();
        double middle = 0;
        foreach (var cadence in inside) middle += times[cadence] / inside.Length;
        var before = 0;
        foreach (var cadence in outside) before += times[cadence] < middle ? 1 : 0;

        var line = new double[outside.Length];
        for (var i = 0; i < line.Length; i++) line[i] = times[outside[i]] - middle;
        Add([.. Enumerable.Repeat(1.0, outside.Length)], 1);
        if (before >= 2 && outside.Length - before >= 2) Add(line, 0);
        foreach (var group in trends)
        {
            if (outside.Length < options.CadencesPerTrend * (terms.Count + group.Count)) break;
            foreach (var trend in group) Add(Array.ConvertAll(outside, cadence => trend[cadence]), inside.Average(cadence => trend[cadence]));
        }

        for (var k = 0; k < terms.Count; k++)
        {
            for (var i = 0; i < weights.Length; i++) weights[i] += insideValues[k] * terms[k][i];
        }

        return new(number, midTime, inside, outside, terms, weights);

        // Gram and Schmidt, twice for the sake of the digits. The mean value within the dip goes the same way.
        void Add(double[] values, double insideValue)
        {
            var whole = Norm(values);
            for (var round = 0; round < 2; round++)
            {
                for (var k = 0; k < terms.Count; k++) insideValue -= RemoveFrom(values, terms[k]) * insideValues[k];
            }

            var norm = Norm(values);
            if (!(norm > SmallestShare * whole)) return;
            for (var i = 0; i < values.Length; i++) values[i] /= norm;
            terms.Add(values);
            insideValues.Add(insideValue / norm);
        }
    }

    /// <summary>Takes a term off, and says how much of it there was.</summary>
    static double RemoveFrom(double[] values, double[] term)
    {
        double amount = 0;
        for (var i = 0; i < values.Length; i++) amount += term[i] * values[i];
        for (var i = 0; i < values.Length; i++) values[i] -= amount * term[i];
        return amount;
    }

    static double Norm(double[] values)
    {
        double squares = 0;
        foreach (var value in values) squares += value * value;
        return Math.Sqrt(squares);
    }
}
