using System.Runtime.InteropServices;

namespace Nocturne.Core.Alignment;

/// <summary>Finds how a frame lies on its reference from the pattern of the brightest stars alone, without a guess.</summary>
/// <remarks>
/// Similar triangles of stars (Valdes et al. 1995, PASP 107, 1119; Beroiz et al. 2020, A&amp;C 32, 100384) propose maps; a map is believed when it
/// brings together more stars than chance would. Nothing is drawn at random: the same lists give the same map, whatever their order was on arrival.
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
    /// <exception cref="ArgumentException">An option has no meaning.</exception>
    public static AlignmentResult Align(ReadOnlySpan<Star> reference, ReadOnlySpan<Star> frame, int frameWidth, int frameHeight, AlignmentOptions options)
    {
        options.Validate();
        var from = Brightest(reference, options.Stars);
        var to = Brightest(frame, options.Stars);
        if (from.Length < options.MinimumStars || to.Length < options.MinimumStars) return AlignmentResult.Failed(AlignmentFailure.TooFewStars);

        var proposals = options.Mode == AlignmentMode.Translation ? Shifts(from, to) : Similarities(from, to, options);
        var best = Best(proposals, from, to, frameWidth, frameHeight, options);
        if (best is not { } map) return AlignmentResult.Failed(AlignmentFailure.NoMatch);

        var (transform, pairs) = StarMatcher.Refine(reference, frame, map, options);
        return pairs.Count >= options.MinimumStars && IsAllowed(transform, frameWidth, frameHeight, options)
            ? new(transform, pairs, SimilarityFit.Residual(CollectionsMarshal.AsSpan(pairs), transform), AlignmentFailure.None)
            : AlignmentResult.Failed(AlignmentFailure.NoMatch);
    }

    /// <summary>Whether a map stays within the limits on turn, scale, shift of the frame's centre, and parity.</summary>
    public static bool IsAllowed(PlaneTransform map, int width, int height, AlignmentOptions options)
    {
        if (map.Determinant < 0 && !options.AllowMirror) return false;
        var scale = map.Scale;
        if (!(scale <= 1 + options.MaximumScaleChange && scale >= 1 / (1 + options.MaximumScaleChange))) return false;
        if (Math.Abs(map.Rotation) * 180 / Math.PI > options.MaximumRotationDegrees) return false;
        var (x, y) = map.Apply((width - 1) / 2.0, (height - 1) / 2.0);
        return Math.Abs(x - ((width - 1) / 2.0)) <= options.MaximumShift && Math.Abs(y - ((height - 1) / 2.0)) <= options.MaximumShift;
    }

    static PlaneTransform? Best(List<PlaneTransform> proposals, Star[] from, Star[] to, int width, int height, AlignmentOptions options)
    {
        PlaneTransform? best = null;
        var bestCount = 0;
        var bestResidual = double.PositiveInfinity;
        var enough = Math.Max(options.MinimumStars, (int)Math.Ceiling(0.8 * Math.Min(from.Length, to.Length)));
        var tried = 0;
        foreach (var proposal in proposals)
        {
            if (!IsAllowed(proposal, width, height, options)) continue;
            tried++;
            var (map, pairs) = StarMatcher.Refine(from, to, proposal, options);
            if (pairs.Count < options.MinimumStars || pairs.Count < bestCount || !IsAllowed(map, width, height, options)) continue;
            var residual = SimilarityFit.Residual(CollectionsMarshal.AsSpan(pairs), map);
            if (pairs.Count == bestCount && residual >= bestResidual) continue;
            (best, bestCount, bestResidual) = (map, pairs.Count, residual);
            if (bestCount >= enough && bestCount >= 6) break;
        }
        return best is not null && ExpectedByChance(bestCount, from.Length, to.Length, tried, width, height, options) <= options.MaximumFalseAlarms ? best : null;
    }

    /// <summary>How many maps as good as this one chance alone would give: tries × binomial tail of the stars beyond those that define the map.</summary>
    static double ExpectedByChance(int matched, int fromCount, int toCount, int tried, int width, int height, AlignmentOptions options)
    {
        var defining = options.Mode == AlignmentMode.Translation ? 1 : 2;
        var hit = Math.Min(1, toCount * Math.PI * options.Tolerance * options.Tolerance / ((double)width * height));
        var (trials, extra) = (fromCount - defining, matched - defining);
        double tail = 0;
        for (var k = extra; k <= trials; k++) tail += Binomial(trials, k) * Math.Pow(hit, k) * Math.Pow(1 - hit, trials - k);
        return Math.Max(1, tried) * tail;
    }

    static double Binomial(int n, int k)
    {
        var result = 1.0;
        for (var i = 1; i <= k; i++) result *= (double)(n - k + i) / i;
        return result;
    }

    static List<PlaneTransform> Shifts(Star[] from, Star[] to)
    {
        var shifts = new List<PlaneTransform>();
        foreach (var a in from)
            foreach (var b in to) shifts.Add(PlaneTransform.Shift(b.X - a.X, b.Y - a.Y));
        return shifts;
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
        var scale = theirs.Perimeter / ours.Perimeter;
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
