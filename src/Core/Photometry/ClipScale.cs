namespace Nocturne.Core.Photometry;

/// <summary>The yardstick of a sigma clip.</summary>
public enum ClipScale
{
    /// <summary>Population standard deviation.</summary>
    StandardDeviation,

    /// <summary>1.482602… × median of the absolute deviations from the median.</summary>
    MedianAbsoluteDeviation,
}
