namespace Nocturne.Core.Photometry;

/// <summary>How a local sky level comes from the pixels of a ring.</summary>
public enum SkyEstimator
{
    /// <summary>Mean of the kept pixels.</summary>
    Mean,

    /// <summary>Median of the kept pixels.</summary>
    Median,

    /// <summary>3 median − 2 mean of the kept pixels (Pearson).</summary>
    Mode,

    /// <summary>
    /// 2.5 median − 1.5 mean, or the median where the two differ by more than 0.3 standard deviations (Source Extractor).
    /// </summary>
    SextractorMode,

    /// <summary>A plane through the pixels, at the source.</summary>
    Plane,

    /// <summary>A quadratic surface through the pixels, at the source.</summary>
    Quadratic,
}
