namespace Nocturne.Core.Astrometry.Wcs.Transforms;

/// <summary>Native to celestial longitude and latitude [degrees] and back (Calabretta &amp; Greisen 2002, section 2.4).</summary>
/// <param name="longitude">Celestial longitude of the native pole [degrees].</param>
/// <param name="latitude">Celestial latitude of the native pole [degrees].</param>
/// <param name="poleLongitude">Native longitude of the celestial pole [degrees].</param>
/// <param name="toCelestial">The direction.</param>
public sealed class NativeRotation(double longitude, double latitude, double poleLongitude, bool toCelestial) : WcsTransform
{
    readonly WcsTransform turn = toCelestial
        ? new RotationSequence("zxz", [poleLongitude - 90, -(90 - latitude), -(90 + longitude)])
        : new RotationSequence("zxz", [90 + longitude, 90 - latitude, -(poleLongitude - 90)]);

    public override int Inputs => 2;

    public override int Outputs => 2;

    public override void Evaluate(ReadOnlySpan<double> input, Span<double> output)
    {
        var (sinLongitude, cosLongitude) = Math.SinCos(double.DegreesToRadians(input[0]));
        var (sinLatitude, cosLatitude) = Math.SinCos(double.DegreesToRadians(input[1]));
        ReadOnlySpan<double> from = [cosLatitude * cosLongitude, cosLatitude * sinLongitude, sinLatitude];
        Span<double> to = stackalloc double[3];
        turn.Evaluate(from, to);
        var angle = double.RadiansToDegrees(Math.Atan2(to[1], to[0]));
        if (toCelestial && angle < 0) angle += 360;
        if (!toCelestial && angle > 180) angle -= 360;
        output[0] = angle;
        // asin loses half of the digits near the pole, where tangent planes touch the native sphere.
        output[1] = double.RadiansToDegrees(Math.Atan2(to[2], Math.Sqrt((to[0] * to[0]) + (to[1] * to[1]))));
    }

    protected override WcsTransform MakeInverse() => new NativeRotation(longitude, latitude, poleLongitude, !toCelestial);
}
