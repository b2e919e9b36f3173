namespace Nocturne.Core.Photometry.Psf;

/// <summary>How an empirical PSF is built.</summary>
public sealed record PsfBuildOptions
{
    /// <summary>Width of the stars [pixels].</summary>
    public required double Fwhm { get; init; }

    /// <summary>Degree of the change over the field.</summary>
    public int Degree { get; init; }

    /// <summary>Samples per pixel.</summary>
    public int Oversampling { get; init; } = 2;

    /// <summary>Side of the cut-outs [pixels]; zero means six and a half times the width, at least 15.</summary>
    public int Side { get; init; }

    /// <summary>Rounds in which stars are centred on the PSF of the round before.</summary>
    public int Rounds { get; init; } = 3;

    /// <summary>A star that moves further from its first position is not used [pixels].</summary>
    public double LargestDrift { get; init; } = 1.5;

    /// <summary>Fewest stars per coefficient; below, the degree is lowered.</summary>
    public int StarsPerTerm { get; init; } = 2;

    /// <summary>Residuals beyond so many deviations above the median drop a star.</summary>
    public double ClipSigma { get; init; } = 3;

    /// <exception cref="ArgumentException">An option has no meaning; the sentence says which and what it should be.</exception>
    public void Validate()
    {
        if (!(Fwhm > 0) || double.IsInfinity(Fwhm))
            throw new ArgumentException($"The width of the stars is {Fwhm} but must be a positive number of pixels.");
        if (Degree is < 0 or > 6) throw new ArgumentException($"The degree of the PSF is {Degree} but must lie between 0 and 6.");
        if (Oversampling is < 1 or > 8)
            throw new ArgumentException($"The oversampling is {Oversampling} but must lie between 1 and 8 (2 is usual).");
        if (Side < 0 || Rounds < 1 || StarsPerTerm < 1 || !(LargestDrift > 0) || !(ClipSigma > 0))
            throw new ArgumentException("Side, rounds, stars per term, drift and clip of a PSF must be positive.");
    }
}
