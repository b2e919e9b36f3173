namespace Nocturne.Core.Astrometry.Wcs.Transforms;

/// <summary>The distortion of the TPV projection: polynomials of the plane with powers of the radius (FITS registry, "TPV World Coordinate System", 2011).</summary>
/// <remarks>Terms in the order of the keywords: 1, ξ, η, r, then all products of one degree from ξⁿ to ηⁿ, with r³, r⁵ and r⁷ behind those of degree 3, 5 and 7.
/// For the second axis ξ and η change places.</remarks>
public sealed class TpvPolynomial : WcsTransform
{
    /// <summary>Number of coefficients of an axis.</summary>
    public const int Terms = 40;

    const int Degree = 7;

    readonly double[] first;
    readonly double[] second;

    /// <param name="first">PV1_0 to PV1_39.</param>
    /// <param name="second">PV2_0 to PV2_39.</param>
    public TpvPolynomial(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        this.first = [.. first];
        this.second = [.. second];
    }

    public override int Inputs => 2;

    public override int Outputs => 2;

    public override void Evaluate(ReadOnlySpan<double> input, Span<double> output)
    {
        var (x, y) = (input[0], input[1]);
        var radius = Math.Sqrt((x * x) + (y * y));
        output[0] = Sum(first, x, y, radius);
        output[1] = Sum(second, y, x, radius);
    }

    static double Sum(double[] coefficients, double x, double y, double radius)
    {
        Span<double> xPowers = stackalloc double[Degree + 1];
        Span<double> yPowers = stackalloc double[Degree + 1];
        xPowers[0] = yPowers[0] = 1;
        for (var i = 1; i <= Degree; i++)
        {
            xPowers[i] = xPowers[i - 1] * x;
            yPowers[i] = yPowers[i - 1] * y;
        }

        double sum = coefficients[0], radial = radius;
        var term = 1;
        for (var degree = 1; degree <= Degree; degree++)
        {
            for (var j = 0; j <= degree; j++) sum += coefficients[term++] * xPowers[degree - j] * yPowers[j];
            if (degree % 2 == 0) continue;
            sum += coefficients[term++] * radial;
            radial *= radius * radius;
        }

        return sum;
    }
}
