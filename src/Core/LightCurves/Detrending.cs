using System.Globalization;
using MathNet.Numerics.LinearAlgebra;
using Nocturne.Core.Photometry;

namespace Nocturne.Core.LightCurves;

/// <summary>Linear detrending: flux = c (1 + Σ a_k z_k), fitted by weighted least squares to the points that are told, without outliers.</summary>
/// <remarks>Terms are taken one by one, the best first, as long as the Bayesian information criterion n ln(χ²÷n) + k ln n gains by it; so a curve is not
/// bent by regressors that explain nothing. The criterion does not depend on the size of the errors.</remarks>
public static class Detrending
{
    const int ClippingRounds = 8;

    /// <summary>Fits a trend and divides by it.</summary>
    /// <param name="flux">The light curve; NaN is left as it is.</param>
    /// <param name="error">Its standard deviations.</param>
    /// <param name="regressors">What may have left a trend.</param>
    /// <param name="use">Points that the trend may be fitted to, such as those outside of an eclipse; empty for all.</param>
    /// <param name="options">How far the curve may be bent.</param>
    public static Detrended Fit(ReadOnlySpan<double> flux, ReadOnlySpan<double> error, IReadOnlyList<Regressor> regressors, ReadOnlySpan<bool> use = default, DetrendingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(regressors);
        options ??= new();
        var (values, errors) = (flux.ToArray(), error.ToArray());
        var points = Points(values, errors, use, regressors);
        var terms = regressors.Select(regressor => FirstLook(regressor, points)).ToArray();
        var candidates = Enumerable.Range(0, terms.Length).Where(k => terms[k].Reason is null).ToList();
        var chosen = new List<int>();
        var best = LinearTrend.Fit(values, errors, points, [], options.ClipSigmas, ClippingRounds);
        while (best is not null && candidates.Count > 0)
        {
            if (points.Length < options.PointsPerTerm * (chosen.Count + 2))
            {
                foreach (var k in candidates) terms[k] = terms[k] with { Reason = Sentence($"{points.Length:N0} points are too few for one more term; each needs {options.PointsPerTerm}.") };
                break;
            }

            var trials = new List<(int Term, LinearTrend Trend, double Gain)>();
            foreach (var k in candidates.ToArray())
            {
                if (Overlap(regressors[k], [.. chosen.Select(c => regressors[c])], points) is var overlap && overlap > options.LargestOverlap)
                {
                    terms[k] = terms[k] with { Reason = Sentence($"It follows {string.Join(" and ", chosen.Select(c => regressors[c].Name))} to {overlap * 100:0.0} % and has nothing of its own to say.") };
                    candidates.Remove(k);
                    continue;
                }

                // Both fits see the same points, or the comparison would reward whoever throws away more.
                var trend = LinearTrend.Fit(values, errors, points, [.. chosen.Append(k).Select(c => regressors[c])], options.ClipSigmas, ClippingRounds);
                if (trend is null) continue;
                var simpler = LinearTrend.Fit(values, errors, trend.Kept, [.. chosen.Select(c => regressors[c])], double.PositiveInfinity, 1);
                var gain = (simpler?.Criterion ?? double.NegativeInfinity) - trend.Criterion;
                trials.Add((k, trend, gain));
                terms[k] = terms[k] with { Gain = gain };
            }

            if (trials.Count == 0) break;
            var winner = trials.MaxBy(trial => trial.Gain);
            if (!(winner.Gain >= options.LeastGain))
            {
                foreach (var (k, _, gain) in trials) terms[k] = terms[k] with { Reason = Sentence($"It explains too little: the information criterion changes by {gain:+0.0;-0.0;0.0}, {options.LeastGain:0.#} is needed.") };
                break;
            }

            best = winner.Trend;
            chosen.Add(winner.Term);
            candidates.Remove(winner.Term);
        }

        return Apply(values, errors, best, chosen, regressors, terms);
    }

    static Detrended Apply(double[] flux, double[] error, LinearTrend? trend, List<int> chosen, IReadOnlyList<Regressor> regressors, DetrendingTerm[] terms)
    {
        var (level, levelError) = (new double[flux.Length], new double[flux.Length]);
        Array.Fill(level, 1);
        if (trend is not null && chosen.Count > 0)
        {
            Regressor[] used = [.. chosen.Select(k => regressors[k])];
            trend.Evaluate(used, level, levelError);
            for (var i = 0; i < chosen.Count; i++) terms[chosen[i]] = terms[chosen[i]] with { IsUsed = true, Slope = trend.Slope(i), SlopeError = trend.SlopeError(i) };
        }

        var (values, errors) = (new double[flux.Length], new double[flux.Length]);
        for (var i = 0; i < flux.Length; i++)
        {
            values[i] = flux[i] / level[i];
            errors[i] = Math.Sqrt(Square(error[i]) + Square(values[i] * levelError[i])) / Math.Abs(level[i]);
        }

        return new(values, errors, level, terms, trend?.Kept.Length ?? 0);
    }

    static int[] Points(double[] flux, double[] error, ReadOnlySpan<bool> use, IReadOnlyList<Regressor> regressors)
    {
        // A regressor that is hardly ever known must not take the points away from the others.
        var known = regressors.Where(regressor => regressor.Values.Count(double.IsFinite) > regressor.Values.Length / 2).ToArray();
        var points = new List<int>(flux.Length);
        for (var i = 0; i < flux.Length; i++)
        {
            if (!(error[i] > 0) || !double.IsFinite(flux[i]) || !double.IsFinite(error[i]) || (!use.IsEmpty && !use[i])) continue;
            if (Array.TrueForAll(known, regressor => double.IsFinite(regressor.Values[i]))) points.Add(i);
        }

        return [.. points];
    }

    static DetrendingTerm FirstLook(Regressor regressor, int[] points)
    {
        DetrendingTerm term = new(regressor.Name, false, double.NaN, double.NaN, double.NaN, null);
        if (regressor.Values.Count(double.IsFinite) <= regressor.Values.Length / 2) return term with { Reason = "It is not known for most frames." };
        var values = points.Select(i => regressor.Values[i]).ToArray();
        if (values.Length == 0) return term with { Reason = "There are no points to fit it to." };
        var mean = SigmaClip.Mean(values);
        return Math.Sqrt(SigmaClip.Variance(values, mean)) > 1e-9 * Math.Max(1e-9, Math.Abs(mean)) ? term : term with { Reason = "It does not change." };
    }

    /// <summary>Share of a regressor's variance that a linear combination of others explains.</summary>
    static double Overlap(Regressor regressor, Regressor[] others, int[] points)
    {
        if (others.Length == 0 || points.Length <= others.Length + 1) return 0;
        var own = Vector<double>.Build.DenseOfEnumerable(points.Select(i => regressor.Values[i]));
        var matrix = Matrix<double>.Build.Dense(points.Length, others.Length + 1, (row, column) => column == 0 ? 1 : others[column - 1].Values[points[row]]);
        var rest = own - (matrix * matrix.QR().Solve(own));
        var centred = own - own.Average();
        return 1 - (rest.DotProduct(rest) / centred.DotProduct(centred));
    }

    static double Square(double value) => value * value;

    static string Sentence(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
