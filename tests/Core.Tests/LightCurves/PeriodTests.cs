using Nocturne.Core.LightCurves;
using Nocturne.Core.Simulation;

namespace Nocturne.Core.Tests.LightCurves;

public sealed class PeriodTests
{
    [Fact]
    public void The_fast_sums_are_the_plain_ones()
    {
        var random = Noise.Stream(1);
        var times = Enumerable.Range(0, 500).Select(_ => random.NextUniform(-40, 60)).ToArray();
        var strengths = random.Normal(500);
        foreach (var grid in new[] { new FrequencyGrid(0.01, 0.0023, 1001), new FrequencyGrid(3, 0.001, 512), new FrequencyGrid(0, 0.05, 7) })
        {
            var (fast, plain) = (NonuniformFourier.Fast(times, strengths, grid), NonuniformFourier.Direct(times, strengths, grid));
            var total = strengths.Sum(Math.Abs);
            for (var k = 0; k < grid.Count; k++) Assert.InRange((fast[k] - plain[k]).Magnitude / total, 0, 1e-10);
        }
    }

    [Fact]
    public void Power_is_the_share_of_chi_square_that_a_least_squares_sinusoid_takes_away()
    {
        var random = Noise.Stream(2);
        var series = Sinusoidal(80, 0.7, 0.3, random);
        var grid = new FrequencyGrid(0.2, 0.037, 60);
        var power = LombScargle.Of(series, grid).Power;
        var weights = series.Error.Select(error => 1 / (error * error)).ToArray();
        var mean = weights.Zip(series.Value, (w, y) => w * y).Sum() / weights.Sum();
        var all = weights.Zip(series.Value, (w, y) => w * (y - mean) * (y - mean)).Sum();
        for (var k = 0; k < grid.Count; k++)
        {
            var fit = Sinusoid.Fit(series, 1 / grid[k], 0);
            var left = series.Time.Select((t, i) => weights[i] * Math.Pow(series.Value[i] - fit.Mean - (fit.Amplitude * Math.Sin((2 * Math.PI * t * grid[k]) + fit.Phase)), 2)).Sum();
            Assert.Equal(1 - (left / all), power[k], 1e-7);
        }
    }

    [Fact]
    public void An_injected_period_is_found_with_its_error()
    {
        var pulls = new List<double>();
        for (var trial = 0; trial < 60; trial++)
        {
            var series = Sinusoidal(200, 0.731, 0.5, Noise.Stream(100 + trial));
            var periodogram = LombScargle.Of(series, FrequencyGrid.For(series.Time, shortest: 0.2));
            Assert.True(periodogram.FalseAlarmProbability < 1e-4);
            pulls.Add((periodogram.BestPeriod - 0.731) / periodogram.BestPeriodError);
        }

        Assert.InRange(Noise.Deviation(pulls), 0.75, 1.3);
    }

    [Fact]
    public void White_noise_raises_false_alarms_as_seldom_as_stated()
    {
        const int trials = 400;
        var alarms = 0;
        for (var trial = 0; trial < trials; trial++)
        {
            var random = Noise.Stream(9000 + trial);
            var times = Enumerable.Range(0, 60).Select(_ => random.NextUniform(0, 10)).Order().ToArray();
            var series = new TimeSeries(times, random.Normal(60), Noise.Constant(60, 1));
            if (LombScargle.Of(series, FrequencyGrid.For(times, shortest: 0.5)).FalseAlarmProbability < 0.1) alarms++;
        }

        // An upper bound: never more often, and not much less.
        Assert.InRange(alarms / (double)trials, 0.03, 0.135);
    }

    [Fact]
    public void The_power_of_a_probability_has_that_probability()
    {
        var series = Sinusoidal(100, 1.1, 0.1, Noise.Stream(4));
        var periodogram = LombScargle.Of(series, FrequencyGrid.For(series.Time, shortest: 0.5));
        Assert.Equal(0.01, FalseAlarms.Probability(periodogram, FalseAlarms.PowerAt(periodogram, 0.01)), 1e-6);
    }

    [Theory]
    [InlineData(MultiBandModel.SharedSinusoid)]
    [InlineData(MultiBandModel.SinusoidPerBand)]
    public void Bands_together_find_a_period_that_none_of_them_finds_alone(MultiBandModel model)
    {
        var (alone, together) = (0, 0);
        for (var trial = 0; trial < 25; trial++)
        {
            var bands = Enumerable.Range(0, 3).Select(band => Sinusoidal(40, 0.731, 0.011, Noise.Stream(300 + (10 * trial) + band), level: 1 + band, phase: 0.1 * band)).ToArray();
            var grid = FrequencyGrid.For([.. bands.SelectMany(band => band.Time).Order()], shortest: 0.3);
            if (Math.Abs(LombScargle.Of(bands, grid, model).BestPeriod - 0.731) < 0.01) together++;
            if (Math.Abs(LombScargle.Of(bands[0], grid).BestPeriod - 0.731) < 0.01) alone++;
        }

        Assert.True(together > alone + 3, $"together {together}, alone {alone}");
    }

    [Fact]
    public void One_band_alone_gives_the_same_with_either_model()
    {
        var series = Sinusoidal(50, 0.9, 0.2, Noise.Stream(5));
        var grid = FrequencyGrid.For(series.Time, shortest: 0.3);
        var (shared, single) = (LombScargle.Of([series], grid, MultiBandModel.SharedSinusoid), LombScargle.Of([series], grid, MultiBandModel.SinusoidPerBand));
        Assert.Equal(shared.Power, single.Power);
        Assert.Equal(shared.FalseAlarmProbability, single.FalseAlarmProbability);
    }

    [Fact]
    public void A_hundred_thousand_points_are_searched_at_once()
    {
        var random = Noise.Stream(6);
        var times = Noise.Even(100_000, 1.0 / 86400, 60310);
        var values = times.Select(t => 1 + (0.003 * Math.Sin(2 * Math.PI * t / 0.0137)) + (0.02 * random.NextNormal())).ToArray();
        var series = new TimeSeries(times, values, Noise.Constant(times.Length, 0.02));
        var periodogram = LombScargle.Of(series, FrequencyGrid.For(times, shortest: 60 / 86400.0));
        Assert.Equal(0.0137, periodogram.BestPeriod, 5 * periodogram.BestPeriodError);
        Assert.True(periodogram.FalseAlarmProbability < 1e-10);
    }

    [Fact]
    public void A_grid_that_makes_no_sense_is_refused_with_a_sentence()
    {
        Assert.Contains("no periods between", Assert.Throws<ArgumentException>(() => FrequencyGrid.For([0, 1, 2], shortest: 3, longest: 2)).Message, StringComparison.Ordinal);
        Assert.Contains("fewer than two moments", Assert.Throws<ArgumentException>(() => FrequencyGrid.For([1])).Message, StringComparison.Ordinal);
    }

    static TimeSeries Sinusoidal(int count, double period, double amplitude, RandomStream random, double level = 1, double phase = 0)
    {
        var times = Enumerable.Range(0, count).Select(_ => random.NextUniform(0, 12)).Order().ToArray();
        var errors = times.Select(_ => 0.02 * random.NextUniform(0.7, 1.5) * (amplitude > 0.05 ? 10 * amplitude : 1)).ToArray();
        return new(times, [.. times.Select((t, i) => level + (amplitude * Math.Sin((2 * Math.PI * t / period) + phase)) + (errors[i] * random.NextNormal()))], errors);
    }
}
