using Nocturne.Core.Astrometry;

namespace Nocturne.Core.Tests.Astrometry;

public class TimeScalesTests
{
    static readonly DateOnly LeapDay = new(2016, 12, 31);

    [Theory]
    [InlineData(1972, 1, 1, 10)]
    [InlineData(1972, 6, 30, 10)]
    [InlineData(1972, 7, 1, 11)]
    [InlineData(1999, 1, 1, 32)]
    [InlineData(2005, 12, 31, 32)]
    [InlineData(2016, 12, 31, 36)]
    [InlineData(2017, 1, 1, 37)]
    [InlineData(2040, 1, 1, 37)]
    public void Leap_seconds_are_those_of_the_iers(int year, int month, int day, int expected) =>
        Assert.Equal(expected, LeapSeconds.TaiMinusUtc(Mjd.FromCalendar(new(year, month, day), 0).Day));

    [Fact]
    public void Only_the_last_day_before_a_step_is_a_second_longer()
    {
        var days = Enumerable.Range(Mjd.FromCalendar(LeapSeconds.Begin, 0).Day, 366 * 60);
        Assert.Equal(27, days.Count(day => LeapSeconds.SecondsInDay(day) == 86401));
        Assert.Equal(86401, LeapSeconds.SecondsInDay(Mjd.FromCalendar(LeapDay, 0).Day));
    }

    [Fact]
    public void The_table_says_what_it_covers()
    {
        Assert.True(LeapSeconds.Covers(Mjd.FromCalendar(new(2026, 1, 1), 0)));
        Assert.False(LeapSeconds.Covers(Mjd.FromCalendar(LeapSeconds.KnownUntil.AddDays(1), 0)));
        Assert.False(LeapSeconds.Covers(Mjd.FromCalendar(new(1971, 12, 31), 0)));
    }

    [Fact]
    public void A_date_before_whole_leap_seconds_is_refused_with_a_sentence()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => TimeScales.UtcToTai(Mjd.FromCalendar(new(1958, 1, 1), 0)));
        Assert.Contains("1972-01-01", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(86399.5, 86399.5)]
    [InlineData(86400.25, 86400.25)]
    [InlineData(86401.75, 86401.75)]
    [InlineData(-1, -1)]
    public void Seconds_run_evenly_through_the_leap_second(double secondsOfDay, double expected)
    {
        var midnight = TimeScales.UtcToTai(TimeScales.UtcFromCalendar(LeapDay, 0));
        var tai = TimeScales.UtcToTai(TimeScales.UtcFromCalendar(LeapDay, secondsOfDay));
        Assert.Equal(expected, tai.SecondsSince(midnight), 1e-9);
    }

    [Fact]
    public void The_leap_second_belongs_to_its_own_day_and_the_next_second_to_the_next()
    {
        var leap = TimeScales.UtcFromCalendar(LeapDay, 86400.5);
        Assert.Equal(LeapDay, leap.Date);
        Assert.Equal(86400.5 / 86401, leap.Fraction, 1e-15);
        var next = TimeScales.AddToUtc(leap, 1);
        Assert.Equal(LeapDay.AddDays(1), next.Date);
        Assert.Equal(0.5, next.Fraction * 86400, 1e-9);
    }

    [Fact]
    public void Twenty_four_hours_is_the_next_midnight_on_an_ordinary_day() =>
        Assert.Equal(0, TimeScales.UtcFromCalendar(new(2024, 1, 1), 86400).SecondsSince(new Mjd(60311, 0)), 1e-9);

    [Fact]
    public void Utc_survives_the_way_to_tai_and_tdb_and_back()
    {
        foreach (var start in new[] { 41317.0, 45000.3, 57753.9999, 57754.00001, 60310.5, 64000.999 })
        {
            var utc = Mjd.FromDouble(start);
            Assert.Equal(0, TimeScales.TaiToUtc(TimeScales.UtcToTai(utc)).SecondsSince(utc), 1e-9);
            Assert.Equal(0, TimeScales.TdbToUtc(TimeScales.UtcToTdb(utc)).SecondsSince(utc), 1e-9);
        }
    }

    [Theory] // TDB − UTC of astropy 7.0.1 at San Pedro Mártir, to the microsecond.
    [InlineData(58908.999999988424, 69.185400)]
    [InlineData(60310.000000000000, 69.183879)]
    [InlineData(60482.271012731479, 69.184393)]
    [InlineData(60754.385416678240, 69.185579)]
    [InlineData(61264.416666666664, 69.183018)]
    public void Tdb_agrees_with_astropy_to_three_microseconds(double mjdUtc, double expected)
    {
        var utc = Mjd.FromDouble(mjdUtc);
        Assert.Equal(expected, TimeScales.UtcToTdb(utc).SecondsSince(utc), 3e-6);
    }

    [Theory] // TDB − TT [µs] of ERFA 2.0.0 (eraDtdb, geocentre) at MJD(TT).
    [InlineData(44239.0, -57.580)]
    [InlineData(51544.5, -99.307)]
    [InlineData(60310.0, -119.236)]
    [InlineData(66000.25, -700.785)]
    public void The_series_agrees_with_the_full_one_to_a_microsecond(double mjdTt, double expected) =>
        Assert.Equal(expected, TdbSeries.TdbMinusTt(Mjd.FromDouble(mjdTt)) * 1e6, 1.0);

    [Theory]
    [InlineData(2024, 1, 1, 0.125, "2024-01-01T00:00:00.125")]
    [InlineData(2024, 6, 30, 86399.9996, "2024-07-01T00:00:00.000")]
    [InlineData(2016, 12, 31, 86400.5, "2016-12-31T23:59:60.500")]
    [InlineData(2016, 12, 31, 45296.789, "2016-12-31T12:34:56.789")]
    public void Utc_is_written_to_the_nearest_millisecond(int year, int month, int day, double seconds, string expected) =>
        Assert.Equal(expected, TimeScales.ToIso(TimeScales.UtcFromCalendar(new(year, month, day), seconds)));

    [Fact]
    public void A_date_is_shown_to_the_nearest_millisecond()
    {
        Assert.Equal("2024-01-01T00:00:00.126", Mjd.FromCalendar(new(2024, 1, 1), 0.1256).ToString());
        Assert.Equal("2024-01-02T00:00:00.000", Mjd.FromCalendar(new(2024, 1, 1), 86399.9999).ToString());
    }

    [Fact]
    public void A_hair_below_midnight_is_still_a_fraction_below_one()
    {
        var almost = new Mjd(60000, 0).AddSeconds(-1e-15);
        Assert.InRange(almost.Fraction, 0, 0.9999999999999999);
    }
}
