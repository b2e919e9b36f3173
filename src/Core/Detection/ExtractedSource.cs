namespace Nocturne.Core.Detection;

/// <summary>
/// A source found by <see cref="SourceExtractor"/>, with the columns that users of SEP know. "Filtered" means after the detection filter.
/// </summary>
/// <remarks>Centre and shape are those of the filtered light; flux and peak are unfiltered.</remarks>
public sealed record ExtractedSource : DetectedSource
{
    /// <summary>Threshold of the source: the mean of its pixels' thresholds [ADU].</summary>
    public required double Threshold { get; init; }

    /// <summary>Pixels whose unfiltered value is above the threshold.</summary>
    public required int AreaAboveThreshold { get; init; }

    /// <summary>Sum of its filtered pixels [ADU].</summary>
    public required double FilteredFlux { get; init; }

    /// <summary>Its brightest filtered pixel [ADU].</summary>
    public required double FilteredPeak { get; init; }

    /// <summary>Column of the brightest filtered pixel.</summary>
    public required int FilteredPeakX { get; init; }

    /// <summary>Row of the brightest filtered pixel.</summary>
    public required int FilteredPeakY { get; init; }

    /// <summary>Column of the brightest pixel.</summary>
    public required int PeakX { get; init; }

    /// <summary>Row of the brightest pixel.</summary>
    public required int PeakY { get; init; }

    /// <summary>Second moments xx, yy, xy [pixels²].</summary>
    public required Moments Shape { get; init; }

    /// <summary>Variances and covariance of the centre [pixels²].</summary>
    public required Moments CentreVariance { get; init; }

    /// <summary>The ellipse cxx x² + cyy y² + cxy x y = r² [1/pixels²].</summary>
    public required Moments EllipseCoefficients { get; init; }

    /// <summary>
    /// Effective area of the source against that of a Gaussian with its peak and threshold, at most 1: what cleaning and deblending widen
    /// profiles with.
    /// </summary>
    internal double AreaCorrection { get; init; }

    /// <summary>
    /// The excess over the threshold of its n-th brightest filtered pixel, n being the least number of pixels of a source [ADU].
    /// </summary>
    internal float LeastExcess { get; init; }
}
