namespace Nocturne.Core.Astrometry;

/// <summary>How high a source stands, and how much air its light crosses.</summary>
public static class Airmass
{
    /// <summary>Altitude above the horizon [degrees], without refraction; good to 0.01°.</summary>
    public static double AltitudeDegrees(Mjd utc, SkyPosition position, Observatory observatory)
    {
        ArgumentNullException.ThrowIfNull(position);
        ArgumentNullException.ThrowIfNull(observatory);
        var sine = EarthRotation.ToIcrs(observatory.TerrestrialZenith, utc).Dot(position.Direction);
        return double.RadiansToDegrees(Math.Asin(Math.Clamp(sine, -1, 1)));
    }

    /// <summary>Airmass at an altitude: 1 ÷ sin(h + 244 ÷ (165 + 47 h^1.1)), h in degrees (Pickering 2002, DIO 12, 1).</summary>
    /// <returns>About 38 at the horizon; NaN below it.</returns>
    public static double AtAltitude(double altitudeDegrees) =>
        altitudeDegrees >= 0
            ? 1 / Math.Sin(double.DegreesToRadians(altitudeDegrees + (244 / (165 + (47 * Math.Pow(altitudeDegrees, 1.1))))))
            : double.NaN;

    /// <summary>Airmass of a source at a time and place; NaN when it is below the horizon.</summary>
    public static double Of(Mjd utc, SkyPosition position, Observatory observatory) =>
        AtAltitude(AltitudeDegrees(utc, position, observatory));
}
