namespace Nocturne.Core.Astrometry;

/// <summary>Turns vectors from the frame of the rotating Earth to the axes of the ICRS.</summary>
/// <remarks>
/// Mean sidereal time and precession of the IAU 2006 model (Capitaine et al. 2003, A&amp;A 412, 567), with UT1 taken as UTC and without
/// nutation and polar motion: good to 1e-4 rad, which is 2 µs in the light time of an observatory and 0.01° in an altitude.
/// </remarks>
static class EarthRotation
{
    const double RadiansPerArcsecond = Math.PI / (180 * 3600);

    public static CartesianVector ToIcrs(CartesianVector terrestrial, Mjd utc)
    {
        var t = ((utc.Day - 51544) + (utc.Fraction - 0.5)) / 36525;
        var zeta = RadiansPerArcsecond * (2.650545 + (t * (2306.083227 + (t * (0.2988499 + (t * 0.01801828))))));
        var z = RadiansPerArcsecond * (-2.650545 + (t * (2306.077181 + (t * (1.0927348 + (t * 0.01826837))))));
        var theta = RadiansPerArcsecond * t * (2004.191903 + (t * (-0.4294934 - (t * 0.04182264))));
        return terrestrial
            .InAxesTurnedAboutZ(-MeanSiderealAngle(utc, t))
            .InAxesTurnedAboutZ(z).InAxesTurnedAboutY(-theta).InAxesTurnedAboutZ(zeta);
    }

    /// <summary>Greenwich mean sidereal time [rad].</summary>
    static double MeanSiderealAngle(Mjd utc, double centuries)
    {
        var fraction = utc.Fraction * LeapSeconds.SecondsInDay(utc.Day) / 86400;
        var days = (utc.Day - 51544) + (fraction - 0.5);
        var turns = (fraction - 0.5) + 0.7790572732640 + (0.00273781191135448 * days);
        var precession = RadiansPerArcsecond * (0.014506 + (centuries * (4612.156534 + (centuries * 1.3915817))));
        return (2 * Math.PI * (turns - Math.Floor(turns))) + precession;
    }
}
