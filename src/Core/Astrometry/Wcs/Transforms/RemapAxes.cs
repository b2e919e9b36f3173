namespace Nocturne.Core.Astrometry.Wcs.Transforms;

/// <summary>Reorders, repeats or drops inputs: output k is input mapping[k].</summary>
public sealed class RemapAxes : WcsTransform
{
    readonly int[] mapping;

    /// <exception cref="WcsException">The mapping names an input that does not exist.</exception>
    public RemapAxes(IReadOnlyList<int> mapping, int inputs)
    {
        if (mapping.Any(axis => axis < 0 || axis >= inputs)) throw new WcsException($"axes are remapped to [{string.Join(", ", mapping)}] of {inputs} inputs");
        this.mapping = [.. mapping];
        Inputs = inputs;
    }

    public override int Inputs { get; }

    public override int Outputs => mapping.Length;

    public override void Evaluate(ReadOnlySpan<double> input, Span<double> output)
    {
        for (var k = 0; k < mapping.Length; k++) output[k] = input[mapping[k]];
    }

    protected override WcsTransform? MakeInverse()
    {
        var back = Enumerable.Range(0, Inputs).Select(axis => Array.IndexOf(mapping, axis)).ToArray();
        return back.Contains(-1) ? null : new RemapAxes(back, mapping.Length);
    }
}
