using Nocturne.Core.Quality;
using Nocturne.Core.Roman;

namespace Nocturne.Core.Tests.Roman;

public sealed class MeasurementTests
{
    [Fact]
    public void A_flat_image_gives_the_area_of_the_circle()
    {
        var value = CircularAperture.Measure(Flat(60, 60, 2), 30.3, 29.8, 3);
        Assert.Equal(2 * Math.PI * 9, value.Sum, 1e-10);
        Assert.Equal(Math.PI * 9, value.UsedArea, 1e-11);
        Assert.Equal(Math.Sqrt(Math.PI * 9) * 0.5, value.Error, 1e-11);
        Assert.Equal(QualityFlag.Good, value.Flags);
    }

    [Fact]
    public void A_star_on_the_corner_of_four_pixels_gives_each_a_quarter()
    {
        var pixels = Enumerable.Range(0, 100).Select(i => (double)i).ToArray();
        var value = CircularAperture.Measure(new(new(pixels, 10, 10), null, null), 4.5, 4.5, 0.25);
        Assert.Equal(Math.PI / 16 * (44 + 45 + 54 + 55) / 4, value.Sum, 1e-12);
        Assert.Equal(0, value.CenterCount);
        Assert.True(double.IsNaN(value.Error));
    }

    [Fact]
    public void Only_flagged_pixels_that_are_asked_for_are_left_out_and_infinite_ones_always()
    {
        var data = Enumerable.Repeat(1.0, 400).ToArray();
        data[(10 * 20) + 11] = double.PositiveInfinity;
        var quality = new uint[400];
        quality[(9 * 20) + 10] = 4;
        var pixels = new CorrectedPixels(new(data, 20, 20), null, quality);
        var value = CircularAperture.Measure(pixels, 10, 10, 3);
        Assert.Equal((Math.PI * 9) - 1, value.Sum, 1e-11);
        Assert.Equal(4u, value.QualityBits);
        Assert.True(value.Flags.HasFlag(QualityFlag.HasMaskedPixels | QualityFlag.MaskedInAperture));
        Assert.Equal((Math.PI * 9) - 2, CircularAperture.Measure(pixels, 10, 10, 3, leaveOutFlagged: true).Sum, 1e-11);
    }

    [Theory]
    [InlineData(-10, 5, QualityFlag.OutsideImage)]
    [InlineData(5, 1e30, QualityFlag.OutsideImage)]
    [InlineData(0, 0, QualityFlag.CutByEdge)]
    public void Places_off_the_image_say_so(double x, double y, QualityFlag flag) =>
        Assert.True(CircularAperture.Measure(Flat(20, 20, 1), x, y, 3).Flags.HasFlag(flag));

    [Fact]
    public void A_ring_holds_its_inner_rim_but_not_its_outer_one()
    {
        // From (10, 10) the pixels at distance 5 are twelve, those at distance 3 four.
        var data = new double[441];
        var value = SkyAnnulus.Measure(new(new(data, 21, 21), null, null), 10, 10, 3, 5);
        var expected = Enumerable.Range(0, 441).Select(i => Math.Pow((i % 21) - 10, 2) + Math.Pow((i / 21) - 10, 2)).Count(d => d is >= 9 and < 25);
        Assert.Equal(expected, value.Count);
        Assert.Equal(0, value.Median);
    }

    [Fact]
    public void A_ring_anywhere_holds_the_pixels_whose_centres_are_in_it()
    {
        var image = Flat(30, 24, 1);
        var random = new Random(11);
        for (var i = 0; i < 3000; i++)
        {
            var (x, y) = ((random.NextDouble() * 80) - 25, (random.NextDouble() * 70) - 23);
            var inner = random.NextDouble() * 12;
            var outer = inner + 0.1 + (random.NextDouble() * 12);
            if (i % 3 == 0) (x, y, inner, outer) = (Math.Round(x), Math.Round(y), Math.Ceiling(inner), Math.Ceiling(inner) + 3);
            var expected = Enumerable.Range(0, 30 * 24).Count(p => Math.Pow((p % 30) - x, 2) + Math.Pow((p / 30) - y, 2) is var d && d >= inner * inner && d < outer * outer);
            Assert.Equal(expected, SkyAnnulus.Measure(image, x, y, inner, outer).Count);
        }
    }

    [Fact]
    public void A_pixel_that_was_cut_off_early_can_return()
    {
        // Two levels of equally many pixels, two high outliers and a low one: without the outliers the median falls from the upper
        // level to the middle, and the limits with it, so that the low pixel is inside again.
        const int Each = 150;
        double[] values = [.. Enumerable.Repeat(0.0, Each), .. Enumerable.Repeat(10.0, Each), 28, 28, -8];
        var ring = Enumerable.Range(0, 41 * 41).Where(i => Math.Pow((i % 41) - 20, 2) + Math.Pow((i / 41) - 20, 2) is >= 100 and < 324).ToArray();
        var pixels = new double[41 * 41];
        var quality = Enumerable.Repeat(1u, 41 * 41).ToArray();
        for (var i = 0; i < values.Length; i++) (pixels[ring[i]], quality[ring[i]]) = (values[i], 0);
        var image = new CorrectedPixels(new(pixels, 41, 41), null, quality);
        Assert.Equal(2 * Each, SkyAnnulus.Measure(image, 20, 20, 10, 18, rounds: 1).Count);
        var settled = SkyAnnulus.Measure(image, 20, 20, 10, 18);
        Assert.Equal((2 * Each) + 1, settled.Count);
        Assert.Equal(0, settled.Median);
    }

    [Fact]
    public void A_ring_without_scatter_keeps_the_pixels_of_the_median()
    {
        var data = Enumerable.Repeat(7.25, 400).ToArray();
        data[4] = 9;
        var value = SkyAnnulus.Measure(new(new(data, 20, 20), null, null), 4, 8, 3, 9);
        Assert.Equal((7.25, 7.25, 0.0), (value.Median, value.Mean, value.Deviation));
    }

    [Fact]
    public void The_error_of_a_net_flux_has_the_background_term() =>
        Assert.Equal(Math.Sqrt(4 + (100 * Math.PI / 2 * 0.25 / 50)), ForcedFlux.NetError(2, 10, 0.5, 50), 1e-14);

    [Fact]
    public void Half_precision_errors_are_rounded_as_numpy_does()
    {
        var data = new PixelPlane(new float[1], 1, 1);
        var error = new PixelPlane([(Half)0.1], 1, 1);
        var variance = new double[1];
        new CorrectedPixels(data, error, null, mode: NumberMode.ArrayType).ReadVariance(0, 0, variance);
        Assert.Equal((double)(Half)((float)(Half)0.1 * (float)(Half)0.1), variance[0]);
        new CorrectedPixels(data, error, null).ReadVariance(0, 0, variance);
        Assert.Equal((double)(Half)0.1 * (double)(Half)0.1, variance[0]);
    }

    [Fact]
    public void Values_on_the_upper_limit_belong_to_the_last_bin()
    {
        Assert.Equal([1, 0, 2], Histogram.Count([16, 24, 23.9, 24.1, 15.9, double.NaN], 16, 24, 3));
        var edges = Enumerable.Range(0, 50).Select(i => 16 + (i * 0.16)).ToArray();
        Assert.All(Histogram.Count(edges, 16, 24, 50), count => Assert.Equal(1, count));
    }

    [Fact]
    public void Offsets_are_clipped_about_their_median()
    {
        var offsets = Enumerable.Range(0, 101).Select(i => (i - 50) * 0.001).Append(9).Append(double.NaN);
        var statistics = OffsetStatistics.Of(offsets);
        Assert.Equal((102, 101), (statistics.Finite, statistics.Kept));
        Assert.Equal(0, statistics.Median, 1e-15);
        Assert.True(double.IsNaN(OffsetStatistics.Of([double.NaN]).Median));
    }

    static CorrectedPixels Flat(int width, int height, double value) =>
        new(new(Enumerable.Repeat(value, width * height).ToArray(), width, height), new(Enumerable.Repeat(0.5, width * height).ToArray(), width, height), null);
}
