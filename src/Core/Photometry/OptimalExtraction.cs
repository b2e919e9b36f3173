using Nocturne.Core.Quality;

namespace Nocturne.Core.Photometry;

/// <summary>Optimal extraction of one source with a known profile (Naylor 1998, MNRAS 296, 339, eq. 5 and 9).</summary>
/// <remarks>
/// Weighted: flux = Σ P d/V ÷ Σ P²/V, σ² = 1 ÷ Σ P²/V. Uniform: flux = Σ P d ÷ Σ P², σ² = Σ P² V ÷ (Σ P²)².
/// A profile whose light is one gives the flux of the source from any choice of pixels; a profile whose peak is one gives the peak.
/// </remarks>
public static class OptimalExtraction
{
    /// <summary>Weights by the variance of each pixel: the smallest error.</summary>
    /// <param name="counts">Counts above the sky [ADU].</param>
    /// <param name="variance">Variance of each pixel [ADU²]; not positive means: do not use.</param>
    /// <param name="profile">Share of the light in each pixel.</param>
    public static Extraction Weighted(ReadOnlySpan<double> counts, ReadOnlySpan<double> variance, ReadOnlySpan<double> profile)
    {
        double data = 0, norm = 0, level = 0, shares = 0;
        var pixels = 0;
        for (var i = 0; i < counts.Length; i++)
        {
            if (!(variance[i] > 0)) continue;
            var weight = profile[i] / variance[i];
            data += weight * counts[i];
            norm += weight * profile[i];
            level += weight;
            shares += profile[i];
            pixels++;
        }

        if (!(norm > 0)) return Extraction.Failed(QualityFlag.NoUsablePixels);
        var flux = data / norm;
        return new Extraction(
            flux, Math.Sqrt(1 / norm), ChiSquare(counts, variance, profile, flux, pixels), pixels, shares, level / norm, QualityFlag.Good);
    }

    /// <summary>Weights that do not know the noise, as stdpipe has them.</summary>
    /// <inheritdoc cref="Weighted"/>
    public static Extraction Uniform(ReadOnlySpan<double> counts, ReadOnlySpan<double> variance, ReadOnlySpan<double> profile)
    {
        double data = 0, norm = 0, noise = 0, shares = 0;
        var pixels = 0;
        for (var i = 0; i < counts.Length; i++)
        {
            if (!(variance[i] > 0)) continue;
            var square = profile[i] * profile[i];
            data += profile[i] * counts[i];
            norm += square;
            noise += square * variance[i];
            shares += profile[i];
            pixels++;
        }

        if (!(norm > 0)) return Extraction.Failed(QualityFlag.NoUsablePixels);
        var flux = data / norm;
        return new Extraction(
            flux, Math.Sqrt(noise) / norm, ChiSquare(counts, variance, profile, flux, pixels), pixels, shares, shares / norm, QualityFlag.Good);
    }

    /// <summary>
    /// Weights by a variance in which the source's own noise is that of the fitted profile and not that of the noisy counts: pixels that
    /// happen to be low get no more weight than those that happen to be high, so that the flux has no bias.
    /// </summary>
    /// <param name="counts">Counts above the sky [ADU].</param>
    /// <param name="skyVariance">Variance of each pixel without the source's own [ADU²]; not positive means: do not use.</param>
    /// <param name="profile">Share of the light in each pixel.</param>
    /// <param name="gain">Electrons per count [e⁻/ADU]; zero leaves the source's noise out.</param>
    /// <param name="scratch">As long as the others; its content is replaced.</param>
    public static Extraction Modelled(
        ReadOnlySpan<double> counts, ReadOnlySpan<double> skyVariance, ReadOnlySpan<double> profile, double gain, Span<double> scratch)
    {
        var result = Weighted(counts, skyVariance, profile);
        if (!(gain > 0)) return result;
        for (var round = 0; round < 3 && result.Flux > 0; round++)
        {
            for (var i = 0; i < profile.Length; i++)
                scratch[i] = skyVariance[i] > 0 ? skyVariance[i] + (result.Flux * Math.Max(profile[i], 0) / gain) : 0;
            result = Weighted(counts, scratch[..profile.Length], profile);
        }

        return result;
    }

    static double ChiSquare(
        ReadOnlySpan<double> counts, ReadOnlySpan<double> variance, ReadOnlySpan<double> profile, double flux, int pixels)
    {
        if (pixels < 2) return double.NaN;
        double sum = 0;
        for (var i = 0; i < counts.Length; i++)
        {
            if (!(variance[i] > 0)) continue;
            var residual = counts[i] - (flux * profile[i]);
            sum += residual * residual / variance[i];
        }

        return sum / (pixels - 1);
    }
}
