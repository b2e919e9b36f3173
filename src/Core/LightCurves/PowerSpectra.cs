using System.Globalization;
using System.Numerics;
using MathNet.Numerics.IntegralTransforms;
using Nocturne.Core.Photometry;

namespace Nocturne.Core.LightCurves;

/// <summary>Power spectra of evenly spaced light curves.</summary>
public static class PowerSpectra
{
    /// <summary>How far a step may differ from the median one, as a share of it.</summary>
    const double Unevenness = 0.05;

    /// <summary>The power spectrum of one even series, from 1 ÷ T up to half a cycle per point.</summary>
    public static PowerSpectrum Of(TimeSeries series, SpectrumNormalisation normalisation) => Averaged(series, null, normalisation);

    /// <summary>The mean spectrum of equal segments, which lie within good-time intervals.</summary>
    /// <param name="series">The light curve.</param>
    /// <param name="segment">Length of a segment, in the unit of the times; null for the longest interval as one.</param>
    /// <param name="normalisation">Unit.</param>
    /// <param name="rebin">Each bin of frequencies is so much wider than the one before, as a share; 0 keeps all.</param>
    /// <exception cref="ArgumentException">The points are not evenly spaced, or no interval is as long as a segment.</exception>
    public static PowerSpectrum Averaged(TimeSeries series, double? segment, SpectrumNormalisation normalisation, double rebin = 0)
    {
        ArgumentNullException.ThrowIfNull(series);
        var step = GoodTimes.Spacing(series.Time);
        var runs = GoodTimes.Runs(series.Time).Where(run => IsEven(series.Time.AsSpan(run), step)).ToArray();
        if (runs.Length == 0) throw new ArgumentException("The points are not evenly spaced, so that a Fourier transform would mislead; a periodogram can be used instead.", nameof(series));
        var longest = runs.Max(Length);
        var points = segment is { } length ? (int)Math.Round(length / step) : longest;
        if (points < 4 || points > longest)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"A segment of {points} points does not fit: the longest stretch without a gap has {longest}, and 4 are needed."), nameof(segment));

        var power = new double[points / 2];
        double noise = 0;
        var segments = 0;
        foreach (var run in runs)
        {
            for (var start = run.Start.Value; start + points <= run.End.Value; start += points)
            {
                noise += AddSegment(series.Value.AsSpan(start, points), series.Error.AsSpan(start, points), step, normalisation, power);
                segments++;
            }
        }

        for (var k = 0; k < power.Length; k++) power[k] /= segments;
        return Rebinned(power, 1 / (points * step), segments, rebin) with { NoiseLevel = noise / segments, Segments = segments, PointsPerSegment = points };
    }

    /// <summary>Adds the powers of a segment.</summary>
    /// <returns>Power of the noise by the errors.</returns>
    static double AddSegment(ReadOnlySpan<double> values, ReadOnlySpan<double> errors, double step, SpectrumNormalisation normalisation, double[] power)
    {
        var mean = SigmaClip.Mean(values);
        var cells = new Complex[values.Length];
        double variance = 0;
        for (var i = 0; i < cells.Length; i++)
        {
            cells[i] = values[i] - mean;
            variance += errors[i] * errors[i];
        }

        Fourier.Forward(cells, FourierOptions.NoScaling);
        var unit = normalisation switch
        {
            SpectrumNormalisation.Leahy => 2 / (values.Length * mean),
            SpectrumNormalisation.FractionalRms => 2 * step / (values.Length * mean * mean),
            _ => 2 * step / values.Length,
        };
        for (var k = 0; k < power.Length; k++) power[k] += unit * ((cells[k + 1].Real * cells[k + 1].Real) + (cells[k + 1].Imaginary * cells[k + 1].Imaginary));
        return unit * variance;
    }

    static PowerSpectrum Rebinned(double[] power, double step, int segments, double rebin)
    {
        var (frequencies, means, errors, counts) = (new List<double>(), new List<double>(), new List<double>(), new List<int>());
        var width = 1.0;
        for (var start = 0; start < power.Length;)
        {
            var count = Math.Min((int)Math.Max(1, width), power.Length - start);
            frequencies.Add(step * (start + 1 + ((count - 1) / 2.0)));
            means.Add(SigmaClip.Mean(power.AsSpan(start, count)));
            counts.Add(count * segments);
            errors.Add(means[^1] / Math.Sqrt(counts[^1]));
            start += count;
            width *= 1 + rebin;
        }

        return new([.. frequencies], [.. means], [.. errors], [.. counts], double.NaN, segments, 0);
    }

    static bool IsEven(ReadOnlySpan<double> times, double step)
    {
        for (var i = 1; i < times.Length; i++)
            if (Math.Abs(times[i] - times[i - 1] - step) > Unevenness * step) return false;
        return times.Length > 3;
    }

    static int Length(Range run) => run.End.Value - run.Start.Value;
}
