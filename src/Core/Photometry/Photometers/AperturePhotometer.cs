using Nocturne.Core.Photometry.Psf;
using Nocturne.Core.Quality;

namespace Nocturne.Core.Photometry.Photometers;

/// <summary>The sum of the light in an aperture, with the exact overlap of its rim.</summary>
/// <param name="Size">Semi-axes or radius, in units of <paramref name="Unit"/>.</param>
/// <param name="Unit">What the size is measured in.</param>
/// <param name="Total">Whether the flux is brought to that of the whole star, by the share that the frame's point source has in the aperture.</param>
public sealed record AperturePhotometer(double Size, ApertureUnit Unit = ApertureUnit.Sigma, bool Total = false) : ISourcePhotometer
{
    /// <inheritdoc/>
    public bool NeedsPsf => Total || Unit == ApertureUnit.Fwhm;

    /// <inheritdoc/>
    public double Reach(in SourcePlace place, FramePsf? psf) => Shape(place, psf).SemiMajor;

    /// <inheritdoc/>
    public PhotometerResult Measure(in SourceView source)
    {
        var sum = AperturePhotometry.Sum(source.Pixels, Shape(source.Place, source.Psf), OverlapMethod.Exact).MaskedCorrected();
        var measured = AperturePhotometry.Flux(sum, source.Pixels.Noise, source.Local is { } local ? local with { Level = 0 } : null);
        return Corrected(new(measured.Flux, measured.FluxError, sum.Area, measured.Flags), source.Place, source.Psf);
    }

    /// <summary>The flux of the whole star, when that is wanted.</summary>
    internal PhotometerResult Corrected(PhotometerResult result, in SourcePlace place, FramePsf? psf)
    {
        if (!Total) return result;

        // All of the aperture, also where it leaves the frame: an edge is flagged and not made up for.
        var stamp = Stamp.At(psf!.Profile, place.X, place.Y);
        var share = stamp.ShareIn(Shape(place, psf));
        return share > 0
            ? result with { Flux = result.Flux / share, FluxError = result.FluxError / share, Flags = result.Flags | psf.Flags }
            : PhotometerResult.Missing(result.Flags | QualityFlag.NoUsablePixels);
    }

    /// <summary>The aperture of a source.</summary>
    public Aperture Shape(in SourcePlace place, FramePsf? psf) => Unit switch
    {
        ApertureUnit.Pixels => Aperture.Circle(place.X, place.Y, Size),
        ApertureUnit.Fwhm => Aperture.Circle(place.X, place.Y, Size * psf!.Fwhm),
        _ => place.Ellipse(Size),
    };
}
