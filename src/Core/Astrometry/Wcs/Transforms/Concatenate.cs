namespace Nocturne.Core.Astrometry.Wcs.Transforms;

/// <summary>Two maps side by side: the first takes the first inputs, the second the rest.</summary>
public sealed class Concatenate(WcsTransform first, WcsTransform second) : WcsTransform
{
    public override int Inputs => first.Inputs + second.Inputs;

    public override int Outputs => first.Outputs + second.Outputs;

    public override long Size => first.Size + second.Size;

    public override void Evaluate(ReadOnlySpan<double> input, Span<double> output)
    {
        first.Evaluate(input[..first.Inputs], output[..first.Outputs]);
        second.Evaluate(input[first.Inputs..], output[first.Outputs..]);
    }

    protected override WcsTransform? MakeInverse() =>
        first.Inverse is { } one && second.Inverse is { } other ? new Concatenate(one, other) : null;
}
