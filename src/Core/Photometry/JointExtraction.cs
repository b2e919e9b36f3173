using Nocturne.Core.Quality;

namespace Nocturne.Core.Photometry;

/// <summary>Optimal extraction of sources that share pixels: one weighted least-squares solution with the full covariance.</summary>
/// <remarks>
/// The sources' own noise is that of the fitted profiles and not that of the noisy counts, as in <see cref="OptimalExtraction.Modelled"/>.
/// </remarks>
public static class JointExtraction
{
    const int Rounds = 3;

    /// <param name="box">Pixels of the two spans.</param>
    /// <param name="counts">Counts above the sky [ADU].</param>
    /// <param name="skyVariance">Variance of each pixel without the sources' own [ADU²]; zero means: do not use.</param>
    /// <param name="stamps">Light of each source.</param>
    /// <param name="gain">Electrons per count [e⁻/ADU]; zero leaves the sources' noise out.</param>
    /// <param name="near">In very large groups: whether the second source matters for the error of the first; none = if they touch.</param>
    /// <returns>One result per source; nothing when they cannot be told apart.</returns>
    public static Extraction[]? Measure(
        PixelBox box, ReadOnlySpan<double> counts, ReadOnlySpan<double> skyVariance, IReadOnlyList<Stamp> stamps, double gain,
        Func<int, int, bool>? near = null)
    {
        var n = stamps.Count;
        double[] weights = new double[counts.Length], model = new double[counts.Length];
        double[] flux = new double[n], variance = new double[n], response = new double[n];
        for (var round = 0; round < (gain > 0 ? Rounds : 1); round++)
        {
            Weigh(skyVariance, model, gain, weights);
            NormalEquations.LevelResponse(box, weights, stamps).CopyTo(response, 0);
            if (!NormalEquations.Build(box, counts, weights, stamps).Solve(flux, variance, response, near)) return null;
            Array.Clear(model);
            for (var i = 0; i < n; i++) stamps[i].AddTo(box, model, flux[i]);
        }

        double squares = 0;
        var pixels = 0;
        for (var p = 0; p < counts.Length; p++)
        {
            if (weights[p] == 0) continue;
            squares += weights[p] * (counts[p] - model[p]) * (counts[p] - model[p]);
            pixels++;
        }

        var chi = pixels > n ? squares / (pixels - n) : double.NaN;
        var flags = n > NormalEquations.LargestExact ? QualityFlag.GroupTooLarge : QualityFlag.Good;
        var results = new Extraction[n];
        for (var i = 0; i < n; i++)
            results[i] = new Extraction(flux[i], Math.Sqrt(variance[i]), chi, pixels, stamps[i].SumWhere(box, weights), response[i], flags);
        return results;
    }

    /// <summary>1 ÷ (variance of the sky + that of the modelled light); zero where a pixel is not used.</summary>
    internal static void Weigh(ReadOnlySpan<double> skyVariance, ReadOnlySpan<double> model, double gain, Span<double> weights)
    {
        for (var p = 0; p < weights.Length; p++)
        {
            var own = gain > 0 && model[p] > 0 ? model[p] / gain : 0;
            weights[p] = skyVariance[p] > 0 ? 1 / (skyVariance[p] + own) : 0;
        }
    }
}
