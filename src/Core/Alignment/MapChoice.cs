namespace Nocturne.Core.Alignment;

/// <summary>Keeps the most certain map of a search and the best one that contradicts it.</summary>
/// <param name="width">Width of the frame [pixels].</param>
/// <param name="height">Height of the frame [pixels].</param>
/// <param name="tolerance">Maps that move no corner of the frame by more than a few times this are the same [pixels].</param>
sealed class MapChoice(int width, int height, double tolerance)
{
    /// <summary>A map must be this much more certain than one that contradicts it.</summary>
    const double Lead = 1e-3;

    PlaneTransform best;
    double rival = double.PositiveInfinity;

    /// <summary>Stars that carry the best map.</summary>
    public int Pairs { get; private set; }

    /// <summary>Chance of the best map, for one try.</summary>
    public double Chance { get; private set; } = double.PositiveInfinity;

    public void Consider(PlaneTransform map, int pairs, double chance)
    {
        var same = Pairs > 0 && AreSame(map, best);
        if (chance < Chance)
        {
            if (!same) rival = Math.Min(rival, Chance);
            (best, Pairs, Chance) = (map, pairs, chance);
        }
        else if (!same)
        {
            rival = Math.Min(rival, chance);
        }
    }

    /// <summary>The best map if it is proven and nothing contradicts it.</summary>
    /// <param name="tries">Maps that were tried.</param>
    /// <param name="limit">Largest expected number of maps by chance.</param>
    /// <param name="map">The map.</param>
    public AlignmentFailure Decide(int tries, double limit, out PlaneTransform map)
    {
        map = best;
        if (Pairs == 0 || Chance * Math.Max(1, tries) > limit) return AlignmentFailure.NoMatch;
        return rival * Math.Max(1, tries) <= limit && Chance > Lead * rival ? AlignmentFailure.Ambiguous : AlignmentFailure.None;
    }

    bool AreSame(PlaneTransform a, PlaneTransform b)
    {
        var largest = 3 * tolerance;
        var inverse = a.Inverse();
        foreach (var (x, y) in (ReadOnlySpan<(double, double)>)[(0, 0), (width, 0), (0, height), (width, height)])
        {
            var (rx, ry) = inverse.Apply(x, y);
            var (bx, by) = b.Apply(rx, ry);
            if (Math.Abs(bx - x) > largest || Math.Abs(by - y) > largest) return false;
        }
        return true;
    }
}
