using System.Runtime.InteropServices;

namespace Nocturne.Core.Alignment;

/// <summary>Finds how a frame lies on its reference from the pattern of the brightest stars alone.</summary>
/// <remarks>
/// First the shift is looked for, upright and upside down, for a telescope jumps and flips more often than it turns. Where that proves nothing, similar triangles
/// of stars (Valdes et al. 1995, PASP 107, 1119; Beroiz et al. 2020, A&amp;C 32, 100384) propose maps. A map is believed when it brings together more
/// stars than chance would (<see cref="MatchProof"/>) and no other map does so too. Nothing is drawn at random: the same lists give the same map, whatever
/// their order was on arrival.
/// </remarks>
public static class PatternAlignment
{
    const double RatioTolerance = 0.02;
    const int MostProposals = 4000;

    /// <summary>Aligns a frame by pattern.</summary>
    /// <param name="reference">Stars of the reference, in any order.</param>
    /// <param name="frame">Stars of the frame, in any order.</param>
    /// <param name="frameWidth">Width of the frame [pixels]; with the height it tells how likely a match by chance is.</param>
    /// <param name="frameHeight">Height of the frame [pixels].</param>
    /// <param name="options">What counts as the same field.</param>
    /// <param name="last">How an earlier frame lay: its turn and scale, and the same upside down, are tried first. Null: as the reference.</param>
    /// <exception cref="ArgumentException">An option has no meaning.</exception>
    public static AlignmentResult Align(
        ReadOnlySpan<Star> reference, ReadOnlySpan<Star> frame, int frameWidth, int frameHeight, AlignmentOptions options, PlaneTransform? last = null)
    {
        options.Validate();
        var from = Brightest(reference, options.Stars);
        var to = Brightest(frame, options.Stars);
        if (from.Length < options.MinimumStars || to.Length < options.MinimumStars) return AlignmentResult.Failed(AlignmentFailure.TooFewStars);

        var failure = KnownOrientation(from, Brightest(frame, 2 * options.Stars), last ?? PlaneTransform.Identity, frameWidth, frameHeight, options, out var map);
        if (failure == AlignmentFailure.NoMatch && options.Mode == AlignmentMode.Similarity) failure = AnyOrientation(from, to, frameWidth, frameHeight, options, out map);
        if (failure != AlignmentFailure.None) return AlignmentResult.Failed(failure);

        var (transform, pairs) = StarMatcher.Refine(reference, frame, map, options);
        if (pairs.Count >= options.MinimumStars) transform = RobustFit.Fit(CollectionsMarshal.AsSpan(pairs), map, options.Mode);
        return pairs.Count >= options.MinimumStars && IsAllowed(transform, frameWidth, frameHeight, options)
            ? new(transform, pairs, SimilarityFit.Residual(CollectionsMarshal.AsSpan(pairs), transform), AlignmentFailure.None)
            : AlignmentResult.Failed(AlignmentFailure.NoMatch);
    }

    /// <summary>Whether a map stays within the limits on turn, scale, shift of the frame's centre, and parity.</summary>
    public static bool IsAllowed(PlaneTransform map, int width, int height, AlignmentOptions options)
    {
        if (map.Determinant < 0 && !options.AllowMirror) return false;
        var scale = map.Scale / options.ExpectedScale;
        if (!(scale <= 1 + options.MaximumScaleChange && scale >= 1 / (1 + options.MaximumScaleChange))) return false;
        if (Math.Abs(map.Rotation) * 180 / Math.PI > options.MaximumRotationDegrees) return false;
        var (x, y) = map.Apply((width - 1) / 2.0, (height - 1) / 2.0);
        return Math.Abs(x - ((width - 1) / 2.0)) <= options.MaximumShift && Math.Abs(y - ((height - 1) / 2.0)) <= options.MaximumShift;
    }

    /// <summary>Expected number of maps as good as this one by chance, for one try.</summary>
    internal static double Chance(List<StarPair> pairs, PlaneTransform map, ReadOnlySpan<Star> from, int toCount, int defining, int width, int height, AlignmentOptions options)
    {
        var inside = 0;
        foreach (var star in from)
        {
            var (x, y) = map.Apply(star.X, star.Y);
            if (x > -0.5 && y > -0.5 && x < width - 0.5 && y < height - 0.5) inside++;
        }
        var distances = pairs.Count <= 64 ? stackalloc double[pairs.Count] : new double[pairs.Count];
        for (var i = 0; i < distances.Length; i++) distances[i] = SimilarityFit.SquaredDistance(pairs[i], map);
        return MatchProof.ExpectedByChance(distances, inside, defining, toCount / ((double)width * height), options.Tolerance);
    }

    static AlignmentFailure KnownOrientation(Star[] from, Star[] to, PlaneTransform last, int width, int height, AlignmentOptions options, out PlaneTransform map)
    {
        var choice = new MapChoice(width, height, options.Tolerance);
        var tries = ShiftSearch.Search(from, to, last, width, height, options, choice)
            + ShiftSearch.Search(from, to, last.UpsideDown(), width, height, options, choice);
        return choice.Decide(tries, options.MaximumFalseAlarms, out map);
    }

    static AlignmentFailure AnyOrientation(Star[] from, Star[] to, int width, int height, AlignmentOptions options, out PlaneTransform map)
    {
        var choice = new MapChoice(width, height, options.Tolerance);
        var enough = Math.Max(6, (int)Math.Ceiling(0.8 * Math.Min(from.Length, to.Length)));
        var tried = 0;
        foreach (var proposal in Similarities(from, to, options))
        {
            if (!IsAllowed(proposal, width, height, options)) continue;
            tried++;
            var (refined, pairs) = StarMatcher.Refine(from, to, proposal, options);
            if (pairs.Count < options.MinimumStars || !IsAllowed(refined, width, height, options)) continue;
            choice.Consider(refined, pairs.Count, Chance(pairs, refined, from, to.Length, defining: 2, width, height, options));
            if (choice.Pairs >= enough) break;
        }
        return choice.Decide(tried, options.MaximumFalseAlarms, out map);
    }

    static List<PlaneTransform> Similarities(Star[] from, Star[] to, AlignmentOptions options)
    {
        var minimumSide = 4 * options.Tolerance;
        var ours = StarTriangle.All(from, minimumSide);
        var theirs = StarTriangle.All(to, minimumSide);
        theirs.Sort((p, q) => p.MiddleRatio.CompareTo(q.MiddleRatio) is var order and not 0 ? order
            : (p.A, p.B, p.C).CompareTo((q.A, q.B, q.C)));
        var candidates = new List<(double Misfit, int Ours, int Theirs)>();
        for (var i = 0; i < ours.Count; i++)
        {
            for (var j = FirstAtOrAbove(theirs, ours[i].MiddleRatio - RatioTolerance); j < theirs.Count; j++)
            {
                if (theirs[j].MiddleRatio > ours[i].MiddleRatio + RatioTolerance) break;
                if (Misfit(ours[i], theirs[j], options) is { } misfit) candidates.Add((misfit, i, j));
            }
        }
        candidates.Sort();
        var maps = new List<PlaneTransform>();
        foreach (var (_, i, j) in candidates.Take(MostProposals)) maps.Add(MapOf(ours[i], theirs[j], from, to));
        return maps;
    }

    /// <summary>Difference in shape in units of what position errors do to a triangle of that size: large triangles are trusted more. Null when they cannot be the same.</summary>
    static double? Misfit(StarTriangle ours, StarTriangle theirs, AlignmentOptions options)
    {
        if (ours.Clockwise != theirs.Clockwise && !options.AllowMirror) return null;
        var scale = theirs.Perimeter / ours.Perimeter / options.ExpectedScale;
        if (scale > 1 + options.MaximumScaleChange + RatioTolerance || scale < 1 / (1 + options.MaximumScaleChange + RatioTolerance)) return null;
        var (dm, ds) = (ours.MiddleRatio - theirs.MiddleRatio, ours.ShortRatio - theirs.ShortRatio);
        var distance = Math.Sqrt((dm * dm) + (ds * ds));
        return distance <= RatioTolerance ? (distance + 1e-3) / ours.Perimeter : null;
    }

    static PlaneTransform MapOf(StarTriangle ours, StarTriangle theirs, Star[] from, Star[] to) => SimilarityFit.Fit(
        [new(from[ours.A], to[theirs.A]), new(from[ours.B], to[theirs.B]), new(from[ours.C], to[theirs.C])],
        AlignmentMode.Similarity,
        mirror: ours.Clockwise != theirs.Clockwise);

    static int FirstAtOrAbove(List<StarTriangle> sorted, double ratio)
    {
        var (low, high) = (0, sorted.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (sorted[middle].MiddleRatio < ratio) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    static Star[] Brightest(ReadOnlySpan<Star> stars, int count)
    {
        var sorted = stars.ToArray();
        Array.Sort(sorted, (p, q) => (q.Flux, p.X, p.Y).CompareTo((p.Flux, q.X, q.Y)));
        return sorted.Length <= count ? sorted : sorted[..count];
    }
}
