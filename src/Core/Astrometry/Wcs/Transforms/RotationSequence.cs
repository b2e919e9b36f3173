namespace Nocturne.Core.Astrometry.Wcs.Transforms;

/// <summary>Turns of a vector about the axes x, y, z, one after the other, by passive rotation matrices.</summary>
/// <remarks>R_x(a) = [1 0 0; 0 c s; 0 −s c], R_y(a) = [c 0 −s; 0 1 0; s 0 c], R_z(a) = [c s 0; −s c 0; 0 0 1].</remarks>
public sealed class RotationSequence : WcsTransform
{
    readonly string axes;
    readonly double[] angles;
    readonly double[] matrix;

    /// <param name="axes">Letters x, y, z in the order in which they are applied.</param>
    /// <param name="angles">One angle for each [degrees].</param>
    /// <exception cref="WcsException">Letters and angles do not fit.</exception>
    public RotationSequence(string axes, IReadOnlyList<double> angles)
    {
        if (axes.Length != angles.Count || axes.Any(axis => axis is not ('x' or 'y' or 'z'))) throw new WcsException($"a rotation about the axes '{axes}' has {angles.Count} angles");
        this.axes = axes;
        this.angles = [.. angles];
        matrix = [1, 0, 0, 0, 1, 0, 0, 0, 1];
        for (var i = 0; i < axes.Length; i++) matrix = Turned(matrix, axes[i], this.angles[i]);
    }

    public override int Inputs => 3;

    public override int Outputs => 3;

    public override void Evaluate(ReadOnlySpan<double> input, Span<double> output)
    {
        for (var row = 0; row < 3; row++)
            output[row] = (matrix[3 * row] * input[0]) + (matrix[(3 * row) + 1] * input[1]) + (matrix[(3 * row) + 2] * input[2]);
    }

    protected override WcsTransform MakeInverse() => new RotationSequence(string.Concat(axes.Reverse()), [.. angles.Reverse().Select(angle => -angle)]);

    static double[] Turned(double[] matrix, char axis, double angle)
    {
        var (sin, cos) = Math.SinCos(double.DegreesToRadians(angle));
        double[] turn = axis switch
        {
            'x' => [1, 0, 0, 0, cos, sin, 0, -sin, cos],
            'y' => [cos, 0, -sin, 0, 1, 0, sin, 0, cos],
            _ => [cos, sin, 0, -sin, cos, 0, 0, 0, 1],
        };
        var product = new double[9];
        for (var row = 0; row < 3; row++)
        {
            for (var column = 0; column < 3; column++)
                product[(3 * row) + column] = (turn[3 * row] * matrix[column]) + (turn[(3 * row) + 1] * matrix[3 + column]) + (turn[(3 * row) + 2] * matrix[6 + column]);
        }

        return product;
    }
}
