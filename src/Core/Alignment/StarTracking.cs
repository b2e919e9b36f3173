using System.Runtime.InteropServices;
using Nocturne.Core.Background;
using Nocturne.Core.Imaging;

namespace Nocturne.Core.Alignment;

/// <summary>Follows known stars from frame to frame: looks for each in a small window round the place where it should be, so a frame costs microseconds instead of a search.</summary>
public static class StarTracking
{
    /// <summary>Largest turn between frames that follow each other [radians]; what turns faster is looked for by its pattern.</summary>
    const double LargestTurn = 2 * Math.PI / 180;

    /// <summary>Largest change of scale between frames that follow each other.</summary>
    const double LargestZoom = 0.02;

    /// <summary>Stars of a frame for one of the reference, at most: a frame shows more than its catalogue holds.</summary>
    const double Crowding = 2;

    /// <summary>Aligns a frame whose place is nearly known.</summary>
    /// <param name="frame">Calibrated counts, sky included.</param>
    /// <param name="background">Its background.</param>
    /// <param name="reference">Stars of the reference, brightest first.</param>
    /// <param name="predicted">Where the frame should lie.</param>
    /// <param name="options">What counts as a star and how far it may have moved.</param>
    /// <param name="alignment">What counts as the same field.</param>
    /// <returns>A failure when what is found could be there by chance: then the pattern must be searched for anew.</returns>
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

        var agreeing = Agreeing(pairs, predicted, 2 * alignment.Tolerance);
        if (agreeing.Count < alignment.MinimumStars) return AlignmentResult.Failed(AlignmentFailure.NoMatch);
        var shift = SimilarityFit.Shift(agreeing, predicted);
        var map = WithoutOutliers(agreeing, predicted, alignment);
        if (agreeing.Count < alignment.MinimumStars
            || !IsSteady(predicted, map)
            || !PatternAlignment.IsAllowed(map, frame.Width, frame.Height, alignment)
            || !IsProven(agreeing, reference, map, shift, expected, frame, alignment)) return AlignmentResult.Failed(AlignmentFailure.NoMatch);
        return new(map, agreeing, SimilarityFit.Residual(CollectionsMarshal.AsSpan(agreeing), map), AlignmentFailure.None);
    }

    /// <summary>The largest group of stars that moved alike; of equal groups the one round the brightest star.</summary>
    static List<StarPair> Agreeing(List<StarPair> pairs, PlaneTransform predicted, double tolerance)
    {
        var best = new List<StarPair>();
        var group = new List<StarPair>();
        foreach (var centre in pairs)
        {
            var shifted = SimilarityFit.Shift([centre], predicted);
            group.Clear();
            foreach (var pair in pairs)
            {
                if (SimilarityFit.SquaredDistance(pair, shifted) <= tolerance * tolerance && !group.Exists(other => other.Frame == pair.Frame)) group.Add(pair);
            }
            if (group.Count > best.Count) (best, group) = (group, best);
        }
        return best;
    }

    /// <summary>Fits the pairs, dropping the one that fits worst until all are within the tolerance.</summary>
    static PlaneTransform WithoutOutliers(List<StarPair> pairs, PlaneTransform predicted, AlignmentOptions alignment)
    {
        var map = PlaneTransform.Identity;
        while (pairs.Count >= alignment.MinimumStars)
        {
            map = RobustFit.Fit(CollectionsMarshal.AsSpan(pairs), predicted, alignment.Mode);
            var worst = 0;
            for (var i = 1; i < pairs.Count; i++)
            {
                if (SimilarityFit.SquaredDistance(pairs[i], map) > SimilarityFit.SquaredDistance(pairs[worst], map)) worst = i;
            }
            if (SimilarityFit.SquaredDistance(pairs[worst], map) <= alignment.Tolerance * alignment.Tolerance) break;
            pairs.RemoveAt(worst);
        }
        return map;
    }

    static bool IsSteady(PlaneTransform before, PlaneTransform now) =>
        Math.Abs(Math.IEEERemainder(now.Rotation - before.Rotation, 2 * Math.PI)) <= LargestTurn
        && now.Scale / before.Scale is >= 1 - LargestZoom and <= 1 + LargestZoom;

    /// <summary>Whether stars of another field, or of this one on its head, would hardly have done as well: as a mere shift, or with a turn as well.</summary>
    static bool IsProven(List<StarPair> pairs, ReadOnlySpan<Star> reference, PlaneTransform map, PlaneTransform shift, int expected, ImageView frame, AlignmentOptions alignment)
    {
        var density = Crowding * expected / ((double)frame.Width * frame.Height);
        var half = pairs.Count / 2;
        if (Chance(half) <= alignment.MaximumFalseAlarms) return true;
        if (Chance(0) > alignment.MaximumFalseAlarms) return false;
        if (alignment.MaximumRotationDegrees < 180) return true;
        var matched = pairs.ConvertAll(pair => pair.Reference);
        var trading = MatchProof.TradingPlaces(CollectionsMarshal.AsSpan(matched), reference, 2 * alignment.Tolerance);
        return Chance(trading / 2) <= alignment.MaximumFalseAlarms;

        double Chance(int dependent) => pairs.Count * Math.Min(Of(shift, 1, dependent), Of(map, alignment.Mode == AlignmentMode.Translation ? 1 : 2, dependent));

        double Of(PlaneTransform fitted, int defining, int dependent)
        {
            var distances = pairs.Count <= 64 ? stackalloc double[pairs.Count] : new double[pairs.Count];
            for (var i = 0; i < distances.Length; i++) distances[i] = SimilarityFit.SquaredDistance(pairs[i], fitted);
            return MatchProof.ExpectedByChance(distances, expected, defining, density, alignment.Tolerance, dependent);
        }
    }
}
