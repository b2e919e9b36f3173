using Nocturne.Core.Photometry.Photometers;
using Nocturne.Core.Quality;

namespace Nocturne.Core.Photometry;

/// <summary>How the light of a point source grows with the aperture: the median of a band's brightest isolated stars.</summary>
/// <param name="Scales">Semi-axes of the apertures [standard deviations of the point source], rising.</param>
/// <param name="Fractions">Share of the light of the last aperture in each; one at the last.</param>
/// <param name="Scatters">Standard deviation of the shares over the stars, from their median absolute deviation; zero with one star.</param>
/// <param name="Stars">Stars that were used.</param>
public sealed record ApertureGrowth(IReadOnlyList<double> Scales, IReadOnlyList<double> Fractions, IReadOnlyList<double> Scatters, int Stars)
{
    /// <summary>Quarters of a standard deviation, out to where a Gaussian has ended and wings have become faint.</summary>
    public static IReadOnlyList<double> UsualScales { get; } = [.. Enumerable.Range(2, 27).Select(i => 0.25 * i)];

    /// <summary>Measures the growth.</summary>
    /// <param name="frame">Counts without the sky, or with a background.</param>
    /// <param name="places">The sources, the brightest first.</param>
    /// <param name="scales">Semi-axes [standard deviations of the point source], rising.</param>
    /// <param name="largest">Most stars that are used.</param>
    /// <returns>Null when no star stands alone, whole and unsaturated.</returns>
    /// <exception cref="ArgumentException">There is no scale, or they do not rise.</exception>
    public static ApertureGrowth? Measure(in PhotometryFrame frame, ReadOnlySpan<SourcePlace> places, IReadOnlyList<double> scales, int largest = 10)
    {
        if (scales.Count == 0 || !(scales[0] > 0) || scales.Zip(scales.Skip(1)).Any(pair => !(pair.Second > pair.First)))
            throw new ArgumentException("The apertures of a growth curve must have rising, positive sizes.", nameof(scales));
        var curves = new List<double[]>();
        for (var i = 0; i < places.Length && curves.Count < largest; i++)
        {
            if (places[i].IsKnown && IsAlone(places, i, scales[^1]) && Curve(frame, places[i], scales) is { } curve) curves.Add(curve);
        }

        if (curves.Count == 0) return null;
        var (fractions, scatters) = (new double[scales.Count], new double[scales.Count]);
        for (var k = 0; k < scales.Count; k++)
        {
            double[] shares = [.. curves.Select(curve => curve[k]).Order()];
            fractions[k] = SigmaClip.MedianOfSorted(shares);
            scatters[k] = SigmaClip.MadToSigma * SigmaClip.MadOfSorted(shares, fractions[k]);
        }

        return new(scales, fractions, scatters, curves.Count);
    }

    /// <summary>What a flux in an aperture is to be multiplied by, to be that of the last aperture; between the sizes by straight lines.</summary>
    /// <param name="scale">Semi-axes [standard deviations of the point source].</param>
    /// <returns>Not a number below the first size; one beyond the last.</returns>
    public double CorrectionAt(double scale)
    {
        if (!(scale >= Scales[0])) return double.NaN;
        var k = 1;
        while (k < Scales.Count && Scales[k] < scale) k++;
        if (k == Scales.Count) return 1;
        var t = (scale - Scales[k - 1]) / (Scales[k] - Scales[k - 1]);
        return 1 / (Fractions[k - 1] + (t * (Fractions[k] - Fractions[k - 1])));
    }

    /// <summary>No neighbour's centre within twice the largest aperture.</summary>
    static bool IsAlone(ReadOnlySpan<SourcePlace> places, int star, double scale)
    {
        var limit = 2 * scale * places[star].SemiMajorSigma;
        for (var j = 0; j < places.Length; j++)
        {
            double dx = places[j].X - places[star].X, dy = places[j].Y - places[star].Y;
            if (j != star && (dx * dx) + (dy * dy) < limit * limit) return false;
        }

        return true;
    }

    static double[]? Curve(in PhotometryFrame frame, in SourcePlace place, IReadOnlyList<double> scales)
    {
        using var window = frame.Window(place.Ellipse(scales[^1]).Box);
        var whole = AperturePhotometry.Sum(window, place.Ellipse(scales[^1]), OverlapMethod.Exact);
        if (whole.Flags != QualityFlag.Good || !(whole.Flux > 0)) return null;
        var curve = new double[scales.Count];
        for (var k = 0; k < curve.Length; k++) curve[k] = AperturePhotometry.Sum(window, place.Ellipse(scales[k]), OverlapMethod.Exact).Flux / whole.Flux;
        return curve;
    }
}
