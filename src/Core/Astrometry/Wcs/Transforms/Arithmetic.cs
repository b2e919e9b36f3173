namespace Nocturne.Core.Astrometry.Wcs.Transforms;

/// <summary>Two maps of the same input, joined element by element.</summary>
public sealed class Arithmetic : WcsTransform
{
    readonly WcsTransform left;
    readonly WcsTransform right;
    readonly char operation;

    /// <param name="left">One map.</param>
    /// <param name="right">Another with as many inputs and outputs.</param>
    /// <param name="operation"><c>+</c>, <c>-</c>, <c>*</c> or <c>/</c>.</param>
    /// <exception cref="WcsException">The maps do not fit.</exception>
    public Arithmetic(WcsTransform left, WcsTransform right, char operation)
    {
        if (left.Inputs != right.Inputs || left.Outputs != right.Outputs) throw new WcsException("two transforms of different size are joined by arithmetic");
        this.left = left;
        this.right = right;
        this.operation = operation;
        Size = left.Size + right.Size;
    }

    public override int Inputs => left.Inputs;

    public override int Outputs => left.Outputs;

    public override long Size { get; }

    public override void Evaluate(ReadOnlySpan<double> input, Span<double> output)
    {
        Span<double> other = stackalloc double[right.Outputs];
        left.Evaluate(input, output);
        right.Evaluate(input, other);
        for (var i = 0; i < other.Length; i++)
        {
            output[i] = operation switch
            {
                '+' => output[i] + other[i],
                '-' => output[i] - other[i],
                '*' => output[i] * other[i],
                _ => output[i] / other[i],
            };
        }
    }
}
