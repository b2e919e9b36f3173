namespace Nocturne.Core.Astrometry.Wcs.Transforms;

/// <summary>Σ cᵢ xⁱ, by Horner's rule.</summary>
public sealed class Polynomial1D(IReadOnlyList<double> coefficients, Interval domain) : WcsTransform
{
    readonly double[] coefficients = [.. coefficients];

    public override int Inputs => 1;

    public override int Outputs => 1;

    public override void Evaluate(ReadOnlySpan<double> input, Span<double> output)
    {
        var x = domain.Map(input[0]);
        double sum = 0;
        for (var i = coefficients.Length - 1; i >= 0; i--) sum = (sum * x) + coefficients[i];
        output[0] = sum;
    }
}
