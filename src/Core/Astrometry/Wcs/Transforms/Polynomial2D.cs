namespace Nocturne.Core.Astrometry.Wcs.Transforms;

/// <summary>Σ cᵢⱼ xⁱ yʲ with i + j up to the degree, by Horner's rule.</summary>
public sealed class Polynomial2D : WcsTransform
{
    readonly double[] coefficients;
    readonly int size;
    readonly Interval xDomain;
    readonly Interval yDomain;

    /// <param name="coefficients">A square of coefficients, row by row: the row is the power of x, the column that of y; those beyond the degree are ignored.</param>
    /// <param name="size">Side of the square: the degree plus one.</param>
    /// <param name="xDomain">How x is brought to the window.</param>
    /// <param name="yDomain">How y is brought to the window.</param>
    public Polynomial2D(IReadOnlyList<double> coefficients, int size, Interval xDomain = default, Interval yDomain = default)
    {
        if (size < 1 || coefficients.Count != size * size) throw new WcsException($"a polynomial has {coefficients.Count} coefficients where {size} x {size} belong");
        this.coefficients = [.. coefficients];
        this.size = size;
        this.xDomain = xDomain;
        this.yDomain = yDomain;
    }

    public override int Inputs => 2;

    public override int Outputs => 1;

    public override void Evaluate(ReadOnlySpan<double> input, Span<double> output)
    {
        var x = xDomain.Map(input[0]);
        var y = yDomain.Map(input[1]);
        double sum = 0;
        for (var i = size - 1; i >= 0; i--)
        {
            double row = 0;
            for (var j = size - 1 - i; j >= 0; j--) row = (row * y) + coefficients[(i * size) + j];
            sum = (sum * x) + row;
        }

        output[0] = sum;
    }
}
