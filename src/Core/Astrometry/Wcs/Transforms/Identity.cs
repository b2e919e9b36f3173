namespace Nocturne.Core.Astrometry.Wcs.Transforms;

/// <summary>Leaves everything as it is.</summary>
public sealed class Identity(int dimensions) : WcsTransform
{
    public override int Inputs => dimensions;

    public override int Outputs => dimensions;

    public override void Evaluate(ReadOnlySpan<double> input, Span<double> output) => input.CopyTo(output);

    protected override WcsTransform MakeInverse() => this;
}
