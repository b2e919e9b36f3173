namespace Nocturne.Core.Roman;

/// <summary>Statistics of the sky round a source.</summary>
/// <param name="Median">Median of what the clipping leaves; NaN of nothing.</param>
/// <param name="Mean">Mean of the same.</param>
/// <param name="Deviation">Population standard deviation of the same.</param>
/// <param name="Count">Number of pixels left.</param>
/// <param name="XCentroid">First moment of those pixels [pixels].</param>
/// <param name="YCentroid">First moment of those pixels [pixels].</param>
public readonly record struct AnnulusValue(double Median, double Mean, double Deviation, int Count, double XCentroid, double YCentroid);
