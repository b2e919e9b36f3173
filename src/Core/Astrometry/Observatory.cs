namespace Nocturne.Core.Astrometry;

/// <summary>A place on the Earth.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="LongitudeDegreesEast">Geodetic longitude, positive to the east [degrees].</param>
/// <param name="LatitudeDegrees">Geodetic latitude [degrees].</param>
/// <param name="HeightMetres">Height above the WGS 84 ellipsoid [m].</param>
public sealed record Observatory(string Name, double LongitudeDegreesEast, double LatitudeDegrees, double HeightMetres)
{
    const double EquatorialRadius = 6378137, Flattening = 1 / 298.257223563;

    /// <summary>The unit vector to the zenith, in the frame that turns with the Earth (x to Greenwich, z to the pole).</summary>
    internal CartesianVector TerrestrialZenith
    {
        get
        {
            var (sinLongitude, cosLongitude) = Math.SinCos(double.DegreesToRadians(LongitudeDegreesEast));
            var (sinLatitude, cosLatitude) = Math.SinCos(double.DegreesToRadians(LatitudeDegrees));
            return new(cosLatitude * cosLongitude, cosLatitude * sinLongitude, sinLatitude);
        }
    }

    /// <summary>The place from the centre of the Earth, in the frame that turns with the Earth [m] (WGS 84).</summary>
    internal CartesianVector TerrestrialPosition
    {
        get
        {
            var zenith = TerrestrialZenith;
            var polarSquash = (1 - Flattening) * (1 - Flattening);
            var curvature = EquatorialRadius / Math.Sqrt(1 - ((1 - polarSquash) * zenith.Z * zenith.Z));
            var equatorial = curvature + HeightMetres;
            return new(equatorial * zenith.X, equatorial * zenith.Y, ((polarSquash * curvature) + HeightMetres) * zenith.Z);
        }
    }
}
