using Nocturne.Core.Astrometry;
using Nocturne.Core.Roman;

namespace Nocturne.Streams.Forced;

/// <summary>What is known of a measured image when its pixels are gone.</summary>
public sealed record ForcedImage
{
    public required string Instrument { get; init; }

    public required string Detector { get; init; }

    /// <summary>The filter, as the file writes it.</summary>
    public required string Filter { get; init; }

    public required int Width { get; init; }

    public required int Height { get; init; }

    /// <summary>Unit of the pixels.</summary>
    public required string Unit { get; init; }

    /// <summary>Begin of the exposure [UTC].</summary>
    public Mjd? Start { get; init; }

    /// <summary>Middle of the exposure [UTC].</summary>
    public Mjd? Middle { get; init; }

    public FluxCalibration? Calibration { get; init; }

    /// <summary>Side of a pixel [arcsec].</summary>
    public required double PixelScale { get; init; }

    public required ForcedOptions Options { get; init; }

    /// <summary>The curve that corrected the fluxes.</summary>
    public required EncircledEnergy EncircledEnergy { get; init; }

    /// <summary>Share of the light in the aperture.</summary>
    public required double EncircledFraction { get; init; }

    /// <summary>The image's own curve, when it was measured and a star showed it.</summary>
    public GrowthCurve? Growth { get; init; }

    /// <summary>Which area map was applied and what its numbers are.</summary>
    public required string AreaMap { get; init; }

    /// <summary>Rows of the catalogue, on the detector or not.</summary>
    public required int CatalogueRows { get; init; }

    /// <summary>Sources on the detector that are stars, or of unknown type.</summary>
    public required int Stars { get; init; }

    /// <summary>Sources on the detector that are galaxies.</summary>
    public required int Galaxies { get; init; }

    /// <summary>Comparison of the stars with the catalogue.</summary>
    public required OffsetStatistics Offset { get; init; }

    /// <summary>A piece of the image, for the eye.</summary>
    public required ForcedCutout Cutout { get; init; }

    /// <summary>What was assumed or found strange, in sentences.</summary>
    public required IReadOnlyList<string> Notes { get; init; }
}
