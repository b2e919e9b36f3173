using System.Runtime.InteropServices;
using Nocturne.Core.Background;
using Nocturne.Core.Imaging;

namespace Nocturne.Core.Alignment;

/// <summary>Follows known stars from frame to frame: looks for each in a small window round the place where it should be, so a frame costs microseconds instead of a search.</summary>
public static class StarTracking
{
    /// <summary>Aligns a frame whose place is nearly known.</summary>
    /// <param name="frame">Calibrated counts, sky included.</param>
    /// <param name="background">Its background.</param>
    /// <param name="reference">Stars of the reference, brightest first.</param>
    /// <param name="predicted">Where the frame should lie.</param>
    /// <param name="options">What counts as a star and how far it may have moved.</param>
    /// <param name="alignment">What counts as the same field.</param>
    /// <returns>
    /// A failure when fewer than half of the stars that should be in the frame are where the map says: then the pattern must be searched for anew.
    /// </returns>
    public static AlignmentResult Track(
        ImageView frame, BackgroundMesh background, ReadOnlySpan<Star> reference, PlaneTransform predicted, TrackingOptions options, AlignmentOptions alignment)
    {
        var expected = 0;
        var pairs = new List<StarPair>();
        for (var i = 0; i < reference.Length && expected < alignment.Stars; i++)
        {
            var (x, y) = predicted.Apply(reference[i].X, reference[i].Y);
            var margin = options.SearchRadius;
            if (!(x >= margin && y >= margin && x < frame.Width - margin && y < frame.Height - margin)) continue;
            expected++;
            if (StarWindow.Nearest(frame, background, x, y, options.SearchRadius, options) is { } star) pairs.Add(new(reference[i], star));
        }
        if (expected < alignment.MinimumStars || pairs.Count < alignment.MinimumStars) return AlignmentResult.Failed(AlignmentFailure.TooFewStars);

        var (map, kept) = WithoutOutliers(pairs, alignment);
        if (kept.Count < alignment.MinimumStars || 2 * kept.Count < expected || !PatternAlignment.IsAllowed(map, frame.Width, frame.Height, alignment))
            return AlignmentResult.Failed(AlignmentFailure.NoMatch);
        return new(map, kept, SimilarityFit.Residual(CollectionsMarshal.AsSpan(kept), map), AlignmentFailure.None);
    }

    /// <summary>Drops the pair that fits worst until all are within the tolerance.</summary>
    static (PlaneTransform Map, List<StarPair> Kept) WithoutOutliers(List<StarPair> pairs, AlignmentOptions alignment)
    {
        var kept = new List<StarPair>(pairs);
        var map = PlaneTransform.Identity;
        while (kept.Count >= alignment.MinimumStars)
        {
            map = SimilarityFit.Fit(CollectionsMarshal.AsSpan(kept), alignment.Mode);
            var worst = 0;
            for (var i = 1; i < kept.Count; i++)
            {
                if (SimilarityFit.SquaredDistance(kept[i], map) > SimilarityFit.SquaredDistance(kept[worst], map)) worst = i;
            }
            if (SimilarityFit.SquaredDistance(kept[worst], map) <= alignment.Tolerance * alignment.Tolerance) break;
            kept.RemoveAt(worst);
        }
        return (map, kept);
    }
}
