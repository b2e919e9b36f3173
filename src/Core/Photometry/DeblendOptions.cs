using Nocturne.Core.Photometry.Psf;
using Nocturne.Core.Quality;

namespace Nocturne.Core.Photometry;

/// <summary>
/// How apertures are freed from their neighbours' light. The defaults are those of stdpipe's function, with our own rules.
/// </summary>
public sealed record DeblendOptions
{
    /// <summary>Whose rules to follow; those of measure_objects_sep stand for those of measure_aperture_deblended.</summary>
    public MeasureRecipe Recipe { get; init; } = MeasureRecipe.Nocturne;

    /// <summary>Radius of the aperture [pixels, or FWHM when <see cref="Fwhm"/> is given].</summary>
    public required double ApertureRadius { get; init; }

    /// <summary>The light of a point source.</summary>
    public required PsfModel Psf { get; init; }

    /// <summary>Unit of the radius [pixels]; none means pixels.</summary>
    public double? Fwhm { get; init; }

    /// <summary>Electrons per count for the source's own noise [e⁻/ADU]; zero means unknown.</summary>
    public double Gain { get; init; }

    /// <summary>Rows to give out, in this order; none means all.</summary>
    public IReadOnlyList<int>? Targets { get; init; }

    public ApertureCorrection ApertureCorrection { get; init; } = ApertureCorrection.RatioField;

    public FieldBackend RatioBackend { get; init; } = FieldBackend.Loess;

    /// <summary>Sources that take part in a local ratio, at most all.</summary>
    public int RatioNeighbours { get; init; } = 100;

    /// <summary>Units of distance of the ratio field [pixels]; none means a quarter of the sources' range.</summary>
    public (double X, double Y)? RatioScales { get; init; }

    public int RatioRobustRounds { get; init; } = 2;

    public (int Columns, int Rows) RatioGrid { get; init; } = (12, 8);

    public int RatioLeastPerCell { get; init; } = 6;

    /// <summary>Standard deviation of the grid's smoothing [cells].</summary>
    public double RatioSmoothing { get; init; } = 1;

    /// <summary>Ratios are kept between these.</summary>
    public (double Low, double High) RatioClip { get; init; } = (0.5, 3);

    /// <summary>Ratios further from the median than so many deviations do not take part.</summary>
    public double RatioOutlier { get; init; } = 5;

    /// <summary>Fewest ratios for a field; below, their median serves.</summary>
    public int RatioMin { get; init; } = 6;

    /// <summary>Flag of rows that cannot be used.</summary>
    public QualityFlag BadFlag { get; init; } = QualityFlag.PoorFit;

    /// <summary>Whether the errors of the neighbours' PSF fluxes go into the error.</summary>
    public bool PropagateNeighbourErrors { get; init; } = true;

    /// <summary>Cells along a pixel's side for overlaps of stamps and apertures, with stdpipe's rules; ours are exact.</summary>
    public int OverlapSubpixel { get; init; } = 4;

    /// <summary>Side of the boxes of the background, where noise has to be found [pixels].</summary>
    public int BackgroundMesh { get; init; } = 64;

    /// <exception cref="ArgumentException">An option has no meaning; the sentence says which and what it should be.</exception>
    public void Validate()
    {
        if (!(ApertureRadius > 0) || double.IsInfinity(ApertureRadius))
            throw new ArgumentException($"The aperture radius is {ApertureRadius} but must be a positive number of pixels (3 is usual).");
        if (Fwhm is { } width && !(width > 0 && double.IsFinite(width)))
            throw new ArgumentException($"The width of stars is {width} but must be a positive number of pixels.");
        if (!(Gain >= 0) || double.IsInfinity(Gain))
            throw new ArgumentException($"The gain is {Gain} but must be a positive number of electrons per count, or 0 when it is not known.");
        if (!(RatioClip.Low <= RatioClip.High))
            throw new ArgumentException($"Ratios cannot be kept between {RatioClip.Low} and {RatioClip.High}: give the smaller number first.");
        if (!(RatioOutlier > 0)) throw new ArgumentException($"The outlier limit of ratios is {RatioOutlier} but must be positive.");
        if (RatioNeighbours < 1 || RatioGrid.Columns < 1 || RatioGrid.Rows < 1 || RatioScales is { } scales && !(scales.X > 0 && scales.Y > 0))
            throw new ArgumentException("The ratio field needs at least one neighbour, one cell and positive scales.");
        if (OverlapSubpixel < 1)
            throw new ArgumentException($"Overlaps with {OverlapSubpixel} cells along a pixel make no sense: give at least 1 (4 is usual).");
        if (BackgroundMesh < 1)
            throw new ArgumentException($"The background mesh is {BackgroundMesh} pixels but must be at least 1 (64 is usual).");
    }
}
