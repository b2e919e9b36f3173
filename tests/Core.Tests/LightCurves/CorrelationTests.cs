using Nocturne.Core.LightCurves;

namespace Nocturne.Core.Tests.LightCurves;

public sealed class CorrelationTests
{
    const double Delay = 3.4;

    [Fact]
    public void Even_series_show_the_lag_of_the_second_as_positive()
    {
        var (first, second) = Pair(1, uneven: false);
        var curve = CrossCorrelation.Even(first.Value, second.Value, 0.5, 0.05 * 0.05, 0.05 * 0.05);
        Assert.Equal(Delay, curve.Peak, 0.15);
        Assert.InRange(curve.Highest, 0.9, 1.05);
    }

    [Fact]
    public void Even_series_give_the_plain_sum()
    {
        var random = Noise.Stream(2);
        var (a, b) = (random.Normal(40), random.Normal(40));
        var curve = CrossCorrelation.Even(a, b, 1);
        var (ma, mb) = (a.Average(), b.Average());
        var unit = Math.Sqrt(a.Sum(v => (v - ma) * (v - ma)) * b.Sum(v => (v - mb) * (v - mb)));
        for (var k = -20; k <= 20; k++)
            Assert.Equal(Enumerable.Range(0, 40).Where(i => i + k is >= 0 and < 40).Sum(i => (a[i] - ma) * (b[i + k] - mb)) / unit, curve.Correlation[k + 20], 1e-10);
    }

    [Fact]
    public void Uneven_series_show_it_in_the_discrete_and_in_the_interpolated_correlation()
    {
        var (first, second) = Pair(3, uneven: true);
        var discrete = CrossCorrelation.Discrete(first, second, 0.8, 12);
        Assert.Equal(Delay, discrete.Peak, 0.5);
        Assert.InRange(discrete.Highest, 0.85, 1.2);
        Assert.All(discrete.Error, error => Assert.InRange(error, 0, 0.3));
        Assert.Equal(Delay, CrossCorrelation.Interpolated(first, second, 0.25, 12).Peak, 0.25);
    }

    [Fact]
    public void Errors_of_lags_are_calibrated_and_the_same_at_every_call()
    {
        var pulls = new List<double>();
        for (var trial = 0; trial < 40; trial++)
        {
            var (first, second) = Pair(100 + trial, uneven: true, count: 120, noise: 0.15);
            var lag = CrossCorrelation.Lag(first, second, 0.25, 10, trials: 60);
            if (trial == 0) Assert.Equal(lag, CrossCorrelation.Lag(first, second, 0.25, 10, trials: 60));
            Assert.InRange(lag.Low, double.NegativeInfinity, lag.High);
            pulls.Add((lag.Lag - Delay) / lag.Error);
        }

        // Known to be careful: random choices lose a third of the points.
        Assert.InRange(Noise.Deviation(pulls), 0.4, 1.15);
    }

    [Fact]
    public void Nothing_is_interpolated_across_a_gap()
    {
        double[] times = [.. Noise.Even(30, 1), .. Noise.Even(30, 1, 200)];
        var series = new TimeSeries(times, [.. times.Select(t => Math.Sin(t / 3))], Noise.Constant(60, 0.1));
        var curve = CrossCorrelation.Interpolated(series, series, 50, 100);
        Assert.Equal(1, curve.Correlation[2], 1e-9);
        Assert.True(double.IsNaN(curve.Correlation[3]));
    }

    /// <summary>The same smooth wandering light, later in the second.</summary>
    static (TimeSeries First, TimeSeries Second) Pair(int seed, bool uneven, int count = 400, double noise = 0.05)
    {
        var random = Noise.Stream(seed);
        var waves = Enumerable.Range(0, 12).Select(k => (Rate: random.NextUniform(0.1, 0.9), Phase: random.NextUniform(0, 6.28))).ToArray();
        double Light(double t) => 5 + waves.Sum(wave => Math.Sin((wave.Rate * t) + wave.Phase) / Math.Sqrt(6));
        double[] Times() => uneven ? [.. Enumerable.Range(0, count).Select(_ => random.NextUniform(0, count / 2.0)).Order()] : Noise.Even(count, 0.5);
        TimeSeries Series(double delay)
        {
            var times = Times();
            return new(times, [.. times.Select(t => Light(t - delay) + (noise * random.NextNormal()))], Noise.Constant(count, noise));
        }

        return (Series(0), Series(Delay));
    }
}
