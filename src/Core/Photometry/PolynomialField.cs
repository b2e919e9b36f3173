namespace Nocturne.Core.Photometry;

/// <summary>
/// A polynomial of the position: Σ c x^i y^j with i in the outer and j in the inner loop, i + j ≤ degree, of scaled coordinates.
/// </summary>
/// <param name="Degree">Total degree.</param>
/// <param name="Coefficients">(degree + 1)(degree + 2) ÷ 2 numbers.</param>
/// <param name="XZero">Position where the scaled x is zero [pixels].</param>
/// <param name="YZero">Position where the scaled y is zero [pixels].</param>
/// <param name="XScale">Pixels of one scaled unit.</param>
/// <param name="YScale">Pixels of one scaled unit.</param>
public sealed record PolynomialField(int Degree, IReadOnlyList<double> Coefficients, double XZero, double YZero, double XScale,
    double YScale) : IFieldModel
{
    /// <summary>Number of terms of a degree.</summary>
    public static int Terms(int degree) => (degree + 1) * (degree + 2) / 2;

    /// <inheritdoc/>
    public double At(double x, double y)
    {
        Span<double> basis = stackalloc double[Coefficients.Count];
        Basis(x, y, basis);
        double sum = 0;
        for (var t = 0; t < basis.Length; t++) sum += Coefficients[t] * basis[t];
        return sum;
    }

    /// <summary>Weighted least squares through samples.</summary>
    /// <param name="degree">Total degree.</param>
    /// <param name="x">Positions of the samples [pixels].</param>
    /// <param name="y">Positions of the samples [pixels].</param>
    /// <param name="values">The samples.</param>
    /// <param name="weights">A weight per sample; empty = all one.</param>
    /// <param name="xZero">Position where the scaled x is zero [pixels].</param>
    /// <param name="yZero">Position where the scaled y is zero [pixels].</param>
    /// <param name="xScale">Pixels of one scaled unit.</param>
    /// <param name="yScale">Pixels of one scaled unit.</param>
    /// <returns>Nothing when the samples do not fix the terms.</returns>
    public static PolynomialField? Fit(
        int degree, ReadOnlySpan<double> x, ReadOnlySpan<double> y, ReadOnlySpan<double> values, ReadOnlySpan<double> weights,
        double xZero, double yZero, double xScale, double yScale)
    {
        var terms = Terms(degree);
        var shape = new PolynomialField(degree, new double[terms], xZero, yZero, xScale, yScale);
        var normal = new double[terms * terms];
        var right = new double[terms];
        Span<double> basis = stackalloc double[terms];
        for (var i = 0; i < x.Length; i++)
        {
            shape.Basis(x[i], y[i], basis);
            var weight = weights.IsEmpty ? 1 : weights[i];
            for (var r = 0; r < terms; r++)
            {
                right[r] += weight * basis[r] * values[i];
                for (var c = 0; c <= r; c++) normal[(r * terms) + c] += weight * basis[r] * basis[c];
            }
        }

        if (!SymmetricSolver.Factor(normal, terms)) return null;
        SymmetricSolver.SubstituteFactor(normal, terms, right);
        return shape with { Coefficients = right };
    }

    void Basis(double x, double y, Span<double> basis)
    {
        double u = (x - XZero) / XScale, v = (y - YZero) / YScale, powerU = 1;
        var t = 0;
        for (var i = 0; i <= Degree; i++, powerU *= u)
        {
            var power = powerU;
            for (var j = 0; j <= Degree - i; j++, power *= v) basis[t++] = power;
        }
    }
}
