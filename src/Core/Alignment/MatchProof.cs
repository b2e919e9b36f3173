namespace Nocturne.Core.Alignment;

/// <summary>How likely it is that chance alone makes two star lists agree: what turns a guess at a map into a proof.</summary>
/// <remarks>
/// A contrario reasoning: if the frame showed another field, its stars would lie anywhere. A map that is defined by a few pairs then brings each further
/// star within a distance τ of a star of the frame with probability n π τ² ÷ area, and the expected number of such maps is the number of maps
/// tried × the binomial tail of the pairs beyond the defining ones. Several τ are tried, so that close agreement counts for more than loose.
/// </remarks>
public static class MatchProof
{
    /// <summary>Distances at which agreement is judged, as shares of the tolerance.</summary>
    static readonly double[] Steps = [1, 0.5, 0.25, 0.125];

    /// <summary>Expected number of equally good agreements by chance, for one map tried.</summary>
    /// <param name="squaredDistances">Squared distances of the matched pairs from the map that was fitted to them [pixels²].</param>
    /// <param name="trials">Reference stars that the map puts into the frame; at least as many as there are pairs.</param>
    /// <param name="defining">Pairs that fix the map: 1 for a shift, 2 for a similarity.</param>
    /// <param name="starsPerPixel">Stars of the frame per pixel of its area.</param>
    /// <param name="tolerance">Largest distance of a pair [pixels].</param>
    /// <param name="dependent">Pairs that others imply, and that therefore prove nothing.</param>
    public static double ExpectedByChance(ReadOnlySpan<double> squaredDistances, int trials, int defining, double starsPerPixel, double tolerance, int dependent = 0)
    {
        var pairs = squaredDistances.Length;
        if (pairs <= defining) return Steps.Length;

        // The fit follows its stars: a star that is off shows only the share of it that the others do not let the map take up.
        var shrink = (double)pairs / (pairs - defining);
        var best = 1.0;
        foreach (var step in Steps)
        {
            var radius = step * tolerance;
            var within = 0;
            foreach (var squared in squaredDistances)
            {
                if (shrink * shrink * squared <= radius * radius) within++;
            }
            within -= dependent;
            if (within <= defining) continue;
            var hit = Math.Min(1, starsPerPixel * Math.PI * radius * radius);
            best = Math.Min(best, Tail(Math.Max(trials, pairs) - defining, within - defining, hit));
        }
        return Steps.Length * best;
    }

    /// <summary>Of some stars of the reference, how many at most trade places with a star of the reference when the field stands on its head.</summary>
    /// <remarks>
    /// Where a half turn brings star A to the place of B, it brings B to the place of A as well: such coincidences come in pairs, and count only half
    /// against a flip.
    /// </remarks>
    /// <param name="matched">The stars.</param>
    /// <param name="reference">All stars that the frame may show.</param>
    /// <param name="tolerance">How near a place is to be met [pixels].</param>
    public static int TradingPlaces(ReadOnlySpan<Star> matched, ReadOnlySpan<Star> reference, double tolerance)
    {
        var most = 0;
        foreach (var a in matched)
        {
            foreach (var b in reference)
            {
                var count = 0;
                foreach (var star in matched)
                {
                    var (x, y) = (a.X + b.X - star.X, a.Y + b.Y - star.Y);
                    foreach (var other in reference)
                    {
                        if (((other.X - x) * (other.X - x)) + ((other.Y - y) * (other.Y - y)) > tolerance * tolerance) continue;
                        count++;
                        break;
                    }
                }
                most = Math.Max(most, count);
            }
        }
        return most;
    }

    /// <summary>Probability of at least so many hits.</summary>
    static double Tail(int trials, int hits, double probability)
    {
        double tail = 0;
        for (var k = hits; k <= trials; k++) tail += Binomial(trials, k) * Math.Pow(probability, k) * Math.Pow(1 - probability, trials - k);
        return Math.Min(1, tail);
    }

    static double Binomial(int n, int k)
    {
        var result = 1.0;
        for (var i = 1; i <= k; i++) result *= (double)(n - k + i) / i;
        return result;
    }
}
