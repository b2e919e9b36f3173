using System.Numerics;

namespace Nocturne.Core.Alignment;

/// <summary>Least-squares maps between matched stars, weighted by the stars' position errors.</summary>
/// <remarks>In complex numbers a similarity is z' = a z + t (or a z* + t for a mirror image); the weighted normal equations about the centroids give
/// a = Σ w ζ* ζ' ÷ Σ w |ζ|².</remarks>
public static class SimilarityFit
{
    /// <summary>The best map of the wanted kind.</summary>
    /// <param name="pairs">At least two pairs (one for a translation).</param>
    /// <param name="mode">Kind of map.</param>
    /// <param name="mirror">Fit a mirror image.</param>
    /// <exception cref="ArgumentException">Too few pairs, or all reference stars at one place.</exception>
    public static PlaneTransform Fit(ReadOnlySpan<StarPair> pairs, AlignmentMode mode, bool mirror = false)
    {
        if (pairs.Length < (mode == AlignmentMode.Translation ? 1 : 2)) throw new ArgumentException($"{pairs.Length} matched stars do not fix a map.");
        double norm = 0;
        Complex from = 0, to = 0;
        foreach (var pair in pairs)
        {
            var w = Weight(pair);
            norm += w;
            from += w * Point(pair.Reference, mirror);
            to += w * Point(pair.Frame, false);
        }
        from /= norm;
        to /= norm;
        if (mode == AlignmentMode.Translation) return PlaneTransform.Shift(to.Real - from.Real, to.Imaginary - from.Imaginary);

        Complex cross = 0;
        double spread = 0;
        foreach (var pair in pairs)
        {
            var w = Weight(pair);
            var z = Point(pair.Reference, mirror) - from;
            cross += w * Complex.Conjugate(z) * (Point(pair.Frame, false) - to);
            spread += w * ((z.Real * z.Real) + (z.Imaginary * z.Imaginary));
        }
        if (!(spread > 0)) throw new ArgumentException("Reference stars at one place do not fix a map.");
        var a = cross / spread;
        var t = to - (a * from);
        return mirror
            ? new(a.Real, a.Imaginary, t.Real, a.Imaginary, -a.Real, t.Imaginary)
            : new(a.Real, -a.Imaginary, t.Real, a.Imaginary, a.Real, t.Imaginary);
    }

    /// <summary>The best shift of a map whose turn and scale are known.</summary>
    /// <param name="pairs">At least one pair.</param>
    /// <param name="map">Its turn and scale are kept.</param>
    public static PlaneTransform Shift(IReadOnlyList<StarPair> pairs, PlaneTransform map)
    {
        double norm = 0, dx = 0, dy = 0;
        foreach (var pair in pairs)
        {
            var (x, y) = map.Apply(pair.Reference.X, pair.Reference.Y);
            var w = Weight(pair);
            norm += w;
            dx += w * (pair.Frame.X - x);
            dy += w * (pair.Frame.Y - y);
        }
        return norm > 0 ? map with { X0 = map.X0 + (dx / norm), Y0 = map.Y0 + (dy / norm) } : map;
    }

    /// <summary>Root mean square distance between mapped reference stars and frame stars [pixels].</summary>
    public static double Residual(ReadOnlySpan<StarPair> pairs, PlaneTransform transform)
    {
        double sum = 0;
        foreach (var pair in pairs) sum += SquaredDistance(pair, transform);
        return pairs.Length > 0 ? Math.Sqrt(sum / pairs.Length) : double.NaN;
    }

    /// <summary>Squared distance between a mapped reference star and its frame star [pixels²].</summary>
    public static double SquaredDistance(StarPair pair, PlaneTransform transform)
    {
        var (x, y) = transform.Apply(pair.Reference.X, pair.Reference.Y);
        return ((x - pair.Frame.X) * (x - pair.Frame.X)) + ((y - pair.Frame.Y) * (y - pair.Frame.Y));
    }

    static Complex Point(Star star, bool mirror) => new(star.X, mirror ? -star.Y : star.Y);

    static double Weight(StarPair pair) =>
        1 / ((pair.Reference.PositionError * pair.Reference.PositionError) + (pair.Frame.PositionError * pair.Frame.PositionError));
}
