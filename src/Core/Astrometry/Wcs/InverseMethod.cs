namespace Nocturne.Core.Astrometry.Wcs;

/// <summary>How sky positions become pixels.</summary>
public enum InverseMethod
{
    /// <summary>By the inverse that came with the coordinate system, or the analytic one; where there is neither, exactly.</summary>
    Stored,

    /// <summary>By solving the forward transform (Newton).</summary>
    Exact,
}
