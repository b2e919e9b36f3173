namespace Nocturne.Core.Vetting;

/// <summary>V10 in the form of the reference implementation: does the depth depend on the aperture?</summary>
/// <remarks>
/// There is no detrending, no rejection of outliers, no selection by quality and no use of the mission's aperture. What is known against this
/// form, and what to do better, is in <see cref="RefinedAperture"/>.
/// </remarks>
public static class ApertureDependence
{
    /// <summary>Half the width of the baseline window round a dip [d].</summary>
    public const double BaselineWindowDays = 0.5;

    const int FewestCadences = 10;
    const int FewestOfEachKind = 3;
    const int FewestBaselineCadences = 5;
    const double StabilityScale = 1.4;

    /// <summary>Measures the depth in every aperture.</summary>
    /// <param name="pixels">The stamps, as they are to be used.</param>
    /// <param name="ephemeris">The dips.</param>
    /// <param name="options">Radii and centre.</param>
    /// <param name="measured">The numbers, unless something is missing.</param>
    /// <returns>What is missing, or <see cref="VettingShortfall.None"/>.</returns>
    public static VettingShortfall Measure(
        TargetPixels pixels, TransitEphemeris ephemeris, ApertureDependenceOptions options, out ApertureDependenceNumbers? measured)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        ArgumentNullException.ThrowIfNull(ephemeris);
        ArgumentNullException.ThrowIfNull(options);
        measured = null;
        if (ephemeris.DurationDays >= ephemeris.PeriodDays) return VettingShortfall.DurationNotShorterThanPeriod;

        var radii = Radii(options);
        var centre = options.Centre ?? StampPlace.CentreOf(pixels.Rows, pixels.Columns);
        var ring = WholePixelRing.Around(centre, radii[^1], pixels.Rows, pixels.Columns);
        var apertures = Array.ConvertAll(radii, radius => WholePixelRing.Disc(centre, radius, pixels.Rows, pixels.Columns));
        var sums = ApertureSums.Measure(pixels, apertures, ring.Pixels);
        if (sums.Times.Length < FewestCadences) return VettingShortfall.TooFewValidCadences;

        var (inside, outside) = Split(sums.Times, ephemeris);
        if (inside.Length < FewestOfEachKind) return VettingShortfall.TooFewInTransitCadences;
        if (outside.Length < FewestOfEachKind) return VettingShortfall.TooFewOutOfTransitCadences;

        var groups = TransitGroup.Find(sums.Times, inside);
        var windows = groups.Select(group => Array.FindAll(outside, i => Math.Abs(sums.Times[i] - group.MidTime) <= BaselineWindowDays)).ToArray();
        var middle = FiniteMedian.Of(sums.Times.AsSpan().ToArray());
        var early = Array.FindAll(outside, i => sums.Times[i] < middle);
        var late = Array.FindAll(outside, i => sums.Times[i] >= middle);
        var scratch = new double[sums.Times.Length];
        var depths = new List<ApertureDepth>();
        var fallbacks = 0;
        for (var a = 0; a < radii.Length; a++)
        {
            var each = TransitDepths(sums, a, groups, windows, scratch);
            if (each.Count == 0) fallbacks++;
            if ((each.Count > 0 ? FiniteMedian.Moments([.. each]).Mean : WholeSectorDepth(sums, a, inside, outside, scratch)) is not { } depth) continue;
            var before = FiniteMedian.Of(sums.Net[a], early, scratch);
            var after = FiniteMedian.Of(sums.Net[a], late, scratch);
            var drift = before == 0 ? double.NaN : (after - before) / before;
            depths.Add(new(apertures[a].Length, radii[a], depth, drift, each.Count == 0, each));
        }

        if (depths.Count < 2) return VettingShortfall.FewerThanTwoUsableApertures;
        measured = Summarise(depths) with
        {
            Centre = centre,
            Ring = ring,
            CadencesTotal = pixels.CadenceCount,
            CadencesUsed = sums.Times.Length,
            InTransit = inside.Length,
            OutOfTransit = outside.Length,
            Groups = [.. groups.Select((group, i) => new TransitGroupInfo(group.MidTime, group.Cadences.Length, windows[i].Length, windows[i].Length >= FewestBaselineCadences))],
            SectorFallbacks = fallbacks,
        };
        return VettingShortfall.None;
    }

    /// <summary>How alike depths are: exp(−1.4 sd/|mean|) with the population deviation, from 0 to 1.</summary>
    public static double Stability(double mean, double deviation)
    {
        if (mean == 0) return deviation < 1e-10 ? 1 : 0;
        return Math.Clamp(Math.Exp(-StabilityScale * deviation / Math.Abs(mean)), 0, 1);
    }

    /// <summary>The aperture to use: the middle one of stable depths, else the one whose depth is nearest to the median depth.</summary>
    /// <remarks>An even number of unstable depths always leaves two that are equally near. The rule is: of apertures that are equally near to a
    /// part in 10¹², the one with the smallest radius. Where a depth is not a number there is no median, and it is the first.</remarks>
    /// <param name="depths">By ascending radius.</param>
    /// <param name="stability">How alike they are.</param>
    public static ApertureDepth Recommended(IReadOnlyList<ApertureDepth> depths, double stability)
    {
        ArgumentNullException.ThrowIfNull(depths);
        if (stability > 0.7) return depths[depths.Count / 2];
        var best = depths[0];
        if (depths.Any(depth => double.IsNaN(depth.DepthPpm))) return best;
        var median = FiniteMedian.Of(depths.Select(depth => depth.DepthPpm).ToArray().AsSpan());
        foreach (var depth in depths)
        {
            var (distance, least) = (Math.Abs(depth.DepthPpm - median), Math.Abs(best.DepthPpm - median));
            if (distance < least - (1e-12 * (least + Math.Abs(median)))) best = depth;
        }

        return best;
    }

    static double[] Radii(ApertureDependenceOptions options)
    {
        double[] radii = [.. options.Radii.Distinct().Order()];
        if (radii.Length == 0 || !(radii[0] >= 0) || !double.IsFinite(radii[^1]))
            throw new ArgumentException($"Radii must be numbers and not negative, not '{string.Join(", ", options.Radii)}'.", nameof(options));
        return radii;
    }

    static (int[] Inside, int[] Outside) Split(double[] times, TransitEphemeris ephemeris)
    {
        var (inside, outside) = (new List<int>(), new List<int>(times.Length));
        for (var i = 0; i < times.Length; i++) (ephemeris.IsInTransit(times[i]) ? inside : outside).Add(i);
        return ([.. inside], [.. outside]);
    }

    static List<double> TransitDepths(ApertureSums sums, int aperture, IReadOnlyList<TransitGroup> groups, int[][] windows, double[] scratch)
    {
        var depths = new List<double>(groups.Count);
        for (var g = 0; g < groups.Count; g++)
        {
            if (windows[g].Length < FewestBaselineCadences) continue;
            var series = sums.Net[aperture];
            var baseline = FiniteMedian.Of(series, windows[g], scratch);
            if (!(baseline > 0))
            {
                series = sums.Raw[aperture];
                baseline = FiniteMedian.Of(series, windows[g], scratch);
            }

            if (baseline > 0) depths.Add((1 - (FiniteMedian.Of(series, groups[g].Cadences, scratch) / baseline)) * 1e6);
        }

        return depths;
    }

    /// <summary>Depth of the whole sector; null where there is no light to compare with.</summary>
    static double? WholeSectorDepth(ApertureSums sums, int aperture, int[] inside, int[] outside, double[] scratch)
    {
        foreach (var series in (double[][])[sums.Net[aperture], sums.Raw[aperture]])
        {
            if (!(FiniteMedian.Of(series, outside, scratch) > 0)) continue;
            var light = FiniteMedian.Mean(series, outside);
            return light == 0 ? null : (1 - (FiniteMedian.Mean(series, inside) / light)) * 1e6;
        }

        return null;
    }

    static ApertureDependenceNumbers Summarise(List<ApertureDepth> depths)
    {
        // A dip whose ring has no pixel has a depth that is not a number, and so have mean and variance; only the stability passes it over.
        var (mean, deviation) = FiniteMedian.Moments([.. depths.Select(depth => depth.DepthPpm)]);
        double[] finite = [.. depths.Select(depth => depth.DepthPpm).Where(double.IsFinite)];
        var (finiteMean, finiteDeviation) = FiniteMedian.Moments(finite);
        var stability = finite.Length < 2 ? 1 : Stability(finiteMean, finiteDeviation);
        return new()
        {
            Depths = depths,
            MeanDepthPpm = mean,
            Variance = deviation * deviation,
            Stability = stability,
            Recommended = Recommended(depths, stability),
        };
    }
}
