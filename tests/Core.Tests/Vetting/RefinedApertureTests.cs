using Nocturne.Core.Vetting;
using Xunit.Abstractions;

namespace Nocturne.Core.Tests.Vetting;

/// <summary>Nocturne's own form of the aperture check.</summary>
public class RefinedApertureTests(ITestOutputHelper output)
{
    static readonly TransitEphemeris Dips = new(1, 2000.5, 2.4);

    [Fact]
    public void A_dip_of_the_star_has_the_same_depth_in_every_aperture()
    {
        var place = new StampPlace(7.3, 6.8);
        var pixels = StampScenes.Star(15, 15, StampScenes.Times(300), StampScenes.Dip(Dips, 0.01), place, sky: 30);
        var numbers = Measure(pixels, new() { Target = place, PsfSigma = 1 });
        // The ring holds a little of the star itself, and the sky takes its part of the digits of the pixels.
        Assert.All(numbers.DepthsPpm, depth => Assert.Equal(10_000, depth, 5.0));
        Assert.Equal(3, numbers.Transits.Count);
        Assert.True(numbers.RingPixels > 20);
    }

    [Theory]
    [InlineData(new double[] { 1, 1.5, 2, 2.5, 3 })]
    [InlineData(new double[] { 1, 1.25, 1.5, 1.75, 2, 2.25, 2.5, 2.75, 3, 3.25, 3.5 })]
    public void Errors_are_those_that_repetition_shows(double[] radii)
    {
        const int Repetitions = 200;
        var depths = new double[Repetitions];
        var slopes = new double[Repetitions];
        Parallel.For(0, Repetitions, i =>
        {
            var pixels = StampScenes.Star(11, 11, StampScenes.Times(120), StampScenes.Dip(Dips, 0.01), sky: 10, noise: 1.5, seed: (ulong)i + 1);
            var numbers = Measure(pixels, new() { PsfSigma = 1 }, new() { Radii = radii, Draws = 250 });
            depths[i] = (numbers.BestDepthPpm - 10_000) / numbers.BestErrorPpm;
            slopes[i] = numbers.SlopeSignificance;
        });

        output.WriteLine($"pulls: depth {Deviation(depths):f3}, slope {Deviation(slopes):f3}");
        // 200 repetitions know a deviation to 5 %.
        Assert.InRange(Deviation(depths), 0.85, 1.15);
        Assert.InRange(Deviation(slopes), 0.85, 1.15);
    }

    [Fact]
    public void A_pixel_that_is_missing_half_of_the_time_does_not_change_the_depth()
    {
        var pixels = StampScenes.Star(13, 13, StampScenes.Times(200), StampScenes.Dip(Dips, 0.01), sky: 50);
        var flux = pixels.Flux.ToArray();
        for (var i = 0; i < 200; i += 2) flux[(i * 169) + 84 + 13] = float.NaN;
        var numbers = Measure(new(13, 13, pixels.Times.ToArray(), flux), new() { PsfSigma = 1 });
        Assert.All(numbers.DepthsPpm, depth => Assert.Equal(10_000, depth, 20.0));
        Assert.Equal(1, numbers.LeftOutPixels);
        Assert.Contains("aperture_pixels_left_out", numbers.Flags);

        // The reference form loses its way here.
        ApertureDependence.Measure(new(13, 13, pixels.Times.ToArray(), flux), Dips, new(), out var reference);
        Assert.Contains(reference!.Depths, depth => Math.Abs(depth.DepthPpm - 10_000) > 1000);
    }

    [Fact]
    public void A_spike_is_left_out_and_a_dip_of_three_cadences_is_not()
    {
        var times = StampScenes.Times(200);
        var narrow = new TransitEphemeris(50, 2001, 0.6);
        var pixels = StampScenes.Star(13, 13, times, StampScenes.Dip(narrow, 0.3), noise: 0.5);
        var flux = pixels.Flux.ToArray();
        flux[(105 * 169) + 84] += 500;
        var numbers = RefinedAperture.Measure(new(13, 13, times, flux), narrow, new() { PsfSigma = 1 }, new(), out _)!;
        Assert.Equal(1, numbers.Spikes);
        Assert.Equal(3, numbers.Transits[0].InTransit);
        Assert.Equal(300_000, numbers.BestDepthPpm, 10_000.0);
    }

    [Fact]
    public void A_slow_drift_is_not_a_dip()
    {
        var pixels = StampScenes.Star(13, 13, StampScenes.Times(200), time => (1 + (0.1 * (time - 2000))) * (Dips.IsInTransit(time) ? 0.99 : 1), noise: 0.1);
        var numbers = Measure(pixels, new() { PsfSigma = 1 });
        Assert.Equal(10_000, numbers.BestDepthPpm, 5 * numbers.BestErrorPpm);
    }

    [Fact]
    public void A_ring_leaves_out_neighbours_and_tells_of_its_own_dip()
    {
        var times = StampScenes.Times(200);
        var pixels = StampScenes.Star(15, 15, times, StampScenes.Dip(Dips, 0.01), sky: 10, noise: 0.05);
        var bright = StampScenes.Star(15, 15, times, _ => 1, new(7, 12.5), flux: 5000);
        var flux = pixels.Flux.ToArray();
        for (var i = 0; i < flux.Length; i++) flux[i] += bright.Flux[i] - (Dips.IsInTransit(times[i / 225]) ? 1 : 0);
        var numbers = Measure(new(15, 15, times, flux), new() { Neighbours = [new("bright", new(7, 12.5))] });
        Assert.True(numbers.RingNeighbourPixels > 0);
        Assert.Equal(1, numbers.RingLost, 0.05);
        Assert.Contains("ring_varies_in_transit", numbers.Flags);
    }

    [Fact]
    public void Apertures_follow_the_star_where_the_stamps_say_how_it_moves()
    {
        var times = StampScenes.Times(200);
        var flux = new float[200 * 225];
        var (columns, rows) = (new float[200], new float[200]);
        for (var i = 0; i < 200; i++)
        {
            // It moves most during the dip.
            (columns[i], rows[i]) = ((float)(Dips.IsInTransit(times[i]) ? 0.5 : 0), (float)(0.1 * Math.Sin(i)));
            StampScenes.Star(15, 15, [times[i]], StampScenes.Dip(Dips, 0.01), new(7 + rows[i], 7 + columns[i])).Flux.CopyTo(flux.AsSpan(i * 225));
        }

        var still = new TargetPixels(15, 15, times, flux);
        var followed = Measure(still.With(columnOffsets: columns, rowOffsets: rows), new() { PsfSigma = 1 });
        Assert.True(followed.FollowsStar);
        // An image of one pixel's width still looks a little different from place to place.
        Assert.Equal(10_000, followed.DepthsPpm[4], 6000.0);
        Assert.True(Math.Abs(Measure(still, new() { PsfSigma = 1 }).DepthsPpm[4] - 10_000) > 20_000);
    }

    [Fact]
    public void Dips_without_a_baseline_are_counted_and_none_at_all_is_a_reason()
    {
        double[] times = [.. StampScenes.Times(100), .. Enumerable.Range(0, 10).Select(i => 2001.455 + (i * 0.01))];
        var numbers = Measure(StampScenes.Star(13, 13, times, StampScenes.Dip(Dips, 0.01), noise: 0.1), new() { PsfSigma = 1 });
        Assert.Equal((1, 1), (numbers.Transits.Count, numbers.TransitsWithoutBaseline));
        Assert.Null(RefinedAperture.Measure(StampScenes.Star(13, 13, StampScenes.Times(20), _ => 1), Dips, new(), new(), out var reason));
        Assert.Equal("no_transit_with_baseline", reason!.Code);
        Assert.Null(RefinedAperture.Measure(StampScenes.Star(2, 3, StampScenes.Times(100), _ => 1), Dips, new(), new(), out reason));
        Assert.Equal("stamp_too_small", reason!.Code);
        Assert.Null(RefinedAperture.Measure(StampScenes.Star(13, 13, StampScenes.Times(100), _ => 0), Dips, new(), new(), out reason));
        Assert.Equal("baseline_not_positive", reason!.Code);
    }

    static RefinedApertureNumbers Measure(TargetPixels pixels, StampScene scene, RefinedApertureOptions? options = null)
    {
        var numbers = RefinedAperture.Measure(pixels, Dips, scene, options ?? new(), out var reason);
        Assert.True(numbers is not null, reason?.Sentence);
        return numbers;
    }

    static double Deviation(double[] values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1));
    }
}
