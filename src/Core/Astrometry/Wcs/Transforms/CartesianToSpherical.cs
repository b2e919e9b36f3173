namespace Nocturne.Core.Astrometry.Wcs.Transforms;

/// <summary>A vector of any length to longitude and latitude [degrees].</summary>
/// <param name="wrapAt">360: longitudes from 0 to 360; 180: from −180 to 180.</param>
public sealed class CartesianToSpherical(int wrapAt) : WcsTransform
{
    public override int Inputs => 3;

    public override int Outputs => 2;

    public override void Evaluate(ReadOnlySpan<double> input, Span<double> output)
    {
        double x = input[0], y = input[1], z = input[2];
        var length = Math.Sqrt((x * x) + (y * y));
        var longitude = length == 0 ? 0 : double.RadiansToDegrees(Math.Atan2(y, x));
        output[0] = wrapAt == 360 && longitude < 0 ? Wrapped(longitude + 360) : longitude;
        output[1] = double.RadiansToDegrees(Math.Atan2(z, length));
    }

    protected override WcsTransform MakeInverse() => new SphericalToCartesian(wrapAt);

    // A tiny negative longitude rounds to 360 itself, which is 0.
    static double Wrapped(double longitude) => longitude >= 360 ? 0 : longitude;
}
