using Nocturne.Core.LightCurves;

namespace Nocturne.Core.Tests.LightCurves;

public sealed class BinningTests
{
    [Fact]
    public void Errors_of_bins_are_those_of_weighted_means()
    {
        var random = Noise.Stream(1);
        var errors = Enumerable.Range(0, 20000).Select(i => 0.01 * (1 + (i % 5))).ToArray();
        var values = errors.Select(error => 3 + (error * random.NextNormal())).ToArray();
        var binned = Binning.ByTime(Noise.Even(20000, 0.1), values, errors, 1);
        Assert.Equal(2000, binned.Count.Length);
        Assert.All(binned.Count, count => Assert.Equal(10, count));
        Assert.InRange(Noise.Deviation(binned.Value.Zip(binned.Error, (value, error) => (value - 3) / error)), 0.95, 1.05);
        Assert.InRange(binned.Scatter.Average() / binned.Error.Average(), 0.93, 1.03);
    }

    [Fact]
    public void No_bin_reaches_over_a_gap_and_none_is_lost()
    {
        double[] times = [.. Noise.Even(25, 1), .. Noise.Even(13, 1, 100.5)];
        var binned = Binning.ByTime(times, Noise.Constant(38, 1), Noise.Constant(38, 0.1), 10);
        Assert.Equal([10, 10, 5, 10, 3], binned.Count);
        Assert.Equal([4.5, 14.5, 22, 105, 111.5], binned.Time);
        Assert.Equal(0.1 / Math.Sqrt(3), binned.Error[^1], 12);
    }

    [Fact]
    public void Points_that_are_no_numbers_or_have_no_error_are_left_out()
    {
        var binned = Binning.ByTime([0, 1, 2, 3], [1, double.NaN, 3, 5], [1, 1, 1, 0], 100);
        Assert.Equal(2, Assert.Single(binned.Value));
        Assert.Equal([0, -1, 0, -1], binned.Bin);
        Assert.Equal(2, Assert.Single(binned.Count));
    }

    [Fact]
    public void Good_time_intervals_end_half_a_spacing_beyond_their_points()
    {
        var intervals = GoodTimes.Of([0, 1, 2, 3, 5, 6, 7.4, 8.4]);
        Assert.Equal([new(-0.5, 3.5), new(4.5, 8.9)], intervals);
        Assert.Equal([new(1, 3.5), new(4.5, 5)], GoodTimes.Intersect(intervals, [new(1, 5), new(20, 30)]));
    }

    [Fact]
    public void Normalised_curves_have_a_median_mean_or_maximum_of_one()
    {
        double[] values = [1, 2, double.NaN, 9];
        Assert.Equal(2, Normalisation.Median.UnitOf(values));
        Assert.Equal(4, Normalisation.Mean.UnitOf(values));
        Assert.Equal(9, Normalisation.Max.UnitOf(values));
        Assert.Equal(1, Normalisation.None.UnitOf(values));
        Assert.Equal(1, Normalisation.Mean.UnitOf([]));
    }

    [Fact]
    public void Defect_7_phase_bins_make_one_whole_turn_and_lose_no_point()
    {
        var random = Noise.Stream(7);
        var times = Enumerable.Range(0, 5000).Select(_ => random.NextUniform(0, 100)).ToArray();
        var phases = PhaseFolding.Phases(times, 3.7, 1.2);
        var errors = times.Select((_, i) => 0.01 + (0.001 * (i % 7))).ToArray();
        var values = phases.Select((phase, i) => 1 + (0.1 * Math.Sin(2 * Math.PI * phase)) + (errors[i] * random.NextNormal())).ToArray();
        var binned = PhaseFolding.Bin(phases, values, errors, 10);
        Assert.Equal(10, binned.Value.Length);
        Assert.Equal(5000, binned.Count.Sum());
        for (var k = 0; k < 10; k++)
        {
            // Mean of the sine over a tenth of a turn, which is exactly where its label says.
            var truth = 1 + (0.1 * 10 / (2 * Math.PI) * (Math.Cos(2 * Math.PI * k / 10) - Math.Cos(2 * Math.PI * (k + 1) / 10)));
            Assert.InRange(Math.Abs(binned.Value[k] - truth), 0, (5 * binned.Error[k]) + 0.004);
            Assert.Equal((k + 0.5) / 10, binned.Time[k], 0.01);
        }
    }

    [Fact]
    public void Phases_stay_below_one_and_begin_at_the_epoch()
    {
        Assert.Equal([0, 0.5, 0, 0.75], PhaseFolding.Phases([10, 11, 12, 9.5], 2, 10));
        Assert.All(PhaseFolding.Phases([-1e-17, 1 - 1e-17], 1, 0), phase => Assert.InRange(phase, 0, 0.9999999999));
    }
}
