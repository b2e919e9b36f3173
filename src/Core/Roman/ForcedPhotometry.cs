using Nocturne.Core.Astrometry.Wcs;
using Nocturne.Core.Quality;

namespace Nocturne.Core.Roman;

/// <summary>Forced aperture photometry of one image: finds the catalogue's sources on the detector and measures each where it should be.</summary>
/// <remarks>
/// The recipe of the Roman aperture-photometry document: image and error times area map; sum in a circle with exact overlap; sky median
/// in a clipped annulus; janskys by zero point, nominal pixel area and encircled energy; AB magnitudes. Immutable and safe to share: rows may be
/// measured in any order and by any number of threads with the same result. Nothing is allocated per image; a row costs its own cut-out.
/// </remarks>
public sealed class ForcedPhotometry
{
    readonly CorrectedPixels pixels;
    readonly DetectorFootprint footprint;
    readonly double geometricArea;

    /// <param name="image">The image.</param>
    /// <param name="area">Its area map, or null for pixels of one size.</param>
    /// <param name="encircledEnergy">The share of light in the aperture.</param>
    /// <param name="options">Settings; null for the defaults.</param>
    /// <exception cref="ScienceImageException">The image lacks what the options require, or the map or the curve does not fit.</exception>
    /// <exception cref="WcsException">The coordinate system does not lead to the sky inside the image.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A setting makes no sense.</exception>
    public ForcedPhotometry(ScienceImage image, AreaMap? area, EncircledEnergy encircledEnergy, ForcedOptions? options = null)
    {
        Options = options ?? new();
        Options.Validate();
        Image = image;
        EncircledEnergy = encircledEnergy;
        if (image.Calibration is null && Options.RequireCalibration)
            throw new ScienceImageException(image.Name, "has no zero point or no pixel area (absent, null, or the pipeline's placeholder), so there are no fluxes; ask for counts only, or give a zero point.");
        if (image.Error is null && Options.RequireErrors)
            throw new ScienceImageException(image.Name, "has no error image, so sums would have no uncertainties; say that this is wanted.");
        pixels = new(image, area, Options.BadBits, Options.Numbers);
        footprint = new(image.Wcs, Options.Inverse, Options.Acceptance);
        geometricArea = Math.PI * Options.ApertureRadius * Options.ApertureRadius;
        EncircledFraction = encircledEnergy.At(Options.ApertureRadius);
    }

    public ScienceImage Image { get; }

    public ForcedOptions Options { get; }

    public EncircledEnergy EncircledEnergy { get; }

    /// <summary>Share of a point source's light in the aperture.</summary>
    public double EncircledFraction { get; }

    /// <summary>Side of the middle pixel on the sky [arcsec].</summary>
    public double PixelScale => footprint.PixelScale * 3600;

    /// <summary>The pixels that are measured, area map applied.</summary>
    public CorrectedPixels Pixels => pixels;

    /// <summary>The sources that lie on the detector, in the order of the catalogue.</summary>
    public IEnumerable<ForcedTarget> Locate(SourceList sources)
    {
        for (var row = 0; row < sources.Count; row++)
        {
            var sky = sources.Position(row);
            if (footprint.TryLocate(sky, out var pixel)) yield return new(row, sources.NameOf(row), sources.IsStar(row), sky, pixel, sources.Flux(row));
        }
    }

    /// <summary>Locates and measures, row by row; nothing is kept.</summary>
    /// <param name="sources">The catalogue.</param>
    /// <param name="onlyStars">Whether galaxies are left out.</param>
    public IEnumerable<ForcedMeasurement> Measure(SourceList sources, bool onlyStars = false) =>
        Locate(sources).Where(target => target.IsStar || !onlyStars).Select(Measure);

    /// <summary>Measures one source.</summary>
    public ForcedMeasurement Measure(ForcedTarget target)
    {
        var (x, y) = target.Pixel;
        var aperture = CircularAperture.Measure(pixels, x, y, Options.ApertureRadius, Options.MaskAperture);
        var sky = SkyAnnulus.Measure(pixels, x, y, Options.AnnulusInner, Options.AnnulusOuter, Options.ClipSigma, Options.ClipRounds);
        var flags = aperture.Flags;
        if ((aperture.QualityBits & Options.SaturatedBits) != 0) flags |= QualityFlag.Saturated;
        if (sky.Count == 0) flags |= QualityFlag.NoPositionOrBackground;

        var net = ForcedFlux.Net(aperture.Sum, sky.Median, geometricArea);
        var sumError = pixels.HasErrors ? aperture.Error : ForcedFlux.SumErrorFromSky(geometricArea, sky.Deviation, net, Options.Gain);
        var netError = ForcedFlux.NetError(sumError, geometricArea, sky.Deviation, sky.Count);
        var janskysPerUnit = Image.Calibration?.JanskysPerUnit ?? double.NaN;
        var flux = net * janskysPerUnit / EncircledFraction;
        var magnitude = Magnitudes.FromMaggies(flux / FluxCalibration.AbZeroJanskys);
        if (!double.IsFinite(magnitude)) flags |= QualityFlag.NoMagnitude;
        if (double.IsFinite(aperture.Sum) && !double.IsFinite(sumError)) flags |= QualityFlag.HasMaskedPixels;
        return new()
        {
            Target = target,
            Aperture = aperture,
            Sky = sky,
            Net = net,
            NetOfUsedArea = ForcedFlux.Net(aperture.Sum, sky.Median, aperture.CenterCount > 0 ? aperture.UsedArea : double.NaN),
            NetError = netError,
            FluxUncorrected = net * janskysPerUnit,
            Flux = flux,
            FluxError = netError * janskysPerUnit / EncircledFraction,
            Magnitude = magnitude,
            MagnitudeError = ForcedFlux.MagnitudeError(net, netError),
            Flags = flags,
        };
    }

}
