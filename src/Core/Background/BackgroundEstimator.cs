namespace Nocturne.Core.Background;

/// <summary>The rule by which a background mesh is measured and spread over the pixels.</summary>
public enum BackgroundEstimator
{
    /// <summary>
    /// Our own rule and the default: equal boxes, clipped mode per box, a natural cubic spline through the true box centres,
    /// continued as a straight line to the edge of the frame. A sloping sky stays a sloping sky.
    /// </summary>
    Gradient,

    /// <summary>
    /// The rule of Source Extractor and SEP (Bertin and Arnouts 1996, A&amp;AS 117, 393), with their half-pixel shift in y and their
    /// approximate spline: for tables that must agree with theirs.
    /// </summary>
    Classic,

    /// <summary>
    /// The rule of photutils' Background2D: sigma clipping, mode or median, boxes with too many rejected pixels left out, and a cubic
    /// B-spline that mirrors at the edge. It flattens a sloping sky in the outer half boxes.
    /// </summary>
    Photutils,
}
