namespace Nocturne.Core.Astrometry;

/// <summary>Moves times to the barycentre of the solar system: when would the light have arrived there?</summary>
/// <remarks>
/// BMJD(TDB) = MJD(TDB) + r·n ÷ c, with r from the barycentre to the observatory and n towards a source at infinity: no parallax, no
/// Shapiro delay (at most 0.1 ms beside the Sun), the convention of Eastman et al. 2010 (PASP 122, 935).
/// </remarks>
public static class Barycentre
{
    const double MetresPerAu = 149597870700, SpeedOfLight = 299792458;

    /// <summary>How much later the light passes the barycentre than the observatory [s]; between −505 and 505.</summary>
    /// <param name="tdb">Time of the observation; TT will do as well.</param>
    /// <param name="position">Direction of the source.</param>
    /// <param name="observatory">The place of the telescope; without it, the centre of the Earth is taken, which is up to 21 ms off.</param>
    /// <exception cref="ArgumentOutOfRangeException">An observatory is given and the date is before 1972.</exception>
    public static double LightTravelSeconds(Mjd tdb, SkyPosition position, Observatory? observatory = null)
    {
        ArgumentNullException.ThrowIfNull(position);
        return AlongTheLight(EarthEphemeris.Barycentric(tdb), position, observatory, observatory is null ? default : TimeScales.TdbToUtc(tdb));
    }

    /// <summary>The barycentric time, in TDB, of a UTC time at the observatory.</summary>
    /// <param name="utc">Time of the observation.</param>
    /// <param name="position">Direction of the source.</param>
    /// <param name="observatory">The place of the telescope; without it, the centre of the Earth is taken, which is up to 21 ms off.</param>
    /// <exception cref="ArgumentOutOfRangeException">The date is before 1972.</exception>
    public static Mjd ToBmjdTdb(Mjd utc, SkyPosition position, Observatory? observatory = null)
    {
        ArgumentNullException.ThrowIfNull(position);
        var tdb = TimeScales.UtcToTdb(utc);
        return tdb.AddSeconds(AlongTheLight(EarthEphemeris.Barycentric(tdb), position, observatory, utc));
    }

    /// <summary>How much later the light passes the Sun's centre than the Earth's [s]: for heliocentric dates, where a format asks for
    /// them.</summary>
    public static double HeliocentricLightTravelSeconds(Mjd tdb, SkyPosition position)
    {
        ArgumentNullException.ThrowIfNull(position);
        return AlongTheLight(EarthEphemeris.Heliocentric(tdb), position, null, default);
    }

    static double AlongTheLight(CartesianVector earthInAu, SkyPosition position, Observatory? observatory, Mjd utc)
    {
        var metres = MetresPerAu * earthInAu;
        if (observatory is not null) metres += EarthRotation.ToIcrs(observatory.TerrestrialPosition, utc);
        return metres.Dot(position.Direction) / SpeedOfLight;
    }
}
