namespace Nocturne.Core.Astrometry.Wcs.Transforms;

/// <summary>Multiplies by a number.</summary>
public sealed class Scale(double factor) : WcsTransform
{
    public override int Inputs => 1;

    public override int Outputs => 1;

    public override void Evaluate(ReadOnlySpan<double> input, Span<double> output) => output[0] = input[0] * factor;

    protected override WcsTransform? MakeInverse() => factor == 0 ? null : new Scale(1 / factor);
}
