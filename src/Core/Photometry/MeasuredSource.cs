using Nocturne.Core.Quality;

namespace Nocturne.Core.Photometry;

/// <summary>One measured source. Every NaN comes with a flag.</summary>
public sealed record MeasuredSource
{
    /// <summary>Place in the list of sources.</summary>
    public required int Index { get; init; }

    /// <summary>Position of the photometry [pixels].</summary>
    public required double X { get; init; }

    public required double Y { get; init; }

    /// <summary>Position before centroiding [pixels].</summary>
    public double OriginalX { get; init; }

    public double OriginalY { get; init; }

    public QualityFlag Flags { get; init; }

    /// <summary>Local background [ADU per pixel]; zero without one.</summary>
    public double LocalBackground { get; init; }

    /// <summary>Its standard deviation [ADU per pixel].</summary>
    public double LocalBackgroundError { get; init; }

    /// <summary>Area of the aperture in the image [pixels].</summary>
    public double Area { get; init; } = double.NaN;

    /// <summary>Area of its bad pixels [pixels].</summary>
    public double MaskedArea { get; init; }

    /// <summary>Share of the aperture that lies outside the image.</summary>
    public double EdgeFraction { get; init; }

    /// <summary>Scatter of the global background in the aperture [ADU].</summary>
    public double BackgroundFluxError { get; init; }

    /// <summary>Counts [ADU].</summary>
    public double Flux { get; init; } = double.NaN;

    /// <summary>Standard deviation of the flux [ADU].</summary>
    public double FluxError { get; init; } = double.NaN;

    /// <summary>Instrumental magnitude.</summary>
    public double Magnitude { get; init; } = double.NaN;

    public double MagnitudeError { get; init; } = double.NaN;

    /// <summary>Pixels of an optimal extraction or a PSF fit.</summary>
    public int ProfilePixels { get; init; }

    /// <summary>Reduced chi-square of an optimal extraction or a PSF fit.</summary>
    public double ReducedChiSquare { get; init; } = double.NaN;

    /// <summary>Share of the profile's light in the used pixels.</summary>
    public double ProfileSum { get; init; } = double.NaN;

    /// <summary>Number of its group, from 1; −1 without a position; 0 when groups were not asked for.</summary>
    public int Group { get; init; }

    public int GroupSize { get; init; }

    /// <summary>Fitted position [pixels].</summary>
    public double PsfX { get; init; } = double.NaN;

    public double PsfY { get; init; } = double.NaN;

    public int PsfIterations { get; init; }

    /// <summary>What is known against the PSF fit: edge, masked pixels.</summary>
    public QualityFlag PsfFlags { get; init; }
}
