namespace Nocturne.Core.Astrometry.Wcs;

/// <summary>A place on the sky, as a value that costs nothing.</summary>
/// <param name="RightAscension">ICRS right ascension [degrees].</param>
/// <param name="Declination">ICRS declination [degrees].</param>
public readonly record struct SkyPoint(double RightAscension, double Declination)
{
    public static SkyPoint None { get; } = new(double.NaN, double.NaN);

    public bool IsFinite => double.IsFinite(RightAscension) && double.IsFinite(Declination);

    /// <summary>The place on the plane that touches the sky at a point, by orthographic projection: towards east and north [radians].</summary>
    /// <remarks>Zero at the point and at its antipode. Written with half angles, so that it keeps its digits where both places are close.</remarks>
    public (double East, double North) OffsetFrom(SkyPoint centre)
    {
        var longitude = double.DegreesToRadians(Math.IEEERemainder(RightAscension - centre.RightAscension, 360));
        var cos = Math.Cos(double.DegreesToRadians(Declination));
        var half = Math.Sin(longitude / 2);
        var north = Math.Sin(double.DegreesToRadians(Declination - centre.Declination))
            + (2 * cos * Math.Sin(double.DegreesToRadians(centre.Declination)) * half * half);
        return (cos * Math.Sin(longitude), north);
    }

    /// <summary>The angle to another place [degrees] (haversine formula).</summary>
    public double DistanceTo(SkyPoint other)
    {
        var latitude = Math.Sin(double.DegreesToRadians(other.Declination - Declination) / 2);
        var longitude = Math.Sin(double.DegreesToRadians(Math.IEEERemainder(other.RightAscension - RightAscension, 360)) / 2);
        var h = (latitude * latitude)
            + (Math.Cos(double.DegreesToRadians(Declination)) * Math.Cos(double.DegreesToRadians(other.Declination)) * longitude * longitude);
        return double.RadiansToDegrees(2 * Math.Asin(Math.Min(1, Math.Sqrt(h))));
    }
}
