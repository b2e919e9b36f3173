namespace Nocturne.Core.Background;

/// <summary>The sky in one box: its level and scatter, and how many pixels spoke.</summary>
/// <param name="Level">The most likely value of the sky [ADU].</param>
/// <param name="Rms">Standard deviation of the sky [ADU].</param>
/// <param name="Survivors">Pixels left after clipping.</param>
readonly record struct BoxStatistics(double Level, double Rms, int Survivors)
{
    /// <summary>
    /// The mode of a slightly skewed distribution, 2.5 median - 1.5 mean, or the median when the box is crowded
    /// (Bertin and Arnouts 1996, section 4; the limit of 0.3 sigma is Source Extractor's).
    /// </summary>
    public static double Mode(double mean, double median, double sigma)
    {
        if (!(sigma > 0)) return mean;
        return Math.Abs(mean - median) / sigma < 0.3 ? (2.5 * median) - (1.5 * mean) : median;
    }
}
