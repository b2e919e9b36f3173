namespace Nocturne.Core.Photometry.Photometers;

/// <summary>In what an aperture is measured.</summary>
public enum ApertureUnit
{
    /// <summary>Standard deviations of the band's point source, an ellipse of its shape: the same in all frames.</summary>
    Sigma,

    /// <summary>Full widths at half maximum of the frame's own stars, a circle that follows the seeing.</summary>
    Fwhm,

    /// <summary>Pixels, a circle.</summary>
    Pixels,
}
