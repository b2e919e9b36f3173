using Nocturne.Core.Quality;

namespace Nocturne.Core.Photometry;

/// <summary>What an aperture holds.</summary>
/// <param name="Flux">Σ w d over usable pixels [ADU].</param>
/// <param name="Variance">Σ w V over usable pixels [ADU²].</param>
/// <param name="Area">Σ w over pixels of the image, bad ones included [pixels].</param>
/// <param name="MaskedArea">Σ w over bad pixels [pixels].</param>
/// <param name="EdgeFraction">Share of the aperture's area that lies outside the image (0 to 1).</param>
/// <param name="Flags">Edge, masked, saturated; <see cref="QualityFlag.NoUsablePixels"/> when nothing could be summed.</param>
public readonly record struct ApertureSum(
    double Flux, double Variance, double Area, double MaskedArea, double EdgeFraction, QualityFlag Flags)
{
    /// <summary>Area of the pixels that were summed [pixels].</summary>
    public double UsedArea => Area - MaskedArea;

    /// <summary>The sum over the whole of the aperture in the image, with bad pixels made up for by the mean of the others.</summary>
    public ApertureSum MaskedCorrected()
    {
        if (!(MaskedArea > 0) || !(UsedArea > 0)) return this;
        var scale = Area / UsedArea;
        return this with { Flux = Flux * scale, Variance = Variance * scale, Flags = Flags | QualityFlag.MaskedCorrected };
    }
}
