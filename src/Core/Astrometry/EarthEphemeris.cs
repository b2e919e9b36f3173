using System.Globalization;

namespace Nocturne.Core.Astrometry;

/// <summary>Where the Earth is: its position from the Sun and from the barycentre of the solar system, for 1900 to 2100.</summary>
/// <remarks>A series of 1,951 periodic terms (Moisson and Bretagnon 2001; see <c>Data/earth-series.txt</c>), within 13.4 km (45 µs of light
/// time) of the ephemeris DE405; outside these years it gets worse slowly. No file and no network are needed at run time.</remarks>
public static class EarthEphemeris
{
    const int Powers = 3;

    static readonly PeriodicSeries[] FromSun, SunFromBarycentre;

    static EarthEphemeris() => (FromSun, SunFromBarycentre) = ReadSeries();

    /// <summary>The centre of the Earth from the Sun, in the axes of the ICRS [au].</summary>
    public static CartesianVector Heliocentric(Mjd tdb) => ToIcrs(Evaluate(FromSun, JulianYears(tdb)));

    /// <summary>The centre of the Earth from the barycentre of the solar system, in the axes of the ICRS [au].</summary>
    public static CartesianVector Barycentric(Mjd tdb)
    {
        var t = JulianYears(tdb);
        return ToIcrs(Evaluate(FromSun, t) + Evaluate(SunFromBarycentre, t));
    }

    static double JulianYears(Mjd tdb) => ((tdb.Day - 51544) + (tdb.Fraction - 0.5)) / 365.25;

    static CartesianVector Evaluate(PeriodicSeries[] series, double t) => new(Axis(series, 0, t), Axis(series, 1, t), Axis(series, 2, t));

    static double Axis(PeriodicSeries[] series, int axis, double t)
    {
        var constant = series[axis * Powers].Sum(t);
        var linear = series[(axis * Powers) + 1].Sum(t);
        var quadratic = series[(axis * Powers) + 2].Sum(t);
        return constant + (t * (linear + (t * quadratic)));
    }

    /// <summary>From the ecliptic of the theory to the ICRS; the small angles were found by comparison with DE405 (IAU SOFA, EPV00).</summary>
    static CartesianVector ToIcrs(CartesianVector ecliptic)
    {
        var (x, y, z) = ecliptic;
        return new(
            x + (2.11284e-7 * y) - (9.1603e-8 * z),
            (-2.30286e-7 * x) + (0.917482137087 * y) - (0.397776982902 * z),
            (0.397776982902 * y) + (0.917482137087 * z));
    }

    static (PeriodicSeries[] FromSun, PeriodicSeries[] SunFromBarycentre) ReadSeries()
    {
        using var stream = typeof(EarthEphemeris).Assembly.GetManifestResourceStream("earth-series.txt")!;
        using var reader = new StreamReader(stream);
        var terms = new Dictionary<(string Series, int Slot), List<PeriodicTerm>>();
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#')) continue;
            var words = line.Split(' ');
            var slot = ((words[2][0] - 'x') * Powers) + Parse(words[1]);
            if (!terms.TryGetValue((words[0], (int)slot), out var list)) terms.Add((words[0], (int)slot), list = []);
            list.Add(new(Parse(words[3]), Parse(words[4]), Parse(words[5])));
        }

        return (Collect("earth"), Collect("sun"));

        static double Parse(string text) => double.Parse(text, CultureInfo.InvariantCulture);

        PeriodicSeries[] Collect(string name) => [.. Enumerable.Range(0, 3 * Powers).Select(slot => new PeriodicSeries(terms[(name, slot)]))];
    }
}
