namespace Nocturne.Core.Astrometry.Wcs.Transforms;

/// <summary>One map after the other.</summary>
public sealed class Compose : WcsTransform
{
    readonly WcsTransform first;
    readonly WcsTransform second;

    /// <exception cref="WcsException">The second does not take what the first gives.</exception>
    public Compose(WcsTransform first, WcsTransform second)
    {
        if (first.Outputs != second.Inputs) throw new WcsException($"a transform with {first.Outputs} outputs is followed by one with {second.Inputs} inputs");
        this.first = first;
        this.second = second;
        Size = first.Size + second.Size;
    }

    public override int Inputs => first.Inputs;

    public override int Outputs => second.Outputs;

    public override long Size { get; }

    public override void Evaluate(ReadOnlySpan<double> input, Span<double> output)
    {
        Span<double> between = stackalloc double[first.Outputs];
        first.Evaluate(input, between);
        second.Evaluate(between, output);
    }

    protected override WcsTransform? MakeInverse() =>
        second.Inverse is { } back && first.Inverse is { } start ? new Compose(back, start) : null;
}
