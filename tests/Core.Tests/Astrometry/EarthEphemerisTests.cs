using Nocturne.Core.Astrometry;

namespace Nocturne.Core.Tests.Astrometry;

public class EarthEphemerisTests
{
    [Fact]
    public void The_earth_is_one_astronomical_unit_from_the_sun_and_the_sun_near_the_barycentre()
    {
        for (var day = 40587; day < 73000; day += 97)
        {
            var tdb = new Mjd(day, 0.25);
            var fromSun = EarthEphemeris.Heliocentric(tdb);
            Assert.InRange(fromSun.Length, 0.983, 1.017);
            Assert.InRange((EarthEphemeris.Barycentric(tdb) + (-1 * fromSun)).Length, 0, 0.011);
        }
    }

    [Fact]
    public void The_vector_sum_of_a_series_equals_the_term_by_term_sum()
    {
        var terms = Enumerable.Range(0, 23).Select(i => new PeriodicTerm(1.0 / (1 + i), i * 0.7, Math.Pow(1.9, i))).ToArray();
        var series = new PeriodicSeries(terms);
        for (var t = -60.0; t <= 60; t += 7.77)
            Assert.Equal(terms.Sum(term => term.Amplitude * Math.Cos(term.Phase + (term.Frequency * t))), series.Sum(t), 1e-9);
    }
}
