namespace Nocturne.Core.Alignment;

/// <summary>Looks for the shift of a frame whose turn and scale are known: after a jump, a gap, or a meridian flip.</summary>
static class ShiftSearch
{
    /// <summary>Tries every shift that brings one star of the reference onto one of the frame.</summary>
    /// <param name="from">Stars of the reference, brightest first.</param>
    /// <param name="to">Stars of the frame, brightest first.</param>
    /// <param name="linear">Turn and scale; its shift is not used.</param>
    /// <param name="width">Width of the frame [pixels].</param>
    /// <param name="height">Height of the frame [pixels].</param>
    /// <param name="options">What counts as the same field.</param>
    /// <param name="choice">Takes the maps.</param>
    /// <returns>The number of shifts tried.</returns>
    public static int Search(Star[] from, Star[] to, PlaneTransform linear, int width, int height, AlignmentOptions options, MapChoice choice)
    {
        var turned = linear with { X0 = 0, Y0 = 0 };
        var tries = 0;
        foreach (var a in from)
        {
            foreach (var b in to)
            {
                var (x, y) = turned.Apply(a.X, a.Y);
                var start = turned with { X0 = b.X - x, Y0 = b.Y - y };
                if (!PatternAlignment.IsAllowed(start, width, height, options)) continue;
                tries++;
                var pairs = StarMatcher.Pair(from, to, start, 2 * options.Tolerance);
                if (pairs.Count < options.MinimumStars || pairs.Count < choice.Pairs - 1) continue;
                var map = SimilarityFit.Shift(pairs, start);
                pairs = StarMatcher.Pair(from, to, map, options.Tolerance);
                if (pairs.Count < options.MinimumStars) continue;
                map = SimilarityFit.Shift(pairs, map);
                if (!PatternAlignment.IsAllowed(map, width, height, options)) continue;
                choice.Consider(map, pairs.Count, PatternAlignment.Chance(pairs, map, from, to.Length, defining: 1, width, height, options));
            }
        }
        return tries;
    }
}
