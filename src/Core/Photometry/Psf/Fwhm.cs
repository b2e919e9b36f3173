namespace Nocturne.Core.Photometry.Psf;

/// <summary>Full width at half maximum and standard deviation of a Gaussian.</summary>
public static class Fwhm
{
    /// <summary>2 √(2 ln 2).</summary>
    public const double PerSigma = 2.3548200450309493;
}
