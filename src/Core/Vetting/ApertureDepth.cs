namespace Nocturne.Core.Vetting;

/// <summary>What V10 finds in one aperture.</summary>
/// <param name="Radius">Radius [pixels].</param>
/// <param name="PixelCount">Whole pixels of the aperture.</param>
/// <param name="DepthPpm">Depth [ppm]: the mean over the dips, or of the whole sector.</param>
/// <param name="Drift">Change of the out-of-transit flux from the first to the second half, as a share of it; NaN if unknown.</param>
/// <param name="IsSectorFallback">Whether no dip had a baseline of its own.</param>
/// <param name="TransitDepthsPpm">Depth of each dip that had a baseline [ppm].</param>
public sealed record ApertureDepth(int PixelCount, double Radius, double DepthPpm, double Drift, bool IsSectorFallback, IReadOnlyList<double> TransitDepthsPpm);
