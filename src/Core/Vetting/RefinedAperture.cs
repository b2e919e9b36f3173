namespace Nocturne.Core.Vetting;

/// <summary>Nocturne's own form of the aperture check: exact circles round the true place of the star, depths with real errors, and the slope of
/// depth with radius with its significance.</summary>
/// <remarks>
/// What it does better than the reference form: partial pixels in fine steps of the radius; missing pixels never count as zero; the background
/// ring leaves neighbours out and reports its own dip; baselines by the duration of the dip, and dips without one are counted; spikes are left
/// out; errors by block bootstrap with what the apertures share; and, for each star that is named, the curve to be expected if it were the host.
/// </remarks>
public static class RefinedAperture
{
    /// <summary>Measures depths, slope and hosts.</summary>
    /// <param name="pixels">The stamps, bad cadences left out.</param>
    /// <param name="ephemeris">The dips.</param>
    /// <param name="scene">Where the star and its neighbours stand.</param>
    /// <param name="options">Parameters.</param>
    /// <param name="reason">Why there are no numbers, or null.</param>
    /// <returns>The numbers, or null.</returns>
    public static RefinedApertureNumbers? Measure(
        TargetPixels pixels, TransitEphemeris ephemeris, StampScene scene, RefinedApertureOptions options, out VettingNote? reason)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        ArgumentNullException.ThrowIfNull(ephemeris);
        ArgumentNullException.ThrowIfNull(scene);
        ArgumentNullException.ThrowIfNull(options);
        var light = new StampLight(pixels, scene, options);
        reason = light.Radii.Length < 3 ? new("stamp_too_small", "Fewer than three apertures fit the stamp: Nocturne's own numbers need a larger one.") : null;
        if (reason is not null) return null;

        var (apertures, ring) = light.Measure();
        var usable = new bool[pixels.CadenceCount];
        for (var i = 0; i < usable.Length; i++) usable[i] = double.IsFinite(pixels.Times[i]) && double.IsFinite(apertures[^1][i]) && double.IsFinite(ring[i]);
        var complete = usable.AsSpan().Count(true);
        foreach (var series in apertures) Spikes.Mark(series, options.SpikeSigma, usable);
        var spikes = complete - usable.AsSpan().Count(true);

        var times = pixels.Times.ToArray();
        var windows = TransitWindow.Find(times, usable, ephemeris, options.Windows, out var withoutBaseline);
        reason = windows.Count == 0 ? new("no_transit_with_baseline", "No dip has cadences of its own and at least five of baseline near it: no depth can be had.") : null;
        if (reason is not null) return null;

        var good = Enumerable.Range(0, apertures.Length).Where(a => windows.Sum(window => window.Weight * window.Measure(apertures[a]).Baseline) > 0).ToArray();
        reason = good.Length < 3 ? new("baseline_not_positive", "Fewer than three apertures have positive light: is there a star at the place given?") : null;
        if (reason is not null) return null;

        var depths = JointDepths.Measure([.. good.Select(a => apertures[a])], windows, options.Draws, options.Seed);
        var ringLost = JointDepths.Measure([ring], windows, options.Draws, options.Seed, isRelative: false);
        var radii = Array.ConvertAll(good, a => light.Radii[a]);
        var slope = DepthSlope.Fit(radii, depths);
        var best = Enumerable.Range(0, good.Length).MinBy(depths.DepthError);
        return new()
        {
            Centre = scene.TargetIn(pixels),
            Radii = radii,
            DepthsPpm = [.. good.Select((_, a) => 1e6 * depths.Depth(a))],
            ErrorsPpm = [.. good.Select((_, a) => 1e6 * depths.DepthError(a))],
            Baselines = depths.Baseline,
            BestRadius = radii[best],
            BestDepthPpm = 1e6 * depths.Depth(best),
            BestErrorPpm = 1e6 * depths.DepthError(best),
            DipSignificance = Enumerable.Range(0, good.Length).Max(a => depths.DepthError(a) > 0 ? depths.Depth(a) / depths.DepthError(a) : 0),
            SlopePpm = 1e6 * slope.Slope,
            SlopeErrorPpm = 1e6 * slope.Error,
            RingPixels = light.Ring.Length,
            RingNeighbourPixels = light.NeighbourPixels,
            RingLost = light.Ring.Length > 0 ? ringLost.Lost[0] : double.NaN,
            RingLostError = light.Ring.Length > 0 ? Math.Sqrt(ringLost.LostCovariance[0]) : double.NaN,
            LeftOutPixels = light.LeftOutPixels,
            IncompleteCadences = pixels.CadenceCount - complete,
            Spikes = spikes,
            TransitsWithoutBaseline = withoutBaseline,
            FollowsStar = light.Follows,
            Transits = [.. windows.Select((window, w) =>
            {
                var (depth, error) = depths.TransitDepth(w, best);
                return new TransitDepth(window.Number, window.MidTime, 1e6 * depth, 1e6 * error, window.Inside.Length, window.Outside.Length);
            })],
            Hosts = HostComparison.Compare(pixels, scene, light, radii, depths, slope),
            Options = options,
        };
    }
}
