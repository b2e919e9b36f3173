namespace Nocturne.Core.Detection;

/// <summary>What <see cref="SegmentationFinder"/> calls a source.</summary>
public sealed record SegmentationOptions
{
    /// <summary>The least number of connected pixels above the threshold.</summary>
    public int MinimumPixels { get; init; } = 5;

    /// <summary>Split segments that have several peaks.</summary>
    public bool Deblend { get; init; } = true;

    /// <summary>Number of levels between the faintest and the brightest pixel of a segment at which peaks are looked for.</summary>
    public int DeblendLevels { get; init; } = 32;

    /// <summary>A piece with less than this share of the flux of its segment is given back to its neighbours.</summary>
    public double DeblendContrast { get; init; } = 0.001;

    /// <summary>
    /// A segment of more pixels than this is kept whole and flagged, as it would cost more than the frame (a saturated or flooded frame).
    /// </summary>
    public int DeblendMaximumPixels { get; init; } = 500_000;

    /// <summary>Sources with a pixel closer to the edge than this are dropped [pixels]; zero keeps all.</summary>
    public int BorderWidth { get; init; }

    /// <exception cref="ArgumentException">An option has no meaning; the sentence says which and what it should be.</exception>
    public void Validate()
    {
        if (MinimumPixels < 1)
            throw new ArgumentException($"A source of at least {MinimumPixels} pixels is no source; MinimumPixels must be at least 1.");
        if (DeblendLevels is < 1 or > 1024)
            throw new ArgumentException($"{DeblendLevels} deblending levels cannot be used; choose 1 to 1024 (32 is usual).");
        if (!(DeblendContrast is >= 0 and <= 1))
            throw new ArgumentException($"A deblending contrast of {DeblendContrast} is no share of a flux; it must lie between 0 and 1.");
        if (DeblendMaximumPixels < 0)
            throw new ArgumentException($"DeblendMaximumPixels is {DeblendMaximumPixels}; it must not be negative.");
        if (BorderWidth < 0)
            throw new ArgumentException($"BorderWidth is {BorderWidth}; it must not be negative.");
    }
}
