using Nocturne.Core.LightCurves;

namespace Nocturne.Core.Tests.LightCurves;

public sealed class BandTests
{
    [Fact]
    public void Exposures_pair_with_the_nearest_and_each_only_once()
    {
        var pairs = BandJoin.Nearest([0, 1, 2, 3, 10], [0.1, 1.4, 1.6, 3.3, 9], 0.45);
        Assert.Equal([(0, 0), (1, 1), (2, 2), (3, 3)], pairs);
        Assert.Empty(BandJoin.Nearest([0, 1], [], 1));
    }

    [Fact]
    public void A_camera_that_is_faster_gives_the_exposure_nearest_to_the_middle()
    {
        var pairs = BandJoin.Nearest(Noise.Even(10, 5), Noise.Even(500, 0.1, 0.03), 0.2);
        Assert.Equal(10, pairs.Count);
        Assert.All(pairs, pair => Assert.InRange(Math.Abs((5 * pair.First) - (0.03 + (0.1 * pair.Second))), 0, 0.05));
    }

    [Fact]
    public void Overlapping_exposures_pair_by_how_much_they_share()
    {
        TimeInterval[] first = [new(0, 10), new(10, 20), new(30, 40)];
        TimeInterval[] second = [new(-4, 5), new(6, 15), new(16, 25), new(39, 49)];
        Assert.Equal([(0, 0), (1, 1)], BandJoin.Overlapping(first, second));
        Assert.Equal([(0, 0), (1, 1), (2, 3)], BandJoin.Overlapping(first, second, share: 0.1));
    }

    [Fact]
    public void Groups_have_one_exposure_of_every_camera()
    {
        Assert.Equal([[0, 0, 1], [2, 1, 2]], BandJoin.Groups([[0, 1, 2], [0.1, 2.1], [-1, 0.05, 2.05]], 0.2));
    }

    [Fact]
    public void Errors_of_colours_are_calibrated()
    {
        var random = Noise.Stream(1);
        TimeSeries Band(double level, double error) => new(Noise.Even(4000, 1), random.Normal(4000, error).Select(noise => level + noise).ToArray(), Noise.Constant(4000, error));
        var (g, r) = (Band(100, 1), Band(250, 4));
        var colours = ColourCurve.Of(g, r, BandJoin.Nearest(g.Time, r.Time, 0.1));
        Assert.InRange(Noise.Deviation(colours.Select(colour => (colour.Magnitude + (2.5 * Math.Log10(0.4))) / colour.MagnitudeError)), 0.95, 1.05);
        Assert.InRange(Noise.Deviation(colours.Select(colour => (colour.Ratio - 0.4) / colour.RatioError)), 0.95, 1.05);
    }
}
