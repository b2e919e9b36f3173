namespace Nocturne.Core.Astrometry.Wcs.Transforms;

/// <summary>The tangent plane (TAN; Calabretta &amp; Greisen 2002, A&amp;A 395, 1077, section 5.1.3): plane [degrees] to native longitude and latitude [degrees], and back.</summary>
/// <param name="toSky">True from the plane to the sphere.</param>
public sealed class Gnomonic(bool toSky) : WcsTransform
{
    const double DegreesPerRadian = 180 / Math.PI;

    public override int Inputs => 2;

    public override int Outputs => 2;

    public override void Evaluate(ReadOnlySpan<double> input, Span<double> output)
    {
        if (toSky)
        {
            double x = input[0], y = input[1];
            output[0] = double.RadiansToDegrees(Math.Atan2(x, -y));
            output[1] = double.RadiansToDegrees(Math.Atan2(DegreesPerRadian, Math.Sqrt((x * x) + (y * y))));
            return;
        }

        // Below the native equator nothing lies on the plane.
        var radius = input[1] > 0 ? DegreesPerRadian / Math.Tan(double.DegreesToRadians(input[1])) : double.NaN;
        var (sin, cos) = Math.SinCos(double.DegreesToRadians(input[0]));
        output[0] = radius * sin;
        output[1] = -radius * cos;
    }

    protected override WcsTransform MakeInverse() => new Gnomonic(!toSky);
}
