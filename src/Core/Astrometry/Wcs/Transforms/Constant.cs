namespace Nocturne.Core.Astrometry.Wcs.Transforms;

/// <summary>Gives the same number whatever goes in.</summary>
public sealed class Constant(double value, int inputs) : WcsTransform
{
    public override int Inputs => inputs;

    public override int Outputs => 1;

    public override void Evaluate(ReadOnlySpan<double> input, Span<double> output) => output[0] = value;
}
