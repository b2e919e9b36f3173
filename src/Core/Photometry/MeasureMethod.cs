namespace Nocturne.Core.Photometry;

/// <summary>How a flux is taken.</summary>
public enum MeasureMethod
{
    /// <summary>The sum over an aperture.</summary>
    Aperture,

    /// <summary>Pixels weighted by a profile at the given position.</summary>
    Optimal,

    /// <summary>A fit of the PSF, of flux and position or of flux alone.</summary>
    Psf,
}
