using Nocturne.Core.Quality;

namespace Nocturne.Core.Roman;

/// <summary>What a circular aperture holds.</summary>
/// <param name="Sum">Σ w v over usable pixels; NaN when there is none.</param>
/// <param name="Error">√ Σ w e² over the same pixels.</param>
/// <param name="UsedArea">Σ w over the same pixels [pixels].</param>
/// <param name="CenterCount">Usable pixels whose centre is inside; zero when there is none.</param>
/// <param name="XCentroid">First moment of those pixels, background included [pixels].</param>
/// <param name="YCentroid">First moment of those pixels, background included [pixels].</param>
/// <param name="QualityBits">All flag bits of the image that occur in the aperture.</param>
/// <param name="Flags">Edge, masked, none usable.</param>
public readonly record struct ApertureValue(
    double Sum, double Error, double UsedArea, int CenterCount, double XCentroid, double YCentroid, uint QualityBits, QualityFlag Flags);
