using Nocturne.Core.Simulation;

namespace Nocturne.Core.Vetting;

/// <summary>Depths of several light curves of the same cadences, with the errors that they share.</summary>
/// <remarks>
/// Errors are from a moving-block bootstrap (Künsch 1989, Ann. Statist. 17, 1217) of the residuals of each dip's baseline: blocks of half a dip
/// keep the noise that is correlated in time, and all light curves are drawn together, which keeps what they share. The random numbers
/// depend on the seed and on the number of the dip only.
/// </remarks>
public sealed class JointDepths
{
    JointDepths(double[] lost, double[] baseline, double[] covariance)
    {
        Lost = lost;
        Baseline = baseline;
        LostCovariance = covariance;
    }

    /// <summary>Light lost in each series, the weighted mean over the dips [units of the series].</summary>
    public double[] Lost { get; }

    /// <summary>Baseline of each series, the weighted mean over the dips [units of the series].</summary>
    public double[] Baseline { get; }

    /// <summary>Covariance of the light lost, less depth times baseline: divided by the baselines it is that of the depths.</summary>
    public double[] LostCovariance { get; }

    /// <summary>Light lost: by dip, then series.</summary>
    public required double[][] TransitLost { get; init; }

    /// <summary>Baseline: by dip, then series.</summary>
    public required double[][] TransitBaseline { get; init; }

    /// <summary>Variance of the light lost, less depth times baseline: by dip, then series.</summary>
    public required double[][] TransitVariance { get; init; }

    /// <summary>Independent residuals that the errors were learnt from, if the noise were white.</summary>
    public required int Freedom { get; init; }

    /// <summary>Depth of a series as a share of its baseline.</summary>
    public double Depth(int series) => Lost[series] / Baseline[series];

    /// <summary>Standard error of <see cref="Depth"/>.</summary>
    public double DepthError(int series) => Math.Sqrt(LostCovariance[(series * Lost.Length) + series]) / Math.Abs(Baseline[series]);

    /// <summary>Depth of a series in one dip as a share of its baseline, and its standard error.</summary>
    public (double Depth, double Error) TransitDepth(int dip, int series)
    {
        var baseline = TransitBaseline[dip][series];
        return (TransitLost[dip][series] / baseline, Math.Sqrt(TransitVariance[dip][series]) / Math.Abs(baseline));
    }

    /// <summary>Covariance of the depths of two series.</summary>
    public double DepthCovariance(int a, int b) => LostCovariance[(a * Lost.Length) + b] / (Baseline[a] * Baseline[b]);

    /// <summary>Measures all series in all dips.</summary>
    /// <param name="series">Light curves, one value for each cadence; finite in all cadences of the windows.</param>
    /// <param name="windows">The dips; at least one.</param>
    /// <param name="draws">Draws of the bootstrap.</param>
    /// <param name="seed">Of its random numbers.</param>
    /// <param name="isRelative">Whether errors are those of depths (the baseline varies too) or of the light lost alone.</param>
    public static JointDepths Measure(IReadOnlyList<double[]> series, IReadOnlyList<TransitWindow> windows, int draws, ulong seed, bool isRelative = true)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(windows);
        ArgumentOutOfRangeException.ThrowIfLessThan(draws, 2);
        if (windows.Count == 0) throw new ArgumentException("There is no dip to be measured.", nameof(windows));
        var count = series.Count;
        var (lost, baseline) = (new double[count], new double[count]);
        var (transitLost, transitBaseline) = (new double[windows.Count][], new double[windows.Count][]);
        double total = 0;
        for (var w = 0; w < windows.Count; w++)
        {
            (transitLost[w], transitBaseline[w]) = (new double[count], new double[count]);
            total += windows[w].Weight;
            for (var s = 0; s < count; s++)
            {
                (transitLost[w][s], transitBaseline[w][s]) = windows[w].Measure(series[s]);
                lost[s] += windows[w].Weight * transitLost[w][s];
                baseline[s] += windows[w].Weight * transitBaseline[w][s];
            }
        }

        for (var s = 0; s < count; s++) (lost[s], baseline[s]) = (lost[s] / total, baseline[s] / total);
        var depths = new double[count];
        if (isRelative)
        {
            for (var s = 0; s < count; s++) depths[s] = lost[s] / baseline[s];
        }

        var deviations = new double[draws * count];
        // Errors learnt from few blocks scatter, and those that come out small do more harm: Student's variance makes up for it.
        var blocks = windows.Sum(window => (double)window.Outside.Length / BlockLength(window));
        var student = 1 + (2 / blocks);
        var variances = windows.Select(window =>
            Draw(series, window, window.Weight / total, student, depths, new(seed, RandomPurpose.Bootstrap, 0, window.Number), deviations)).ToArray();
        return new(lost, baseline, Covariance(deviations, draws, count))
        {
            TransitLost = transitLost,
            TransitBaseline = transitBaseline,
            TransitVariance = variances,
            Freedom = windows.Sum(window => window.Freedom),
        };
    }

    /// <summary>Adds one dip's part to the deviations of all draws, and says how much that dip alone varies.</summary>
    static double[] Draw(
        IReadOnlyList<double[]> series, TransitWindow window, double weight, double student, double[] depths, RandomStream random, double[] deviations)
    {
        var count = series.Count;
        var pool = window.Outside.Length;
        var residuals = new double[pool * count];
        var (forLost, forBaseline) = Weights(window);
        var block = BlockLength(window);
        var scale = Math.Sqrt(student * Shortfall(window, forLost, block));
        for (var s = 0; s < count; s++)
        {
            var single = window.Residuals(series[s]);
            for (var i = 0; i < pool; i++) residuals[(i * count) + s] = scale * single[i];
        }

        var draws = deviations.Length / count;
        var (inside, outside, variance) = (new double[count], new double[count], new double[count]);
        for (var draw = 0; draw < draws; draw++)
        {
            Array.Clear(inside);
            Array.Clear(outside);
            var at = 0;
            for (var k = 0; k < forLost.Length; k++)
            {
                at = k % block == 0 ? random.NextBelow(pool) : at + 1 == pool ? 0 : at + 1;
                var (lostWeight, baselineWeight) = (forLost[k], forBaseline[k]);
                var row = residuals.AsSpan(at * count, count);
                for (var s = 0; s < row.Length; s++)
                {
                    inside[s] += lostWeight * row[s];
                    outside[s] += baselineWeight * row[s];
                }
            }

            var target = deviations.AsSpan(draw * count, count);
            for (var s = 0; s < count; s++)
            {
                var deviation = inside[s] - (depths[s] * outside[s]);
                variance[s] += deviation * deviation / draws;
                target[s] += weight * deviation;
            }
        }

        return variance;
    }

    /// <summary>Half a dip, but at least ten blocks in the baseline.</summary>
    static int BlockLength(TransitWindow window) => Math.Clamp(window.Inside.Length / 2, 1, Math.Max(1, window.Outside.Length / 10));

    /// <summary>Weights of the cadences of a dip and its baseline, in order of time, in the light lost and in the baseline.</summary>
    static (double[] Lost, double[] Baseline) Weights(TransitWindow window)
    {
        var all = new (int Cadence, double Lost, double Baseline)[window.Inside.Length + window.Outside.Length];
        for (var i = 0; i < window.Outside.Length; i++) all[i] = (window.Outside[i], window.BaselineWeights[i], window.BaselineWeights[i]);
        for (var i = 0; i < window.Inside.Length; i++) all[window.Outside.Length + i] = (window.Inside[i], -1.0 / window.Inside.Length, 0);
        Array.Sort(all, (a, b) => a.Cadence.CompareTo(b.Cadence));
        return (Array.ConvertAll(all, entry => entry.Lost), Array.ConvertAll(all, entry => entry.Baseline));
    }

    /// <summary>How much the variance of blocks of residuals falls short of the true one, for white noise: the fit that was taken off took with it part of
    /// what a block holds.</summary>
    /// <remarks>For white noise of one unit the residuals have the covariance δ − Σ qᵢqⱼ, with the orthonormal terms q of the fit; a block of weights w
    /// that begins at one place has the variance Σ w² − Σ (Σ w q)², here averaged over the places.</remarks>
    static double Shortfall(TransitWindow window, double[] weights, int block)
    {
        const int MostStarts = 200;
        var pool = window.Outside.Length;
        double whole = 0, left = 0;
        var step = Math.Max(1, pool / MostStarts);
        for (var first = 0; first < weights.Length; first += block)
        {
            var part = weights.AsSpan(first, Math.Min(block, weights.Length - first));
            double squares = 0, taken = 0;
            foreach (var weight in part) squares += weight * weight;
            var starts = 0;
            for (var start = 0; start < pool; start += step, starts++) taken += window.TakenBy(part, start);
            whole += squares;
            left += squares - (taken / starts);
        }

        return left > 0 ? whole / left : 1;
    }

    static double[] Covariance(double[] deviations, int draws, int count)
    {
        var mean = new double[count];
        for (var i = 0; i < deviations.Length; i++) mean[i % count] += deviations[i];
        for (var s = 0; s < count; s++) mean[s] /= draws;
        var covariance = new double[count * count];
        for (var draw = 0; draw < draws; draw++)
        {
            var row = deviations.AsSpan(draw * count, count);
            for (var a = 0; a < count; a++)
            {
                for (var b = 0; b <= a; b++) covariance[(a * count) + b] += (row[a] - mean[a]) * (row[b] - mean[b]);
            }
        }

        for (var a = 0; a < count; a++)
        {
            for (var b = 0; b <= a; b++)
            {
                covariance[(a * count) + b] /= draws - 1;
                covariance[(b * count) + a] = covariance[(a * count) + b];
            }
        }

        return covariance;
    }
}
