using System.Numerics;
using MathNet.Numerics.IntegralTransforms;
using Nocturne.Core.Photometry;
using Nocturne.Core.Simulation;

namespace Nocturne.Core.LightCurves;

/// <summary>Which band lags behind which: correlation of two light curves over lag.</summary>
public static class CrossCorrelation
{
    /// <summary>Fewest points that a correlation is made of.</summary>
    const int FewestPoints = 5;

    /// <summary>Two series on the same even times, by Fourier transform: Σ a_i b_(i+k) ÷ (N √(s²_a s²_b)), s² the variance without that of the errors.</summary>
    /// <param name="first">Values of the first band.</param>
    /// <param name="second">Values of the second at the same times.</param>
    /// <param name="step">From point to point.</param>
    /// <param name="firstNoise">Mean variance of the first's errors.</param>
    /// <param name="secondNoise">Mean variance of the second's errors.</param>
    public static LagCurve Even(ReadOnlySpan<double> first, ReadOnlySpan<double> second, double step, double firstNoise = 0, double secondNoise = 0)
    {
        if (first.Length != second.Length) throw new ArgumentException($"The bands have {first.Length} and {second.Length} points; they must be the same moments.", nameof(second));
        var n = first.Length;
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(2, 2 * n));
        var (a, b) = (Centred(first, size), Centred(second, size));
        var unit = n * Math.Sqrt(Math.Max(double.Epsilon, (SumOfSquares(a) / n) - firstNoise) * Math.Max(double.Epsilon, (SumOfSquares(b) / n) - secondNoise));
        Fourier.Forward(a, FourierOptions.NoScaling);
        Fourier.Forward(b, FourierOptions.NoScaling);
        for (var k = 0; k < size; k++) a[k] = Complex.Conjugate(a[k]) * b[k];
        Fourier.Inverse(a, FourierOptions.NoScaling);
        var reach = n / 2;
        var (lags, values, errors) = (new double[(2 * reach) + 1], new double[(2 * reach) + 1], new double[(2 * reach) + 1]);
        for (var k = -reach; k <= reach; k++)
        {
            lags[k + reach] = k * step;
            values[k + reach] = a[k & (size - 1)].Real / size / unit;

            // Of N − |k| independent products.
            errors[k + reach] = Math.Max(0, 1 - (values[k + reach] * values[k + reach])) / Math.Sqrt(Math.Max(1, n - Math.Abs(k) - 2));
        }

        return new(lags, values, errors);
    }

    /// <summary>The discrete correlation function of unevenly spaced points (Edelson and Krolik 1988, ApJ 333, 646): every pair counts in the bin of its own lag.</summary>
    public static LagCurve Discrete(TimeSeries first, TimeSeries second, double step, double reach)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(step);
        var (meanA, noiseA, meanB, noiseB) = (SigmaClip.Mean(first.Value), MeanSquare(first.Error), SigmaClip.Mean(second.Value), MeanSquare(second.Error));
        var unit = Math.Sqrt(Math.Max(double.Epsilon, SigmaClip.Variance(first.Value, meanA) - noiseA) * Math.Max(double.Epsilon, SigmaClip.Variance(second.Value, meanB) - noiseB));
        var half = (int)Math.Ceiling(reach / step);
        var (sums, squares, counts) = (new double[(2 * half) + 1], new double[(2 * half) + 1], new int[(2 * half) + 1]);
        var begin = 0;
        for (var i = 0; i < first.Count; i++)
        {
            while (begin < second.Count && second.Time[begin] < first.Time[i] - reach - step) begin++;
            for (var j = begin; j < second.Count; j++)
            {
                var bin = (int)Math.Round((second.Time[j] - first.Time[i]) / step) + half;
                if (bin >= sums.Length) break;
                if (bin < 0) continue;
                var product = (first.Value[i] - meanA) * (second.Value[j] - meanB) / unit;
                sums[bin] += product;
                squares[bin] += product * product;
                counts[bin]++;
            }
        }

        return new(
            [.. Enumerable.Range(-half, (2 * half) + 1).Select(k => k * step)],
            [.. sums.Select((sum, bin) => counts[bin] > 0 ? sum / counts[bin] : double.NaN)],
            [.. sums.Select((sum, bin) => counts[bin] > 1 ? Math.Sqrt(Math.Max(0, squares[bin] - (sum * sum / counts[bin]))) / (counts[bin] - 1) : double.NaN)]);
    }

    /// <summary>The interpolated correlation (Gaskell and Peterson 1987, ApJS 65, 1): each band in turn is interpolated to the shifted times of the other, and the two results are averaged.</summary>
    /// <remarks>Nothing is interpolated across a gap of the night.</remarks>
    public static LagCurve Interpolated(TimeSeries first, TimeSeries second, double step, double reach)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(step);
        var half = (int)Math.Ceiling(reach / step);
        var (gapA, gapB) = (LargestStep(first), LargestStep(second));
        var (lags, values, errors) = (new double[(2 * half) + 1], new double[(2 * half) + 1], new double[(2 * half) + 1]);
        for (var k = -half; k <= half; k++)
        {
            var lag = k * step;
            var one = Correlate(first, second, lag, gapB);
            var two = Correlate(second, first, -lag, gapA);
            var value = double.IsNaN(one.Value) ? two.Value : double.IsNaN(two.Value) ? one.Value : (one.Value + two.Value) / 2;
            (lags[k + half], values[k + half]) = (lag, value);
            errors[k + half] = (1 - (value * value)) / Math.Sqrt(Math.Max(1, Math.Max(one.Points, two.Points) - 2));
        }

        return new(lags, values, errors);
    }

    /// <summary>The lag with its error by random fluxes and random choices of points (Peterson et al. 1998, PASP 110, 660), with the interpolated correlation.</summary>
    /// <param name="first">The first band.</param>
    /// <param name="second">The second band.</param>
    /// <param name="step">Step of the lags.</param>
    /// <param name="reach">Largest lag either way.</param>
    /// <param name="trials">Number of trials.</param>
    /// <param name="seed">Seed of the trials; the same gives the same.</param>
    public static LagEstimate Lag(TimeSeries first, TimeSeries second, double step, double reach, int trials = 300, ulong seed = 1)
    {
        var curve = Interpolated(first, second, step, reach);
        var lags = new List<double>(trials);
        for (var trial = 0; trial < trials; trial++)
        {
            var random = new RandomStream(seed, RandomPurpose.Stars, 0, trial);
            var draw = Interpolated(Drawn(first, random), Drawn(second, random), step, reach);
            if (draw.Highest > 0.2) lags.Add(draw.Peak);
        }

        lags.Sort();
        double At(double share) => lags.Count == 0 ? double.NaN : lags[(int)Math.Round(share * (lags.Count - 1))];
        return new(curve.Peak, At(0.1587), At(0.8413), curve.Highest, lags.Count);
    }

    /// <summary>Points drawn with repetition, each once with the error of its repetitions, with random noise added.</summary>
    static TimeSeries Drawn(TimeSeries series, RandomStream random)
    {
        var times = new int[series.Count];
        for (var i = 0; i < times.Length; i++) times[random.NextBelow(times.Length)]++;
        var chosen = Enumerable.Range(0, times.Length).Where(i => times[i] > 0).ToArray();
        return new(
            Array.ConvertAll(chosen, i => series.Time[i]),
            Array.ConvertAll(chosen, i => series.Value[i] + (series.Error[i] / Math.Sqrt(times[i]) * random.NextNormal())),
            Array.ConvertAll(chosen, i => series.Error[i] / Math.Sqrt(times[i])));
    }

    /// <summary>Pearson's correlation of a with b interpolated at the times of a plus a lag.</summary>
    static (double Value, int Points) Correlate(TimeSeries a, TimeSeries b, double lag, double gap)
    {
        double sa = 0, sb = 0, aa = 0, bb = 0, ab = 0, originA = a.Value[0], originB = b.Value[0];
        var (n, j) = (0, 0);
        for (var i = 0; i < a.Count; i++)
        {
            var time = a.Time[i] + lag;
            while (j < b.Count && b.Time[j] < time) j++;
            double value;
            if (j < b.Count && b.Time[j] == time) value = b.Value[j];
            else if (j == 0 || j == b.Count || b.Time[j] - b.Time[j - 1] > gap) continue;
            else value = b.Value[j - 1] + ((b.Value[j] - b.Value[j - 1]) * (time - b.Time[j - 1]) / (b.Time[j] - b.Time[j - 1]));
            var (x, y) = (a.Value[i] - originA, value - originB);
            sa += x;
            sb += y;
            aa += x * x;
            bb += y * y;
            ab += x * y;
            n++;
        }

        if (n < FewestPoints) return (double.NaN, n);
        var spread = (aa - (sa * sa / n)) * (bb - (sb * sb / n));
        return (spread > 0 ? (ab - (sa * sb / n)) / Math.Sqrt(spread) : double.NaN, n);
    }

    /// <summary>A drawn series misses a third of its points; five spacings are still no gap.</summary>
    static double LargestStep(TimeSeries series) => Math.Max(5 * GoodTimes.Spacing(series.Time), double.Epsilon);

    static Complex[] Centred(ReadOnlySpan<double> values, int size)
    {
        var mean = SigmaClip.Mean(values);
        var cells = new Complex[size];
        for (var i = 0; i < values.Length; i++) cells[i] = values[i] - mean;
        return cells;
    }

    static double SumOfSquares(Complex[] cells) => cells.Sum(cell => cell.Real * cell.Real);

    static double MeanSquare(double[] values) => values.Length == 0 ? 0 : values.Sum(value => value * value) / values.Length;
}
