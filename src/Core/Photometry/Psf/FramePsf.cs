using Nocturne.Core.Quality;

namespace Nocturne.Core.Photometry.Psf;

/// <summary>The point source of one frame.</summary>
/// <param name="Profile">Its light.</param>
/// <param name="SemiMajorSigma">Half its width at half maximum along the major axis ÷ 1.1774: the standard deviation of a Gaussian [pixels].</param>
/// <param name="SemiMinorSigma">The same along the minor axis [pixels].</param>
/// <param name="Orientation">Angle of the major axis from +x towards +y [radians].</param>
/// <param name="Stars">Stars that it was measured on; with none it has the shape of the band's catalogue.</param>
public sealed record FramePsf(IProfile Profile, double SemiMajorSigma, double SemiMinorSigma, double Orientation, int Stars)
{
    /// <summary>Full width at half maximum, the mean of both axes in squares [pixels].</summary>
    public double Fwhm => Psf.Fwhm.PerSigma * Math.Sqrt(((SemiMajorSigma * SemiMajorSigma) + (SemiMinorSigma * SemiMinorSigma)) / 2);

    /// <summary>What is known against measurements with it.</summary>
    public QualityFlag Flags => Stars == 0 ? QualityFlag.PoorFit : QualityFlag.Good;
}
