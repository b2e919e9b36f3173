namespace Nocturne.Core.Detection;

/// <summary>What <see cref="SourceExtractor"/> calls a source, and how it splits and cleans.</summary>
public sealed record ExtractionOptions
{
    /// <summary>The least number of connected pixels above the threshold.</summary>
    public int MinimumPixels { get; init; } = 5;

    /// <summary>The detection filter, or none.</summary>
    public DetectionFilter? Filter { get; init; } = DetectionFilter.Default;

    /// <summary>
    /// With a filter and a noise map: detect where the matched filter's signal-to-noise ratio is above the threshold, rather than the
    /// filtered image.
    /// </summary>
    public bool MatchedFilter { get; init; } = true;

    /// <summary>
    /// Treat masked pixels as SEP does, for tables that must agree: the mask is not applied in the first rows (half the height of the
    /// filter), and a masked pixel may belong to
    /// a source when its filtered neighbours speak for it. With a noise map such a source has a threshold beyond measure, so it is
    /// neither split nor cleaned.
    /// Otherwise a masked pixel belongs to nothing.
    /// </summary>
    public bool MaskAsSep { get; init; }

    /// <summary>Number of levels at which a source is looked at for splitting.</summary>
    public int DeblendLevels { get; init; } = 32;

    /// <summary>The least share of the light that a branch must hold to become a source of its own; 1 splits nothing.</summary>
    public double DeblendContrast { get; init; } = 0.005;

    /// <summary>Remove detections that the wings of a brighter neighbour would have made.</summary>
    public bool Clean { get; init; } = true;

    /// <summary>Exponent of the wings that <see cref="Clean"/> assumes.</summary>
    public double CleanParameter { get; init; } = 1;

    /// <summary>Gain [electrons per ADU] for the source's own noise in the variance of its centre; zero leaves it out.</summary>
    public double Gain { get; init; }

    /// <exception cref="ArgumentException">An option has no meaning; the sentence says which and what it should be.</exception>
    public void Validate()
    {
        if (MinimumPixels < 1)
            throw new ArgumentException($"A source of at least {MinimumPixels} pixels is no source; MinimumPixels must be at least 1.");
        if (DeblendLevels is < 1 or > 1024)
            throw new ArgumentException($"{DeblendLevels} deblending levels cannot be used; choose 1 to 1024 (32 is usual).");
        if (!(DeblendContrast is >= 0 and <= 1))
            throw new ArgumentException($"A deblending contrast of {DeblendContrast} is no share of a flux; it must lie between 0 and 1.");
        if (!(CleanParameter > 0) || !double.IsFinite(CleanParameter))
            throw new ArgumentException($"The clean parameter is {CleanParameter}; it must be positive (1 is usual).");
        if (!(Gain >= 0) || !double.IsFinite(Gain))
            throw new ArgumentException($"The gain is {Gain} electrons per ADU; it must be positive, or zero to leave it out.");
    }
}
