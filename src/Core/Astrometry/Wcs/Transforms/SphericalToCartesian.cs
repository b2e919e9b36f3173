namespace Nocturne.Core.Astrometry.Wcs.Transforms;

/// <summary>Longitude and latitude [degrees] to the unit vector.</summary>
/// <param name="wrapAt">Where longitudes of the way back are cut: 180 or 360.</param>
public sealed class SphericalToCartesian(int wrapAt) : WcsTransform
{
    public override int Inputs => 2;

    public override int Outputs => 3;

    public override void Evaluate(ReadOnlySpan<double> input, Span<double> output)
    {
        var (sinLongitude, cosLongitude) = Math.SinCos(double.DegreesToRadians(input[0]));
        var (sinLatitude, cosLatitude) = Math.SinCos(double.DegreesToRadians(input[1]));
        output[0] = cosLatitude * cosLongitude;
        output[1] = cosLatitude * sinLongitude;
        output[2] = sinLatitude;
    }

    protected override WcsTransform MakeInverse() => new CartesianToSpherical(wrapAt);
}
