namespace Nocturne.Core.Astrometry.Wcs.Transforms;

/// <summary>Adds a number.</summary>
public sealed class Shift(double offset) : WcsTransform
{
    public override int Inputs => 1;

    public override int Outputs => 1;

    public override void Evaluate(ReadOnlySpan<double> input, Span<double> output) => output[0] = input[0] + offset;

    protected override WcsTransform MakeInverse() => new Shift(-offset);
}
