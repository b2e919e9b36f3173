namespace Nocturne.Core.Photometry;

/// <summary>How the total flux of a source comes from its seed flux.</summary>
public enum ApertureCorrection
{
    /// <summary>By the ratio of PSF and seed fluxes as a field over the frame.</summary>
    RatioField,

    /// <summary>By the median of the ratios.</summary>
    Fixed,

    /// <summary>The seed flux is the total flux.</summary>
    None,
}
