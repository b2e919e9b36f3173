using Nocturne.Core.Photometry;

namespace Nocturne.Core.Sky;

/// <summary>How much of the stars' light comes through, from all stars of a frame together.</summary>
public static class Transparency
{
    /// <summary>Relative scatter of a star that no amount of light removes: variability and flat field. It keeps one bright star from speaking for all.</summary>
    const double Floor = 0.02;

    /// <summary>Stars farther from the median than this do not count [standard deviations].</summary>
    const double Clip = 3;

    /// <summary>Light of the frame's stars over that in the reference: a weighted mean about the weighted median, so that a variable star does not count.</summary>
    /// <param name="fluxes">Fluxes in the frame; those that are not finite are left out.</param>
    /// <param name="errors">Their standard deviations.</param>
    /// <param name="reference">Fluxes of the same stars in the reference.</param>
    /// <returns>The ratio; null when no star can be used.</returns>
    public static double? Of(ReadOnlySpan<double> fluxes, ReadOnlySpan<double> errors, ReadOnlySpan<double> reference)
    {
        var stars = new List<(double Ratio, double Variance)>(fluxes.Length);
        for (var i = 0; i < fluxes.Length; i++)
        {
            if (!double.IsFinite(fluxes[i]) || !(errors[i] > 0) || !(reference[i] > 0)) continue;
            var (ratio, error) = (fluxes[i] / reference[i], errors[i] / reference[i]);
            stars.Add((ratio, (error * error) + (Floor * Floor * ratio * ratio)));
        }
        if (stars.Count == 0) return null;

        stars.Sort();
        var (half, running, median) = (stars.Sum(star => 1 / star.Variance) / 2, 0.0, 0.0);
        foreach (var (ratio, variance) in stars)
        {
            running += 1 / variance;
            median = ratio;
            if (running >= half) break;
        }
        var spread = 1.4826 * SigmaClip.Median([.. stars.Select(star => Math.Abs(star.Ratio - median) / Math.Sqrt(star.Variance))]);
        var limit = Clip * Math.Max(1, spread);
        double sum = 0, norm = 0;
        foreach (var (ratio, variance) in stars)
        {
            if (Math.Abs(ratio - median) > limit * Math.Sqrt(variance)) continue;
            sum += ratio / variance;
            norm += 1 / variance;
        }
        return norm > 0 ? sum / norm : median;
    }
}
