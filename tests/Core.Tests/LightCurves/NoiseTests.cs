using Nocturne.Core.LightCurves;

namespace Nocturne.Core.Tests.LightCurves;

public sealed class NoiseTests
{
    [Fact]
    public void The_budget_is_that_of_the_textbook()
    {
        // 10 000 counts, 50 pixels of sky 10 rms, gain 2: photons 5000, sky 5000.
        var budget = NoiseBudget.FromMeasuredSky(10_000, 50, 10, 2, 0.001);
        Assert.Equal(new(5000, 5000, 0, 0, 100), budget);
        Assert.Equal(10_000 / Math.Sqrt(10_100), budget.SignalToNoise(10_000), 12);
        Assert.Equal(1.0857362 * Math.Sqrt(5000) / 10_000, NoiseBudget.Magnitudes(budget.Source, 10_000), 1e-8);
        Assert.Equal(new(5000, 2500, 50 * 9 / 4.0, 50 * 1.5 / 4, 0), NoiseBudget.FromParts(10_000, 50, 100, 3, 1.5, 2));
    }

    [Fact]
    public void Variables_stand_above_the_line_of_the_others()
    {
        var random = Noise.Stream(1);
        var stars = Enumerable.Range(1, 12).Select(k =>
        {
            var flux = 1000.0 * k * k;
            var error = Math.Sqrt(flux + 4000) / flux;
            var rms = Noise.Deviation(random.Normal(300, error).Select((noise, i) => noise + (k == 5 ? 1.5 * error * Math.Sin(i / 5.0) : 0)));
            return (k, flux, rms, error, 300);
        }).ToArray();
        Assert.Equal([5], RmsFlux.Test(stars).Where(star => star.IsVariable).Select(star => star.Number));
        var withoutErrors = RmsFlux.Test([.. stars.Select(star => (star.k, star.flux, star.rms, double.NaN, 300))]);
        Assert.Contains(withoutErrors, star => star.Number == 5 && star.IsVariable);
    }

    [Fact]
    public void Means_of_white_noise_follow_the_root_of_their_points()
    {
        var betas = Enumerable.Range(0, 20).Select(k => TimeAveraging.Curve(Series(Noise.Stream(k).Normal(4000)))).ToArray();
        for (var i = 0; i < betas[0].Count; i++) Assert.InRange(betas.Average(curve => curve[i].Beta), 0.9, 1.1);
    }

    [Fact]
    public void Red_noise_has_the_beta_of_its_share()
    {
        // Red noise that is constant over 100 points: means of 50 have white / √50 and all of the red.
        var betas = Enumerable.Range(0, 20).Select(k =>
        {
            var random = Noise.Stream(700 + k);
            var steps = random.Normal(100, 0.3);
            return TimeAveraging.Beta(TimeAveraging.Curve(Series([.. random.Normal(10_000).Select((noise, i) => noise + steps[i / 100])])), 50);
        });
        Assert.Equal(Math.Sqrt((1 / 50.0) + 0.09) / (Math.Sqrt(1.09) / Math.Sqrt(50)), betas.Average(), 0.3);
    }

    static TimeSeries Series(double[] values) => new(Noise.Even(values.Length, 1), values, Noise.Constant(values.Length, 1));
}
