namespace Nocturne.Core.Alignment;

/// <summary>Pairs the stars of a frame with those of the reference under a known map: one to one, nearest first.</summary>
public static class StarMatcher
{
    /// <summary>Pairs within a tolerance. Each star belongs to one pair at most; nearer pairs go first.</summary>
    /// <param name="reference">Stars of the reference.</param>
    /// <param name="frame">Stars of the frame.</param>
    /// <param name="transform">Map from reference to frame.</param>
    /// <param name="tolerance">Largest distance [pixels of the frame].</param>
    public static List<StarPair> Pair(ReadOnlySpan<Star> reference, ReadOnlySpan<Star> frame, PlaneTransform transform, double tolerance)
    {
        var candidates = new List<(double Distance, int Reference, int Frame)>();
        for (var i = 0; i < reference.Length; i++)
        {
            var (x, y) = transform.Apply(reference[i].X, reference[i].Y);
            for (var j = 0; j < frame.Length; j++)
            {
                var (dx, dy) = (frame[j].X - x, frame[j].Y - y);
                var squared = (dx * dx) + (dy * dy);
                if (squared <= tolerance * tolerance) candidates.Add((squared, i, j));
            }
        }
        candidates.Sort();
        var usedReference = new bool[reference.Length];
        var usedFrame = new bool[frame.Length];
        var pairs = new List<StarPair>();
        foreach (var (_, i, j) in candidates)
        {
            if (usedReference[i] || usedFrame[j]) continue;
            usedReference[i] = usedFrame[j] = true;
            pairs.Add(new(reference[i], frame[j]));
        }
        return pairs;
    }

    /// <summary>Improves a map by pairing and fitting in turn until it stands still.</summary>
    /// <returns>The map and the pairs that carry it; fewer than two pairs (one for a translation) leave the map as it was.</returns>
    public static (PlaneTransform Transform, List<StarPair> Pairs) Refine(
        ReadOnlySpan<Star> reference, ReadOnlySpan<Star> frame, PlaneTransform transform, AlignmentOptions options)
    {
        var pairs = Pair(reference, frame, transform, options.Tolerance);
        var needed = options.Mode == AlignmentMode.Translation ? 1 : 2;
        for (var round = 0; round < 5 && pairs.Count >= needed; round++)
        {
            var next = SimilarityFit.Fit(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(pairs), options.Mode, transform.Determinant < 0);
            var nextPairs = Pair(reference, frame, next, options.Tolerance);
            var settled = nextPairs.SequenceEqual(pairs);
            (transform, pairs) = (next, nextPairs);
            if (settled) break;
        }
        return (transform, pairs);
    }
}
