using Nocturne.Core.Background;

namespace Nocturne.Core.Tests.Background;

public class SplineAxisTests
{
    static readonly double[] Centres = [3, 10, 18, 25, 31];

    static (double[] Values, double[] Seconds) Solve(BackgroundEstimator rule, double[] centres, params double[] values)
    {
        double[] padded = [0, .. values, 0], seconds = new double[values.Length + 2];
        new SplineAxis(centres, centres.Length > 1 ? centres[1] - centres[0] : 8, rule).Solve(padded, seconds);
        return (padded, seconds);
    }

    [Fact]
    public void The_natural_spline_of_a_line_is_the_line_also_beyond_the_ends()
    {
        var (values, seconds) = Solve(BackgroundEstimator.Gradient, Centres, [.. Centres.Select(x => 5 - (2 * x))]);
        Assert.All(seconds, second => Assert.Equal(0, second, 1e-12));
        Assert.Equal(5 - (2 * -4.0), values[0], 1e-12);
        Assert.Equal(5 - (2 * 37.0), values[^1], 1e-12);
    }

    [Fact]
    public void The_natural_spline_is_smooth_and_straight_at_its_ends()
    {
        double[] truth = [1, 4, 2, 2, 9];
        var (values, seconds) = Solve(BackgroundEstimator.Gradient, Centres, truth);
        Assert.Equal(0, seconds[1]);
        Assert.Equal(0, seconds[^2]);
        Assert.Equal(truth, values[1..^1]);
        // The slope from the left equals the slope from the right at each inner node (Press et al. 2007, eq. 3.3.5).
        for (var k = 2; k <= 4; k++)
        {
            double left = Centres[k - 1] - Centres[k - 2], right = Centres[k] - Centres[k - 1];
            var before = ((values[k] - values[k - 1]) / left) + (left / 6 * (seconds[k - 1] + (2 * seconds[k])));
            var after = ((values[k + 1] - values[k]) / right) - (right / 6 * ((2 * seconds[k]) + seconds[k + 1]));
            Assert.Equal(before, after, 1e-12);
        }
    }

    [Fact]
    public void The_mirrored_spline_repeats_beyond_the_edge_and_meets_the_values_when_there_are_many()
    {
        double[] centres = [.. Enumerable.Range(0, 24).Select(k => 3.5 + (8 * k))], truth = [.. centres.Select(x => Math.Sin(x / 9))];
        var (values, _) = Solve(BackgroundEstimator.Photutils, centres, truth);
        Assert.Equal(values[1], values[0], 1e-12);
        Assert.Equal(values[^2], values[^1], 1e-12);
        for (var k = 0; k < truth.Length; k++) Assert.Equal(truth[k], values[k + 1], 1e-9);
    }

    [Theory]
    [InlineData(BackgroundEstimator.Gradient)]
    [InlineData(BackgroundEstimator.Classic)]
    [InlineData(BackgroundEstimator.Photutils)]
    public void One_box_is_a_constant(BackgroundEstimator rule)
    {
        var (values, seconds) = Solve(rule, [31.5], 12);
        Assert.Equal([12, 12, 12], values);
        Assert.Equal([0, 0, 0], seconds);
    }

    [Fact]
    public void Cells_are_found_by_their_left_node()
    {
        var axis = new SplineAxis(Centres, 7, BackgroundEstimator.Gradient);
        Assert.Equal([0, 0, 1, 1, 4, 5, 5], new[] { -50.0, 2.9, 3, 9.99, 30.9, 31, 99 }.Select(axis.Cell));
    }
}
