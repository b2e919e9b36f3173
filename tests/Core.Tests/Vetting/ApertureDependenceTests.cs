using Nocturne.Core.Vetting;

namespace Nocturne.Core.Tests.Vetting;

/// <summary>The edges of V10 in the reference form.</summary>
public class ApertureDependenceTests
{
    static readonly TransitEphemeris Dips = new(1, 2000.5, 2.4);

    [Theory]
    [InlineData(10, 1)]
    [InlineData(11, 2)]
    public void A_step_of_ten_indices_keeps_a_dip_together_and_one_of_eleven_splits_it(int step, int expected)
    {
        int[] inTransit = [3, 4, 5, 5 + step, 6 + step];
        var groups = TransitGroup.Find(StampScenes.Times(40), inTransit);
        Assert.Equal(expected, groups.Count);
        Assert.Equal(inTransit, groups.SelectMany(group => group.Cadences));
    }

    [Fact]
    public void The_time_of_a_group_is_that_of_its_middle_element()
    {
        var times = StampScenes.Times(40);
        Assert.Equal(times[6], TransitGroup.Find(times, [4, 5, 6, 7])[0].MidTime);
    }

    [Theory]
    [InlineData(5, false)]
    [InlineData(4, true)]
    public void Five_cadences_of_baseline_are_enough_and_four_are_not(int baseline, bool isFallback)
    {
        // In transit, then the baseline just within half a day, then a day of nothing, and the rest far away.
        var ephemeris = new TransitEphemeris(100, 2000.5, 2.4);
        double[] times = [.. Enumerable.Range(0, 10).Select(i => 2000.455 + (i * 0.01)), .. Enumerable.Range(0, baseline).Select(i => 2000.7 + (i * 0.01)), .. Enumerable.Range(0, 10).Select(i => 2003 + (i * 0.01))];
        Assert.Equal(VettingShortfall.None, Measure(StampScenes.Star(11, 11, times, StampScenes.Dip(ephemeris, 0.01)), ephemeris, out var numbers));
        Assert.All(numbers!.Depths, depth => Assert.Equal(isFallback, depth.IsSectorFallback));
        Assert.Equal(isFallback ? 5 : 0, numbers.SectorFallbacks);
        Assert.Equal(isFallback, numbers.Flags.Contains("sector_fallback_used"));
        Assert.Equal(!isFallback, numbers.Groups[0].IsUsed);
        Assert.All(numbers.Depths, depth => Assert.InRange(depth.DepthPpm, 9999, 10001));
    }

    [Fact]
    public void A_baseline_that_is_not_positive_switches_to_the_flux_with_background()
    {
        // A faint star in a pit: the ring is brighter than the middle, so the net flux is negative.
        var times = StampScenes.Times(100);
        var pixels = StampScenes.Star(11, 11, times, StampScenes.Dip(Dips, 0.1), flux: 100, sky: 1);
        var flux = pixels.Flux.ToArray();
        var centre = StampPlace.CentreOf(11, 11);
        for (var i = 0; i < flux.Length; i++)
        {
            if (centre.DistanceTo(i / 11 % 11, i % 11) > 3.2) flux[i] = 50;
        }

        Measure(new(11, 11, times, flux), Dips, out var numbers);
        var raw = ApertureSums.Measure(new(11, 11, times, flux), [WholePixelRing.Disc(centre, 2, 11, 11)], []).Raw[0];
        var expected = (1 - (raw[50] / raw[0])) * 1e6;
        Assert.Equal(expected, numbers!.Depths.Single(depth => depth.Radius == 2).DepthPpm, 1e-6);
        Assert.True(expected > 50_000);
    }

    [Fact]
    public void A_dip_whose_ring_is_missing_has_a_depth_that_is_not_a_number_and_only_the_stability_passes_it_over()
    {
        // The widest aperture is whole, but the ring has no pixel in the dip: there is no net light in any aperture.
        var times = StampScenes.Times(100);
        var pixels = StampScenes.Star(11, 11, times, StampScenes.Dip(Dips, 0.1));
        var flux = pixels.Flux.ToArray();
        var ring = WholePixelRing.Around(StampPlace.CentreOf(11, 11), 3, 11, 11).Pixels;
        for (var i = 0; i < 100; i++)
        {
            foreach (var pixel in ring) flux[(i * 121) + pixel] = Dips.IsInTransit(times[i]) ? float.NaN : 0;
        }

        Assert.Equal(VettingShortfall.None, Measure(new(11, 11, times, flux), Dips, out var numbers));
        Assert.All(numbers!.Depths, depth => Assert.True(double.IsNaN(depth.DepthPpm)));
        Assert.True(double.IsNaN(numbers.Variance));
        Assert.Equal((1, false), (numbers.Stability, numbers.SignFlips));
        Assert.All(numbers.ScatterBars, bar => Assert.Equal(0, bar));
        Assert.DoesNotContain("negative_depths_present", numbers.Flags);
    }

    [Theory]
    [InlineData(19, true)]
    [InlineData(20, false)]
    public void Fewer_than_twenty_cadences_in_transit_have_a_flag(int count, bool isFlagged)
    {
        // Times from 2000 in steps of 0.01 d; the dip holds just as many.
        var ephemeris = new TransitEphemeris(50, 2001, ((count - 1) * 0.01 * 24) + 0.01);
        var times = StampScenes.Times(200, 2001 - ((count - 1) * 0.005) - 0.5);
        Measure(StampScenes.Star(11, 11, times, StampScenes.Dip(ephemeris, 0.01)), ephemeris, out var numbers);
        Assert.Equal(count, numbers!.InTransit);
        Assert.Equal(isFlagged, numbers.Flags.Contains("low_n_in_transit_cadences"));
        Assert.Contains("low_n_transit_epochs", numbers.Flags);
    }

    [Fact]
    public void Of_two_unstable_depths_equally_near_the_median_the_smaller_radius_is_recommended()
    {
        ApertureDepth[] depths = [Depth(1, 100), Depth(2, 300), Depth(3, 700), Depth(4, 1500)];
        Assert.Equal(2, ApertureDependence.Recommended(depths, 0.5).Radius);
        // Rounding must not decide.
        ApertureDepth[] rounded = [Depth(1, 0.1), Depth(2, 0.1 + 0.2), Depth(3, 0.7), Depth(4, 1.5)];
        Assert.Equal(2, ApertureDependence.Recommended(rounded, 0.5).Radius);
        Assert.Equal(3, ApertureDependence.Recommended(depths, 0.71).Radius);
        Assert.Equal(2, ApertureDependence.Recommended(depths, 0.70).Radius);

        static ApertureDepth Depth(double radius, double ppm) => new(1, radius, ppm, 0, false, []);
    }

    [Fact]
    public void Cadences_without_a_time_or_a_pixel_are_dropped_and_counted()
    {
        var times = StampScenes.Times(100);
        (times[3], times[7]) = (double.NaN, double.PositiveInfinity);
        var pixels = StampScenes.Star(11, 11, times, time => double.IsFinite(time) && Dips.IsInTransit(time) ? 0.99 : 1);
        var flux = pixels.Flux.ToArray();
        flux.AsSpan(9 * 121, 121).Fill(float.NaN);
        flux[(10 * 121) + 60] = float.NaN;
        Measure(new(11, 11, times, flux), Dips, out var numbers);
        Assert.Equal(100, numbers!.CadencesTotal);
        Assert.Equal(97, numbers.CadencesUsed);
        Assert.Equal("dropped_invalid_cadences", numbers.Flags[0]);
    }

    [Fact]
    public void A_stamp_of_five_by_five_has_no_background_and_a_smaller_one_has_cut_apertures()
    {
        var times = StampScenes.Times(100);
        Measure(StampScenes.Star(5, 5, times, StampScenes.Dip(Dips, 0.01)), Dips, out var five);
        Assert.Empty(five!.Ring.Pixels);
        Assert.Equal((3.5, 2.0), (five.Ring.Inner, five.Ring.Outer));
        Assert.Contains("no_background_subtraction", five.Flags);
        Assert.Equal([5, 9, 13, 21, 25], five.Depths.Select(depth => depth.PixelCount));

        Measure(StampScenes.Star(2, 3, times, StampScenes.Dip(Dips, 0.01)), Dips, out var small);
        Assert.Equal([2, 6, 6, 6, 6], small!.Depths.Select(depth => depth.PixelCount));
        Assert.All(small.Depths, depth => Assert.Equal(10_000, depth.DepthPpm, 0.5));
    }

    [Theory]
    [InlineData(11, 44, 3.5, 5)]
    [InlineData(13, 64, 4, 6)]
    [InlineData(9, 12, 3.5, 4)]
    [InlineData(15, 64, 4, 6)]
    public void The_ring_shrinks_until_it_fits(int side, int count, double inner, double outer)
    {
        var ring = WholePixelRing.Around(StampPlace.CentreOf(side, side), 3, side, side);
        Assert.Equal((count, inner, outer), (ring.Pixels.Length, ring.Inner, ring.Outer));
    }

    [Theory]
    [InlineData(24, VettingShortfall.DurationNotShorterThanPeriod)]
    [InlineData(25, VettingShortfall.DurationNotShorterThanPeriod)]
    [InlineData(23.999, VettingShortfall.TooFewOutOfTransitCadences)]
    public void A_duration_as_long_as_the_period_is_an_error_and_comes_first(double hours, VettingShortfall expected)
    {
        var shortfall = Measure(StampScenes.Star(11, 11, StampScenes.Times(hours < 24 ? 100 : 3), _ => 1), new(1, 2000.5, hours), out var numbers);
        Assert.Equal(expected, shortfall);
        Assert.Null(numbers);
    }

    [Fact]
    public void Too_few_cadences_apertures_or_light_end_in_a_shortfall()
    {
        var times = StampScenes.Times(100);
        Assert.Equal(VettingShortfall.TooFewValidCadences, Measure(StampScenes.Star(11, 11, StampScenes.Times(9), _ => 1), Dips, out _));
        Assert.Equal(VettingShortfall.TooFewInTransitCadences, Measure(StampScenes.Star(11, 11, times, _ => 1), new(1, 2000.5, 0.3), out _));
        Assert.Equal(VettingShortfall.FewerThanTwoUsableApertures, Measure(StampScenes.Star(11, 11, times, _ => 0), Dips, out _));
        Assert.Equal(
            VettingShortfall.FewerThanTwoUsableApertures,
            ApertureDependence.Measure(StampScenes.Star(11, 11, times, StampScenes.Dip(Dips, 0.1)), Dips, new() { Radii = [2, 2] }, out _));
    }

    [Fact]
    public void Equal_depths_are_stable_and_none_at_all_too()
    {
        Assert.Equal(1, ApertureDependence.Stability(1000, 0));
        Assert.Equal(1, ApertureDependence.Stability(0, 0));
        Assert.Equal(0, ApertureDependence.Stability(0, 1));
        Assert.Equal(Math.Exp(-1.4), ApertureDependence.Stability(-10, 10), 1e-15);
    }

    [Fact]
    public void An_absolute_epoch_is_folded_back_and_nonsense_is_refused()
    {
        Assert.Equal(2000.5, new TransitEphemeris(1, 2_459_000.5, 2).EpochBtjd);
        Assert.Equal(-1455, new TransitEphemeris(1, 2_455_545, 2).EpochBtjd);
        Assert.Equal(2000.75, TransitEphemeris.ToBtjd(new(59_000, 0.25)));
        Assert.Throws<ArgumentException>(() => new TransitEphemeris(0, 0, 1));
        Assert.Throws<ArgumentException>(() => new TransitEphemeris(1, double.NaN, 1));
        Assert.Throws<ArgumentException>(() => new TransitEphemeris(1, 0, -1));
        Assert.Throws<ArgumentException>(() => new TransitEphemeris(1, 0, 1, 0));
    }

    static VettingShortfall Measure(TargetPixels pixels, TransitEphemeris ephemeris, out ApertureDependenceNumbers? numbers) =>
        ApertureDependence.Measure(pixels, ephemeris, new(), out numbers);
}
