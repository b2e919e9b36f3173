namespace Nocturne.Core.Vetting;

/// <summary>Nocturne's own form of the ghost check: core against halo, both with errors, and a difference image against local baselines.</summary>
/// <remarks>One centre for everything, the star's place; the contrast score cannot jump, because it is the mean of all halo shares between
/// 0 and 1 that the data allow, and not a ratio to a number that noise puts on either side of zero.</remarks>
public static class RefinedGhost
{
    /// <summary>Steps of the integral over halo shares.</summary>
    const int ShareSteps = 200;

    /// <summary>Measures core, halo and difference image.</summary>
    /// <param name="pixels">The stamps, bad cadences left out.</param>
    /// <param name="ephemeris">The dips.</param>
    /// <param name="scene">Where the star and its neighbours stand.</param>
    /// <param name="options">Parameters.</param>
    /// <param name="reason">Why there are no numbers, or null.</param>
    /// <returns>The numbers, or null.</returns>
    public static RefinedGhostNumbers? Measure(TargetPixels pixels, TransitEphemeris ephemeris, StampScene scene, RefinedGhostOptions options, out VettingNote? reason)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        ArgumentNullException.ThrowIfNull(ephemeris);
        ArgumentNullException.ThrowIfNull(scene);
        ArgumentNullException.ThrowIfNull(options);
        var centre = scene.TargetIn(pixels);
        var present = Present(pixels);
        var isUsed = Array.ConvertAll(present, share => share > 0 && share >= 1 - options.LargestMissingShare);
        var core = CorePixels(pixels, centre, options, isUsed);
        var halo = HaloPixels(pixels, centre, scene, options, isUsed, core);
        reason = core.Length == 0 || halo.Length == 0 ? new("no_core_or_halo", "The stamp has no room for a core and a halo round the star.") : null;
        if (reason is not null) return null;

        var times = pixels.Times.ToArray();
        var (coreLight, haloLight) = (MeanOf(pixels, core), MeanOf(pixels, halo));
        var usable = new bool[times.Length];
        for (var i = 0; i < usable.Length; i++) usable[i] = double.IsFinite(times[i]) && double.IsFinite(coreLight[i]) && double.IsFinite(haloLight[i]);
        var complete = usable.AsSpan().Count(true);
        Spikes.Mark(coreLight, options.SpikeSigma, usable);
        Spikes.Mark(haloLight, options.SpikeSigma, usable);
        var spikes = complete - usable.AsSpan().Count(true);
        var motion = StampMotion.Of(pixels);
        var trends = options.FollowsStar && motion.IsToBeFollowed ? motion.Trends : [];
        var windows = TransitWindow.Find(times, usable, ephemeris, options.Windows, out var withoutBaseline, trends);
        reason = windows.Count == 0 ? new("no_transit_with_baseline", "No dip has cadences of its own and at least five of baseline near it: no difference can be had.") : null;
        if (reason is not null) return null;

        var joint = JointDepths.Measure([coreLight, haloLight], windows, options.Draws, options.Seed, isRelative: false);
        var (difference, errors) = Difference(pixels, times, usable, windows, trends, ephemeris, options, out var pixelSpikes);
        var sigma = scene.PsfSigma ?? StarImages.Fit(MedianImage(pixels), pixels, [new("target", centre), .. scene.Neighbours], null).Sigma;
        var (haloShare, haloShareError) = HaloShare(joint.Lost[0], joint.Lost[1], joint.LostCovariance);
        var (tilt, tiltSignificance) = Tilt(difference, errors, pixels, centre, scene, options);
        var contrast = joint.Lost[0] / joint.Lost[1];
        var covariance = joint.LostCovariance;
        return new()
        {
            Difference = difference,
            DifferenceErrors = errors,
            Rows = pixels.Rows,
            Columns = pixels.Columns,
            Centre = centre,
            PsfSigma = sigma,
            CoreLost = joint.Lost[0],
            CoreLostError = Math.Sqrt(covariance[0]),
            HaloLost = joint.Lost[1],
            HaloLostError = Math.Sqrt(covariance[3]),
            HaloShare = haloShare,
            HaloShareError = haloShareError,
            ContrastError = Math.Sqrt(Math.Max(0, covariance[0] - (2 * contrast * covariance[1]) + (contrast * contrast * covariance[3]))) / Math.Abs(joint.Lost[1]),
            Uniformity = Uniformity([.. core.Select(p => difference[p]).Where(double.IsFinite)]),
            PsfLikeness = Likeness(difference, StarImages.Profile(centre, sigma, pixels), pixels.Columns, centre, options.HaloOuter),
            Tilt = tilt,
            TiltSignificance = tiltSignificance,
            CorePixels = core.Length,
            HaloPixels = halo.Length,
            Spikes = spikes,
            PixelSpikes = pixelSpikes,
            FollowsStar = trends.Count > 0,
            TransitsWithoutBaseline = withoutBaseline,
        };
    }

    /// <summary>Mean and standard deviation of the halo's loss as a share of the core's, over all shares from 0 to 1 that two measured losses allow.</summary>
    /// <param name="core">Light lost in the core.</param>
    /// <param name="halo">Light lost in the halo.</param>
    /// <param name="covariance">Of both, 2 × 2.</param>
    public static (double Share, double Error) HaloShare(double core, double halo, ReadOnlySpan<double> covariance)
    {
        // The likelihood of a share x is that of halo − x·core being zero; it has no pole where the core's loss goes through zero.
        Span<double> logarithms = stackalloc double[ShareSteps + 1];
        var most = double.NegativeInfinity;
        for (var k = 0; k <= ShareSteps; k++)
        {
            var share = (double)k / ShareSteps;
            var variance = Math.Max(covariance[3] - (2 * share * covariance[1]) + (share * share * covariance[0]), 1e-300);
            var rest = halo - (share * core);
            logarithms[k] = -0.5 * ((rest * rest / variance) + Math.Log(variance));
            most = Math.Max(most, logarithms[k]);
        }

        double total = 0, first = 0, second = 0;
        for (var k = 0; k <= ShareSteps; k++)
        {
            var share = (double)k / ShareSteps;
            var weight = Math.Exp(logarithms[k] - most) * (k is 0 or ShareSteps ? 0.5 : 1);
            total += weight;
            first += weight * share;
            second += weight * share * share;
        }

        var mean = first / total;
        return (mean, Math.Sqrt(Math.Max(0, (second / total) - (mean * mean))));
    }

    /// <summary>|mean|/(|mean| + sd), which is the reference's 1/(1 + sd/|mean|) without its pole; 1 where nothing varies.</summary>
    static double Uniformity(ReadOnlySpan<double> values)
    {
        if (values.IsEmpty) return double.NaN;
        var (mean, deviation) = FiniteMedian.Moments(values);
        return deviation > 0 ? Math.Abs(mean) / (Math.Abs(mean) + deviation) : 1;
    }

    static double[] Present(TargetPixels pixels)
    {
        var counts = new double[pixels.PixelCount];
        for (var i = 0; i < pixels.CadenceCount; i++)
        {
            var frame = pixels.Frame(i);
            for (var p = 0; p < counts.Length; p++) counts[p] += float.IsFinite(frame[p]) ? 1 : 0;
        }

        return Array.ConvertAll(counts, count => pixels.CadenceCount > 0 ? count / pixels.CadenceCount : 0);
    }

    static int[] CorePixels(TargetPixels pixels, StampPlace centre, RefinedGhostOptions options, bool[] isUsed)
    {
        int[] chosen = pixels.Aperture.Contains(true)
            ? [.. Enumerable.Range(0, pixels.PixelCount).Where(p => pixels.Aperture[p])]
            : WholePixelRing.Disc(centre, options.CoreRadius, pixels.Rows, pixels.Columns);
        return Array.FindAll(chosen, p => isUsed[p]);
    }

    static int[] HaloPixels(TargetPixels pixels, StampPlace centre, StampScene scene, RefinedGhostOptions options, bool[] isUsed, int[] core)
    {
        int[] outside = [.. Enumerable.Range(0, pixels.PixelCount).Except(core).Where(p => isUsed[p] && !IsNearNeighbour(p))];
        var ring = Array.FindAll(outside, p => centre.DistanceTo(p / pixels.Columns, p % pixels.Columns) is var distance && distance >= options.HaloInner && distance < options.HaloOuter);
        return ring.Length > 0 ? ring : outside;

        bool IsNearNeighbour(int p) => scene.Neighbours.Any(star => star.Place.DistanceTo(p / pixels.Columns, p % pixels.Columns) <= options.NeighbourMaskRadius);
    }

    static double[] MeanOf(TargetPixels pixels, int[] chosen)
    {
        var light = new double[pixels.CadenceCount];
        for (var i = 0; i < light.Length; i++)
        {
            var frame = pixels.Frame(i);
            foreach (var p in chosen) light[i] += frame[p];
            light[i] /= chosen.Length;
        }

        return light;
    }

    static double[] MedianImage(TargetPixels pixels)
    {
        var median = new double[pixels.PixelCount];
        var values = new float[pixels.CadenceCount];
        for (var p = 0; p < median.Length; p++)
        {
            for (var i = 0; i < values.Length; i++) values[i] = pixels.Flux[(i * median.Length) + p];
            median[p] = FiniteMedian.Of(values.AsSpan());
        }

        return median;
    }

    static (double[] Difference, double[] Errors) Difference(
        TargetPixels pixels, double[] times, bool[] usable, IReadOnlyList<TransitWindow> windows, IReadOnlyList<IReadOnlyList<double[]>> trends,
        TransitEphemeris ephemeris, RefinedGhostOptions options, out int spikes)
    {
        spikes = 0;
        var (difference, errors) = (new double[pixels.PixelCount], new double[pixels.PixelCount]);
        var (series, complete) = (new double[times.Length], new bool[times.Length]);
        for (var p = 0; p < difference.Length; p++)
        {
            for (var i = 0; i < series.Length; i++)
            {
                series[i] = pixels.Flux[(i * difference.Length) + p];
                complete[i] = usable[i] && double.IsFinite(series[i]);
            }

            // What a cosmic ray does to one pixel is little in the light of the core or halo, but much in that pixel.
            var present = complete.AsSpan().Count(true);
            Spikes.Mark(series, options.SpikeSigma, complete);
            spikes += present - complete.AsSpan().Count(true);
            var own = complete.AsSpan().SequenceEqual(usable) ? windows : TransitWindow.Find(times, complete, ephemeris, options.Windows, out _, trends);
            double lost = 0, variance = 0, total = 0;
            foreach (var window in own)
            {
                double squares = 0;
                foreach (var rest in window.Residuals(series)) squares += rest * rest;
                lost += window.Weight * window.Measure(series).Lost;
                variance += window.Weight * squares / Math.Max(1, window.Freedom);
                total += window.Weight;
            }

            (difference[p], errors[p]) = total > 0 ? (lost / total, Math.Sqrt(variance) / total) : (double.NaN, double.NaN);
        }

        return (difference, errors);
    }

    static double Likeness(double[] difference, double[] profile, int columns, StampPlace centre, double reach)
    {
        var (values, shape) = (new List<double>(), new List<double>());
        for (var p = 0; p < difference.Length; p++)
        {
            if (!double.IsFinite(difference[p]) || centre.DistanceTo(p / columns, p % columns) >= reach) continue;
            values.Add(difference[p]);
            shape.Add(profile[p]);
        }

        if (values.Count < 2) return 0.5;
        var (mean, deviation) = FiniteMedian.Moments([.. values]);
        var (shapeMean, shapeDeviation) = FiniteMedian.Moments([.. shape]);
        if (!(deviation > 0) || !(shapeDeviation > 0)) return 0.5;
        double product = 0;
        for (var i = 0; i < values.Count; i++) product += (values[i] - mean) * (shape[i] - shapeMean);
        return ((product / values.Count / (deviation * shapeDeviation)) + 1) / 2;
    }

    static (double Tilt, double Significance) Tilt(
        double[] difference, double[] errors, TargetPixels pixels, StampPlace centre, StampScene scene, RefinedGhostOptions options)
    {
        var excluded = new bool[difference.Length];
        double count = 0, meanRow = 0, meanColumn = 0, variance = 0;
        for (var p = 0; p < excluded.Length; p++)
        {
            var (row, column) = (p / pixels.Columns, p % pixels.Columns);
            excluded[p] = !double.IsFinite(difference[p]) || centre.DistanceTo(row, column) < options.HaloInner
                || scene.Neighbours.Any(star => star.Place.DistanceTo(row, column) <= options.NeighbourMaskRadius);
            if (excluded[p]) continue;
            (count, meanRow, meanColumn, variance) = (count + 1, meanRow + row, meanColumn + column, variance + (errors[p] * errors[p]));
        }

        if (count < 3) return (double.NaN, double.NaN);
        (meanRow, meanColumn, variance) = (meanRow / count, meanColumn / count, variance / count);
        double rows = 0, columns = 0;
        for (var p = 0; p < excluded.Length; p++)
        {
            if (excluded[p]) continue;
            rows += ((p / pixels.Columns) - meanRow) * ((p / pixels.Columns) - meanRow);
            columns += ((p % pixels.Columns) - meanColumn) * ((p % pixels.Columns) - meanColumn);
        }

        var (a, b) = StampPlane.Fit(difference, pixels.Columns, excluded);
        return (double.Hypot(a, b), variance > 0 ? Math.Sqrt(((a * a * rows) + (b * b * columns)) / variance) : double.NaN);
    }
}
