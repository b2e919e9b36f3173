namespace Nocturne.Core.Alignment;

/// <summary>What counts as the same field.</summary>
public sealed record AlignmentOptions
{
    public AlignmentMode Mode { get; init; } = AlignmentMode.Similarity;

    /// <summary>Brightest stars used on either side.</summary>
    public int Stars { get; init; } = 15;

    /// <summary>Stars farther apart than this after the map are not the same [pixels].</summary>
    public double Tolerance { get; init; } = 2;

    /// <summary>Fewest matched stars of an alignment by pattern.</summary>
    public int MinimumStars { get; init; } = 3;

    /// <summary>Largest turn, either way [degrees]; 180 allows a meridian flip.</summary>
    public double MaximumRotationDegrees { get; init; } = 180;

    /// <summary>Largest change of scale, either way: 0.05 allows 1/1.05 to 1.05.</summary>
    public double MaximumScaleChange { get; init; } = 0.05;

    /// <summary>The scale that is expected, from which the change counts: 1 within a camera.</summary>
    public double ExpectedScale { get; init; } = 1;

    /// <summary>Largest shift of the frame's centre along either axis [pixels].</summary>
    public double MaximumShift { get; init; } = double.PositiveInfinity;

    /// <summary>Whether a mirror image may match: needed between cameras, never within one.</summary>
    public bool AllowMirror { get; init; }

    /// <summary>Largest expected number of matches by chance for a frame that shows another field; smaller is stricter.</summary>
    public double MaximumFalseAlarms { get; init; } = 1e-6;

    /// <summary>Whether one or two stars may carry the field through a cloud, where that is safe.</summary>
    public bool FollowFewStars { get; init; } = true;

    /// <summary>Longest time since the last proven map over which one or two stars are trusted [s].</summary>
    public double FewStarsSeconds { get; init; } = 120;

    /// <exception cref="ArgumentException">An option has no meaning; the sentence names it.</exception>
    public void Validate()
    {
        if (Stars < 3) throw new ArgumentException($"Alignment needs at least 3 stars, not {Stars}.");
        if (MinimumStars < 2) throw new ArgumentException($"Alignment needs at least 2 matched stars, not {MinimumStars}.");
        if (!(Tolerance > 0)) throw new ArgumentException($"The alignment tolerance must be above 0 pixels, not {Tolerance}.");
        if (!(ExpectedScale > 0)) throw new ArgumentException($"The expected scale must be above 0, but is {ExpectedScale}.");
        if (!(MaximumScaleChange >= 0)) throw new ArgumentException($"The scale limit must not be negative, but is {MaximumScaleChange}.");
    }
}
