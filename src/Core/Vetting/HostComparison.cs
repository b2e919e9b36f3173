using Nocturne.Core.Photometry;

namespace Nocturne.Core.Vetting;

/// <summary>Compares the measured depths with those that each star of the stamp would cause.</summary>
/// <remarks>If a star loses the light L, an aperture that holds the share E(r) of its image loses L·E(r) less what the background ring loses;
/// divided by the light that the aperture holds, that is its depth. L is fitted; so no flux of a neighbour need be known.</remarks>
static class HostComparison
{
    public static IReadOnlyList<HostHypothesis> Compare(
        TargetPixels pixels, StampScene scene, StampLight light, double[] radii, JointDepths depths, DepthSlope slope)
    {
        NeighbourStar[] stars = [new("target", scene.TargetIn(pixels)), .. scene.Neighbours];
        var image = StarImages.Fit(light.Mean, pixels, stars, scene.PsfSigma);
        var measured = radii.Select((_, a) => depths.Depth(a)).ToArray();
        var covariance = slope.Covariance.ToArray();
        var factor = SymmetricSolver.Factor(covariance, measured.Length) ? covariance : null;
        // The inverse of a covariance learnt from few residuals is too large on average (Hartlap et al. 2007, A&A 464, 399, eq. 17).
        var hartlap = Math.Max(0.1, (depths.Freedom - measured.Length - 2.0) / Math.Max(1, depths.Freedom - 1));
        var hosts = new HostHypothesis[stars.Length];
        for (var h = 0; h < stars.Length; h++)
        {
            var curve = new double[radii.Length];
            var profile = StarImages.Profile(stars[h].Place, image.Sigma, pixels);
            var background = light.Ring.Length > 0 ? FiniteMedian.Of(Array.ConvertAll(light.Ring, p => profile[p])) : 0;
            for (var a = 0; a < radii.Length; a++)
            {
                double enclosed = 0;
                for (var p = 0; p < profile.Length; p++)
                {
                    var share = light.Share(p, radii[a]);
                    if (share > 0) enclosed += share * (profile[p] - background);
                }

                curve[a] = enclosed / depths.Baseline[a];
            }

            var (lost, chiSquare) = Amplitude(measured, curve, factor);
            for (var a = 0; a < curve.Length; a++) curve[a] *= lost;
            var predicted = slope.Of(curve);
            hosts[h] = new(
                stars[h].Name, stars[h].Place, [.. curve.Select(depth => 1e6 * depth)], 1e6 * predicted,
                slope.Error > 0 ? (slope.Slope - predicted) / slope.Error : double.NaN, hartlap * chiSquare, image.Fluxes[h] > 0 ? lost / image.Fluxes[h] : double.NaN);
        }

        return hosts;
    }

    /// <summary>Least squares for measured = lost × curve, lost not negative.</summary>
    static (double Lost, double ChiSquare) Amplitude(double[] measured, double[] curve, double[]? factor)
    {
        if (factor is null) return (double.NaN, double.NaN);
        var weighted = Solved(measured, factor);
        var weightedCurve = Solved(curve, factor);
        double square = 0, product = 0, norm = 0;
        for (var a = 0; a < measured.Length; a++)
        {
            square += measured[a] * weighted[a];
            product += curve[a] * weighted[a];
            norm += curve[a] * weightedCurve[a];
        }

        return norm > 0 && product > 0 ? (product / norm, square - (product * product / norm)) : (0, square);
    }

    static double[] Solved(double[] vector, double[] factor)
    {
        double[] solved = [.. vector];
        SymmetricSolver.SubstituteFactor(factor, vector.Length, solved);
        return solved;
    }
}
