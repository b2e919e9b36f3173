namespace Nocturne.Core.Photometry.Psf;

/// <summary>What a frame's point source is taken for.</summary>
public enum FramePsfKind
{
    /// <summary>An elliptical Gaussian.</summary>
    Gaussian,

    /// <summary>An elliptical Moffat profile of a given exponent, for stars with wings.</summary>
    Moffat,

    /// <summary>The mean of the frame's own stars, whatever their shape; wants many bright ones.</summary>
    Epsf,
}
