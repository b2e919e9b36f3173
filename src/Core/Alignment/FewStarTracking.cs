namespace Nocturne.Core.Alignment;

/// <summary>Follows the field by one or two stars while cloud hides the others, and only where no other star can be meant.</summary>
/// <remarks>
/// It is safe when the stars are hardly displaced from where the last proven map has them, when everything that the frame shows is one of them, when no
/// star that should be brighter is missing, and when the stars have dimmed alike. A jump would have to bring another star of the right light to the
/// very place and take all other stars out of the frame.
/// </remarks>
public static class FewStarTracking
{
    const int Most = 2;

    /// <summary>Largest displacement from the last proven map, for one star and for each of two [pixels].</summary>
    static readonly double[] LargestShift = [3, 6];

    /// <summary>Farthest from their common shift that two stars may lie [pixels].</summary>
    const double Agreement = 1;

    /// <summary>Largest ratio between the dimming of two stars, and largest brightening of any.</summary>
    const double LargestRatio = 2;

    /// <summary>A star of so many times the light of the faintest one that is seen would be seen too.</summary>
    const double CertainlySeen = 2.5;

    /// <summary>Places the frame, or refuses.</summary>
    /// <param name="reference">Stars of the reference, in any order.</param>
    /// <param name="frame">All stars of the frame.</param>
    /// <param name="last">The last proven map.</param>
    /// <param name="width">Width of the frame [pixels].</param>
    /// <param name="height">Height of the frame [pixels].</param>
    public static AlignmentResult Follow(ReadOnlySpan<Star> reference, ReadOnlySpan<Star> frame, PlaneTransform last, int width, int height)
    {
        if (frame.Length is 0 or > Most) return AlignmentResult.Failed(AlignmentFailure.TooFewStars);
        var largest = LargestShift[frame.Length - 1];
        var pairs = new List<StarPair>();
        foreach (var star in frame)
        {
            if (OnlyNeighbour(reference, star, last, largest) is not { } match) return AlignmentResult.Failed(AlignmentFailure.NoMatch);
            pairs.Add(new(match, star));
        }
        if (pairs.Count == Most && pairs[0].Reference == pairs[1].Reference) return AlignmentResult.Failed(AlignmentFailure.NoMatch);

        var map = SimilarityFit.Shift(pairs, last);
        var (lowest, highest, faintest) = (double.PositiveInfinity, 0.0, double.PositiveInfinity);
        foreach (var pair in pairs)
        {
            if (SimilarityFit.SquaredDistance(pair, map) > Agreement * Agreement) return AlignmentResult.Failed(AlignmentFailure.NoMatch);
            var ratio = pair.Frame.Flux / pair.Reference.Flux;
            (lowest, highest, faintest) = (Math.Min(lowest, ratio), Math.Max(highest, ratio), Math.Min(faintest, pair.Frame.Flux));
        }
        if (!(lowest > 0) || highest > LargestRatio || highest > LargestRatio * lowest) return AlignmentResult.Failed(AlignmentFailure.NoMatch);

        foreach (var star in reference)
        {
            var (x, y) = map.Apply(star.X, star.Y);
            var inside = x >= 0 && y >= 0 && x <= width - 1 && y <= height - 1;
            if (inside && lowest * star.Flux > CertainlySeen * faintest && !pairs.Exists(pair => pair.Reference == star)) return AlignmentResult.Failed(AlignmentFailure.NoMatch);
        }
        return new(map, pairs, SimilarityFit.Residual(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(pairs), map), AlignmentFailure.None);
    }

    /// <summary>The one star of the reference at a place; null when there is none, or another one near enough to be taken for it.</summary>
    static Star? OnlyNeighbour(ReadOnlySpan<Star> reference, Star star, PlaneTransform map, double largest)
    {
        Star? only = null;
        foreach (var candidate in reference)
        {
            var squared = SimilarityFit.SquaredDistance(new(candidate, star), map);
            if (squared > 9 * largest * largest) continue;
            if (only is not null || squared > largest * largest) return null;
            only = candidate;
        }
        return only;
    }
}
