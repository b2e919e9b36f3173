using System.Globalization;
using Nocturne.Core.Astrometry;
using Nocturne.TestKit;

namespace Nocturne.Core.Tests.Astrometry;

public class BarycentreTests
{
    static readonly Observatory SanPedroMartir = new("San Pedro Mártir", -115.463611, 31.044167, 2790);

    /// <summary>Light times and barycentric dates of astropy 7.0.1 (built-in ephemeris) at San Pedro Mártir.</summary>
    [Theory]
    [InlineData("2020-02-29", 86399.999, 18 + (19 / 60.0) + (21.6 / 3600), -(25 + (24 / 60.0) + (25 / 3600.0)), -203.047035, "58908.998450663945")]
    [InlineData("2024-01-01", 0, 0, 0, -86.725543, "60309.999796971475")]
    [InlineData("2024-01-01", 0.125, 12, -30, -20.838435, "60310.000561000510")]
    [InlineData("2024-06-21", 23415.5, 17 + (56 / 60.0) + (54.3 / 3600), -(23 + (26 / 60.0) + (10 / 3600.0)), 509.107113, "60482.277705920198")]
    [InlineData("2025-03-20", 33300.001, 5 + (34 / 60.0) + (31.97 / 3600), 22 + (52.1 / 3600), -51.010478, "60754.385627038209")]
    [InlineData("2026-08-12", 36000, 21.5, 89, -123.417726, "61264.416038950141")]
    [InlineData("2016-12-31", 86398, 8, 66 + (33 / 60.0) + (38.5 / 3600), 347.309766, "57754.004785806879")]
    public void Light_time_and_date_agree_with_astropy_to_a_few_microseconds(
        string date, double seconds, double raHours, double dec, double lightTime, string bmjd)
    {
        var utc = TimeScales.UtcFromCalendar(DateOnly.Parse(date, CultureInfo.InvariantCulture), seconds);
        var position = new SkyPosition(15 * raHours, dec);
        Assert.Equal(lightTime, Barycentre.LightTravelSeconds(TimeScales.UtcToTdb(utc), position, SanPedroMartir), 5e-6);
        Assert.Equal(0, Barycentre.ToBmjdTdb(utc, position, SanPedroMartir).SecondsSince(Exact(bmjd)), 5e-6);
    }

    [ReferenceTheory("opticam")]
    [InlineData("setA", "00:00:00", "+00:00:00")]
    [InlineData("setB", "18:19:21.60", "-25:24:25.0")]
    [InlineData("setC", "00:00:00", "+00:00:00")]
    public void Every_frame_of_the_reference_sets_gets_its_barycentric_date(string set, string rightAscension, string declination)
    {
        var position = new SkyPosition(15 * Sexagesimal(rightAscension), Sexagesimal(declination));
        var lines = File.ReadAllLines(ReferenceData.Required("opticam", set, "truth_frames.csv"));
        var columns = lines[0].Split(',').ToList();
        Assert.True(lines.Length > 3);
        foreach (var line in lines.Skip(1))
        {
            var words = line.Split(',');
            string Cell(string name) => words[columns.IndexOf(name)];
            var start = DateTime.Parse(Cell("utc_start"), CultureInfo.InvariantCulture);
            var utc = TimeScales.UtcFromCalendar(DateOnly.FromDateTime(start), start.TimeOfDay.TotalSeconds);
            var middle = TimeScales.AddToUtc(utc, double.Parse(Cell("exposure_s"), CultureInfo.InvariantCulture) / 2);
            Assert.Equal(0, Barycentre.ToBmjdTdb(utc, position, SanPedroMartir).SecondsSince(Exact(Cell("bmjd_start"))), 5e-6);
            Assert.Equal(0, Barycentre.ToBmjdTdb(middle, position, SanPedroMartir).SecondsSince(Exact(Cell("bmjd_mid"))), 5e-6);
        }
    }

    [Fact]
    public void Without_an_observatory_the_centre_of_the_earth_is_taken_at_most_22_ms_away()
    {
        var position = new SkyPosition(200, 10);
        for (var hour = 0; hour < 24; hour++)
        {
            var utc = new Mjd(60000, hour / 24.0);
            var difference = Barycentre.ToBmjdTdb(utc, position, SanPedroMartir).SecondsSince(Barycentre.ToBmjdTdb(utc, position));
            Assert.InRange(Math.Abs(difference), 0, 0.022);
        }
    }

    [Fact]
    public void Heliocentric_time_is_within_six_seconds_of_barycentric_time()
    {
        var position = new SkyPosition(270, -23.4);
        for (var day = 50000; day < 62000; day += 113)
        {
            var tdb = new Mjd(day, 0);
            Assert.InRange(Math.Abs(Barycentre.HeliocentricLightTravelSeconds(tdb, position) - Barycentre.LightTravelSeconds(tdb, position)), 0, 6);
        }
    }

    static Mjd Exact(string text)
    {
        var value = decimal.Parse(text, CultureInfo.InvariantCulture);
        return new((int)decimal.Floor(value), (double)(value - decimal.Floor(value)));
    }

    static double Sexagesimal(string text)
    {
        var parts = text.TrimStart('+', '-').Split(':').Select(part => double.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        return (text[0] == '-' ? -1 : 1) * (parts[0] + (parts[1] / 60) + (parts[2] / 3600));
    }
}
