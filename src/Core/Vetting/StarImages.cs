using Nocturne.Core.Photometry;

namespace Nocturne.Core.Vetting;

/// <summary>Gaussian images of the stars of a stamp: one width for all, and the light of each.</summary>
static class StarImages
{
    const double NarrowestSigma = 0.4;
    const double WidestSigma = 3;

    /// <summary>Pixels farther from every star than this say nothing [pixels].</summary>
    const double Reach = 3.5;

    /// <summary>Fits width, fluxes and an even sky to the mean image.</summary>
    /// <param name="mean">Mean image.</param>
    /// <param name="pixels">For the size.</param>
    /// <param name="stars">The target first.</param>
    /// <param name="sigma">The width, if it is known.</param>
    public static (double Sigma, double[] Fluxes) Fit(double[] mean, TargetPixels pixels, NeighbourStar[] stars, double? sigma)
    {
        int[] chosen = [.. Enumerable.Range(0, mean.Length)
            .Where(p => double.IsFinite(mean[p]) && stars.Any(star => star.Place.DistanceTo(p / pixels.Columns, p % pixels.Columns) <= Reach))];
        if (sigma is { } given) return (given, Solve(mean, pixels, stars, chosen, given).Fluxes);
        // Golden section: the sum of squares has one minimum for stars that are resolved at all.
        var ratio = (Math.Sqrt(5) - 1) / 2;
        var (low, high) = (NarrowestSigma, WidestSigma);
        var (left, right) = (high - (ratio * (high - low)), low + (ratio * (high - low)));
        var (atLeft, atRight) = (Squares(left), Squares(right));
        while (high - low > 1e-4)
        {
            if (atLeft < atRight)
            {
                (high, right, atRight) = (right, left, atLeft);
                left = high - (ratio * (high - low));
                atLeft = Squares(left);
            }
            else
            {
                (low, left, atLeft) = (left, right, atRight);
                right = low + (ratio * (high - low));
                atRight = Squares(right);
            }
        }

        var best = (low + high) / 2;
        return (best, Solve(mean, pixels, stars, chosen, best).Fluxes);

        double Squares(double width) => Solve(mean, pixels, stars, chosen, width).Squares;
    }

    /// <summary>Share of a star's light in each pixel of a stamp: the Gaussian integrated over the pixels.</summary>
    public static double[] Profile(StampPlace place, double sigma, TargetPixels pixels)
    {
        var rows = Integrals(place.Row, sigma, pixels.Rows);
        var columns = Integrals(place.Column, sigma, pixels.Columns);
        var profile = new double[pixels.PixelCount];
        for (var p = 0; p < profile.Length; p++) profile[p] = rows[p / pixels.Columns] * columns[p % pixels.Columns];
        return profile;
    }

    static double[] Integrals(double centre, double sigma, int count)
    {
        var integrals = new double[count];
        var scale = 1 / (Math.Sqrt(2) * sigma);
        for (var i = 0; i < count; i++)
            integrals[i] = 0.5 * (MathNet.Numerics.SpecialFunctions.Erf((i + 0.5 - centre) * scale) - MathNet.Numerics.SpecialFunctions.Erf((i - 0.5 - centre) * scale));
        return integrals;
    }

    static (double[] Fluxes, double Squares) Solve(double[] mean, TargetPixels pixels, NeighbourStar[] stars, int[] chosen, double sigma)
    {
        // Unknowns: the light of each star, and the sky.
        var count = stars.Length + 1;
        var profiles = stars.Select(star => Profile(star.Place, sigma, pixels)).ToArray();
        var (normal, right) = (new double[count * count], new double[count]);
        foreach (var p in chosen)
        {
            for (var a = 0; a < count; a++)
            {
                var value = Value(a, p);
                right[a] += value * mean[p];
                for (var b = 0; b <= a; b++) normal[(a * count) + b] += value * Value(b, p);
            }
        }

        if (!SymmetricSolver.Factor(normal, count)) return ([.. stars.Select(_ => double.NaN)], double.PositiveInfinity);
        SymmetricSolver.SubstituteFactor(normal, count, right);
        double squares = 0;
        foreach (var p in chosen)
        {
            var rest = mean[p];
            for (var a = 0; a < count; a++) rest -= right[a] * Value(a, p);
            squares += rest * rest;
        }

        return (right[..stars.Length], squares);

        double Value(int unknown, int pixel) => unknown < stars.Length ? profiles[unknown][pixel] : 1;
    }
}
