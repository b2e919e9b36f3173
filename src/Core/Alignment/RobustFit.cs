using Nocturne.Core.Photometry;

namespace Nocturne.Core.Alignment;

/// <summary>Maps between matched stars that a few misplaced ones do not pull: blends whose parts change, stars whose neighbour is eclipsed, stars half in a bad column.</summary>
/// <remarks>
/// Iteratively re-weighted least squares. A star counts fully up to <see cref="Limit"/> standard deviations from the map and hardly beyond: weight × (limit ÷ distance)⁴; the unit is
/// the stars' own errors in the frame and the scatter that most of them share. It starts from the shift that most stars agree on, with turn and scale of the map before, since one star
/// of four that is off would take a free turn along. A star whose light changed unlike that of the others may have changed its centre as well, and counts less from the
/// beginning. Where all stars agree the result is that of <see cref="SimilarityFit"/>.
/// </remarks>
public static class RobustFit
{
    /// <summary>Distance from the map up to which a star counts fully [standard deviations].</summary>
    const double Limit = 3;

    /// <summary>Scatter that is never held against a star: distortion, air [pixels].</summary>
    const double LeastScatter = 0.03;

    /// <summary>Change of light against the other stars, as a logarithm, that says nothing of the centre.</summary>
    const double UsualChange = 0.15;

    /// <summary>Displacement that a change of light by a factor of e may mean [pixels].</summary>
    const double ShiftOfChange = 1;

    const int MostRounds = 20;

    /// <summary>The best map of the wanted kind.</summary>
    /// <param name="pairs">At least two pairs (one for a translation).</param>
    /// <param name="start">A map that is nearly right in turn and scale; its shift is not used.</param>
    /// <param name="mode">Kind of map.</param>
    /// <exception cref="ArgumentException">Too few pairs, or all reference stars at one place.</exception>
    public static PlaneTransform Fit(ReadOnlySpan<StarPair> pairs, PlaneTransform start, AlignmentMode mode)
    {
        var mirror = start.Determinant < 0;
        if (pairs.Length < 3) return SimilarityFit.Fit(pairs, mode, mirror);
        var trusted = WithChangesOfLight(pairs);
        if (mode == AlignmentMode.Translation) start = PlaneTransform.Identity;
        var map = MedianShift(trusted, start);
        for (var round = 0; round < MostRounds; round++)
        {
            var next = SimilarityFit.Fit(Weighted(trusted, map), mode, mirror);
            var settled = Math.Abs(next.X0 - map.X0) + Math.Abs(next.Y0 - map.Y0) + (1000 * (Math.Abs(next.Xx - map.Xx) + Math.Abs(next.Yx - map.Yx))) < 1e-6;
            map = next;
            if (settled) break;
        }
        return map;
    }

    /// <summary>The pairs with larger errors for stars whose light changed unlike that of most.</summary>
    static StarPair[] WithChangesOfLight(ReadOnlySpan<StarPair> pairs)
    {
        var changes = new double[pairs.Length];
        for (var i = 0; i < changes.Length; i++)
        {
            var ratio = pairs[i].Frame.Flux / pairs[i].Reference.Flux;
            changes[i] = ratio > 0 && double.IsFinite(ratio) ? Math.Log(ratio) : 0;
        }
        var usual = SigmaClip.Median([.. changes]);
        var trusted = new StarPair[pairs.Length];
        for (var i = 0; i < trusted.Length; i++)
        {
            var doubt = ShiftOfChange * Math.Max(0, Math.Abs(changes[i] - usual) - UsualChange);
            trusted[i] = WithError(pairs[i], Math.Sqrt((pairs[i].Frame.PositionError * pairs[i].Frame.PositionError) + (doubt * doubt)));
        }
        return trusted;
    }

    /// <summary>The shift that most stars agree on: the median of each coordinate.</summary>
    static PlaneTransform MedianShift(StarPair[] pairs, PlaneTransform map)
    {
        var (dx, dy) = (new double[pairs.Length], new double[pairs.Length]);
        for (var i = 0; i < pairs.Length; i++)
        {
            var (x, y) = map.Apply(pairs[i].Reference.X, pairs[i].Reference.Y);
            (dx[i], dy[i]) = (pairs[i].Frame.X - x, pairs[i].Frame.Y - y);
        }
        return map with { X0 = map.X0 + SigmaClip.Median(dx), Y0 = map.Y0 + SigmaClip.Median(dy) };
    }

    static StarPair[] Weighted(StarPair[] pairs, PlaneTransform map)
    {
        // Squared distances in both coordinates follow 2 ln 2 σ² at the median.
        var squared = Array.ConvertAll(pairs, pair => SimilarityFit.SquaredDistance(pair, map));
        var ownErrors = Array.ConvertAll(pairs, pair => pair.Frame.PositionError * pair.Frame.PositionError);
        var excess = new double[pairs.Length];
        for (var i = 0; i < excess.Length; i++) excess[i] = Math.Max(0, (squared[i] / (2 * Math.Log(2))) - ownErrors[i]);
        var scatter = Math.Max(LeastScatter * LeastScatter, SigmaClip.Median(excess));
        var weighted = new StarPair[pairs.Length];
        for (var i = 0; i < weighted.Length; i++)
        {
            var beyond = Math.Sqrt(squared[i] / (ownErrors[i] + scatter)) / Limit;
            weighted[i] = beyond > 1 ? WithError(pairs[i], pairs[i].Frame.PositionError * beyond * beyond, pairs[i].Reference.PositionError * beyond * beyond) : pairs[i];
        }
        return weighted;
    }

    static StarPair WithError(StarPair pair, double frame, double? reference = null) =>
        new(pair.Reference with { PositionError = reference ?? pair.Reference.PositionError }, pair.Frame with { PositionError = frame });
}
