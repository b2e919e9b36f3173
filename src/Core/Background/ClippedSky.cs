namespace Nocturne.Core.Background;

/// <summary>What a sigma clip left of some values.</summary>
/// <param name="Count">How many are left.</param>
/// <param name="Mean">Their mean.</param>
/// <param name="Median">Their median.</param>
/// <param name="Sigma">Their population standard deviation.</param>
readonly record struct ClippedSky(int Count, double Mean, double Median, double Sigma)
{
    /// <summary>As the sky of a box.</summary>
    public BoxStatistics Box => new(BoxStatistics.Mode(Mean, Median, Sigma), Sigma, Count);
}
