namespace Nocturne.Core.Astrometry.Wcs.Transforms;

/// <summary>A linear map of the plane, then a shift.</summary>
public sealed class Affine(double xx, double xy, double yx, double yy, double x0, double y0) : WcsTransform
{
    public override int Inputs => 2;

    public override int Outputs => 2;

    public override void Evaluate(ReadOnlySpan<double> input, Span<double> output)
    {
        output[0] = (xx * input[0]) + (xy * input[1]) + x0;
        output[1] = (yx * input[0]) + (yy * input[1]) + y0;
    }

    protected override WcsTransform? MakeInverse()
    {
        var determinant = (xx * yy) - (xy * yx);
        if (determinant == 0 || !double.IsFinite(determinant)) return null;
        double a = yy / determinant, b = -xy / determinant, c = -yx / determinant, d = xx / determinant;
        return new Affine(a, b, c, d, -((a * x0) + (b * y0)), -((c * x0) + (d * y0)));
    }
}
