using Nocturne.Core.Photometry.Psf;

namespace Nocturne.Core.Photometry.Photometers;

/// <summary>The sum of the light in an aperture, with the exact overlap of its rim.</summary>
/// <param name="Size">Semi-axes or radius, in units of <paramref name="Unit"/>.</param>
/// <param name="Unit">What the size is measured in.</param>
public sealed record AperturePhotometer(double Size, ApertureUnit Unit = ApertureUnit.Sigma) : ISourcePhotometer
{
    /// <inheritdoc/>
    public bool NeedsPsf => Unit == ApertureUnit.Fwhm;

    /// <inheritdoc/>
    public double Reach(in SourcePlace place, FramePsf? psf) => Shape(place, psf).SemiMajor;

    /// <inheritdoc/>
    public PhotometerResult Measure(in SourceView source)
    {
        var sum = AperturePhotometry.Sum(source.Pixels, Shape(source.Place, source.Psf), OverlapMethod.Exact).MaskedCorrected();
        var measured = AperturePhotometry.Flux(sum, source.Pixels.Noise, source.Local is { } local ? local with { Level = 0 } : null);
        return new(measured.Flux, measured.FluxError, sum.Area, measured.Flags);
    }

    /// <summary>The aperture of a source.</summary>
    public Aperture Shape(in SourcePlace place, FramePsf? psf) => Unit switch
    {
        ApertureUnit.Pixels => Aperture.Circle(place.X, place.Y, Size),
        ApertureUnit.Fwhm => Aperture.Circle(place.X, place.Y, Size * psf!.Fwhm),
        _ => place.Ellipse(Size),
    };
}
