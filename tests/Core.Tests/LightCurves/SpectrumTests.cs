using Nocturne.Core.LightCurves;
using Nocturne.Core.Simulation;

namespace Nocturne.Core.Tests.LightCurves;

public sealed class SpectrumTests
{
    [Fact]
    public void Counts_have_a_Leahy_power_of_two_and_the_noise_level_says_so()
    {
        var photons = new PoissonSampler(Noise.Stream(1));
        var counts = Enumerable.Range(0, 16384).Select(_ => photons.Next(900)).ToArray();
        var series = new TimeSeries(Noise.Even(counts.Length, 0.5), counts, [.. counts.Select(Math.Sqrt)]);
        var spectrum = PowerSpectra.Averaged(series, 128, SpectrumNormalisation.Leahy);
        Assert.Equal(64, spectrum.Segments);
        Assert.Equal(256, spectrum.PointsPerSegment);
        Assert.Equal(2, spectrum.NoiseLevel, 0.02);
        Assert.Equal(2, spectrum.Power.Average(), 0.06);
        Assert.InRange(Noise.Deviation(spectrum.Power.Zip(spectrum.Error, (power, error) => (power - 2) / error)), 0.85, 1.15);
    }

    [Theory]
    [InlineData(SpectrumNormalisation.FractionalRms)]
    [InlineData(SpectrumNormalisation.Absolute)]
    public void The_integral_of_a_spectrum_is_the_variance(SpectrumNormalisation normalisation)
    {
        var random = Noise.Stream(2);
        var values = random.Normal(4096, 0.4).Select((noise, i) => 20 + noise + (2 * Math.Sin(2 * Math.PI * i * 0.125))).ToArray();
        var spectrum = PowerSpectra.Of(new(Noise.Even(4096, 0.5), values, Noise.Constant(4096, 0.4)), normalisation);
        var integral = spectrum.Power.Sum() / (4096 * 0.5);
        var variance = Math.Pow(Noise.Deviation(values), 2) / (normalisation == SpectrumNormalisation.FractionalRms ? 400 : 1);
        Assert.Equal(variance, integral, 0.003 * variance);
        Assert.Equal(0.25, spectrum.Frequency[Array.IndexOf(spectrum.Power, spectrum.Power.Max())], 1e-9);
    }

    [Fact]
    public void Segments_lie_within_good_time_intervals()
    {
        var times = Noise.Even(1000, 1).Where(t => t is < 330 or > 359).ToArray();
        var spectrum = PowerSpectra.Averaged(new(times, Noise.Stream(3).Normal(times.Length).Select(v => 10 + v).ToArray(), Noise.Constant(times.Length, 1)), 100, SpectrumNormalisation.Absolute, rebin: 0.2);
        Assert.Equal(3 + 6, spectrum.Segments);
        Assert.Equal(50 * 9, spectrum.Averaged.Sum());
        Assert.True(spectrum.Averaged[^1] > spectrum.Averaged[0]);
    }

    [Fact]
    public void Uneven_times_are_refused()
    {
        var random = Noise.Stream(4);
        var times = Noise.Even(100, 1).Select(t => t + random.NextUniform(-0.2, 0.2)).ToArray();
        Assert.Contains("not evenly spaced", Assert.Throws<ArgumentException>(() => PowerSpectra.Of(new(times, times, Noise.Constant(100, 1)), SpectrumNormalisation.Absolute)).Message, StringComparison.Ordinal);
    }
}
