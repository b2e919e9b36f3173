using Nocturne.Core.Astrometry;
using Nocturne.Core.Fits;
using Nocturne.Core.Instruments;

namespace Nocturne.Core.Tests.Instruments;

/// <summary>Times and places as headers really write them.</summary>
public sealed class HeaderTimeRuleTests
{
    static readonly HeaderDialect Plain = new()
    {
        Name = "plain",
        Title = "A dialect for tests",
        Filter = [new() { Constant = "clear" }],
        Time =
        [
            new() { Key = "DATE-OBS" }, new() { Key = "UT-OBS", Date = "DATE-OBS" }, new() { Key = "UT", Date = "DATE-OBS" }, new() { Key = "MJD-OBS", Format = TimeFormat.Mjd },
            new() { Key = "DATE-AVG", Stamp = TimeStampPoint.Mid },
        ],
        Exposure = [new() { Key = "EXPTIME" }],
        Gain = [new() { Constant = 1 }],
        ReadNoise = [new() { Constant = 1 }],
        Position = [new() { Ra = "RA", Dec = "DEC" }],
        Site = [new() { Longitude = "LONG", Latitude = "LAT" }],
    };

    static FitsHeader Header => new FitsHeader().Set("EXPTIME", 30.0).Set("RA", 210.0).Set("DEC", 20.0).Set("LONG", -70.7).Set("LAT", -30.2);

    static FrameFacts Read(FitsHeader header) => FrameFacts.Read(header, "f.fits", Plain);

    [Fact]
    public void Local_time_with_its_zone_agrees_with_universal_time_beside_it()
    {
        var facts = Read(Header.Set("DATE-OBS", "2018-10-03T21:12:20.5 MST").Set("UT-OBS", "04:12:20.5"));
        Assert.Equal("2018-10-04T04:12:20.500", facts.StartUtc.ToString());
        Assert.Empty(facts.Doubts);
        Assert.Equal("UT-OBS '04:12:20.5' with DATE-OBS '2018-10-03T21:12:20.5 MST', computer clock, start of the exposure, to 0.1 s: agrees", Assert.Single(facts.OtherTimes));
    }

    [Theory]
    [InlineData("2018-10-03T21:12:20", "04:12:20", "2018-10-04T04:12:20.000")]
    [InlineData("2018-10-04T06:00:00", "22:00:00", "2018-10-03T22:00:00.000")]
    [InlineData("2018-10-03T10:00:00", "04:30:00", "2018-10-03T04:30:00.000")]
    public void Local_time_without_a_zone_gives_way_to_universal_time(string local, string universal, string expected)
    {
        var facts = Read(Header.Set("DATE-OBS", local).Set("UT-OBS", universal));
        Assert.Equal(expected, facts.StartUtc.ToString());
        Assert.Contains("UT-OBS '", facts.TimeSource, StringComparison.Ordinal);
        Assert.Contains("one of them is probably local time; UT-OBS is taken.", Assert.Single(facts.Doubts), StringComparison.Ordinal);
    }

    [Fact]
    public void A_day_number_unmasks_local_time()
    {
        var facts = Read(Header.Set("DATE-OBS", "2024-01-01T21:00:00.0").Set("MJD-OBS", "60311.166666667"));
        Assert.Equal("2024-01-02T04:00:00.000", facts.StartUtc.ToString());
        Assert.Contains("MJD-OBS is taken", Assert.Single(facts.Doubts), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_declared_as_utc_is_believed()
    {
        var facts = Read(Header.Set("TIMESYS", "UTC").Set("DATE-OBS", "2024-01-01T21:00:00.0").Set("MJD-OBS", "60311.166666667"));
        Assert.Equal("2024-01-01T21:00:00.000", facts.StartUtc.ToString());
    }

    [Fact]
    public void A_truncated_day_number_is_passed_over_for_a_finer_stamp()
    {
        var facts = Read(Header.Set("MJD-OBS", "60310.878").Set("DATE-AVG", "2024-01-01T21:04:15.25"));
        Assert.Equal("2024-01-01T21:04:00.250", facts.StartUtc.ToString());
        Assert.Equal("2024-01-01T21:04:15.250", facts.MidUtc.ToString());
        Assert.Equal("60310.878", Read(Header.Set("MJD-OBS", "60310.878")).TimeSource!.Split('\'')[1]);
        Assert.Contains("written to 86.4 s only", Assert.Single(Read(Header.Set("MJD-OBS", "60310.878")).Doubts), StringComparison.Ordinal);
    }

    [Fact]
    public void Short_exposures_want_finer_stamps_than_long_ones()
    {
        var header = Header.Set("DATE-OBS", "2024-01-01T21:04:00").Set("UT", "21:04:00.750");
        Assert.StartsWith("DATE-OBS", Read(header).TimeSource, StringComparison.Ordinal);
        var fast = Read(header.Set("EXPTIME", 0.5));
        Assert.StartsWith("UT", fast.TimeSource, StringComparison.Ordinal);
        Assert.Equal("2024-01-01T21:04:00.750", fast.StartUtc.ToString());
    }

    [Theory]
    [InlineData(5.0, true)]
    [InlineData(12.0, false)]
    public void A_second_is_too_coarse_for_exposures_below_ten(double exposure, bool doubted) =>
        Assert.Equal(doubted, Read(Header.Set("DATE-OBS", "2024-01-01T21:04:00").Set("EXPTIME", exposure)).Doubts.Any(doubt => doubt.Contains("more than a tenth of the exposure", StringComparison.Ordinal)));

    [Theory]
    [InlineData("29/11/51", 1951)]
    [InlineData("01/02/99", 1999)]
    [InlineData("01/02/24", 2024)]
    public void Years_of_two_digits_are_those_in_which_there_were_cameras(string date, int year) =>
        Assert.Equal(year, Read(Header.Set("DATE-OBS", date).Set("UT", "12:07:00.0")).StartUtc!.Value.Date.Year);

    [Fact]
    public void Numbers_may_be_written_as_strings()
    {
        var facts = Read(new FitsHeader().Set("DATE-OBS", "2024-01-01T21:04:00.0").Set("EXPTIME", " 12.5 ").Set("RA", "210.0").Set("DEC", "+20.0").Set("LONG", " -70.7").Set("LAT", "-30.2 "));
        Assert.Equal((12.5, new SkyPosition(210, 20)), (facts.ExposureSeconds!.Value, facts.Position!));
        Assert.Equal((-70.7, -30.2), (facts.Observatory!.LongitudeDegreesEast, facts.Observatory.LatitudeDegrees));
    }

    [Theory]
    [InlineData("70:42:00 W", -70.7)]
    [InlineData("W 70.7", -70.7)]
    [InlineData("70.7E", 70.7)]
    [InlineData("-70 42 00", -70.7)]
    public void Longitudes_may_carry_letters(string text, double east) =>
        Assert.Equal(east, Read(Header.Set("LONG", text)).Observatory!.LongitudeDegreesEast, 1e-9);

    [Theory]
    [InlineData("[deg] West longitude of the telescope", -70.7)]
    [InlineData("longitude, west positive", -70.7)]
    [InlineData("[deg] east positive, west negative", 70.7)]
    [InlineData("longitude", 70.7)]
    public void Comments_say_which_way_a_longitude_counts(string comment, double east) =>
        Assert.Equal(east, Read(Header.Set("LONG", 70.7, comment)).Observatory!.LongitudeDegreesEast, 1e-9);

    [Fact]
    public void A_target_below_the_horizon_shows_that_longitudes_count_westward()
    {
        // At 04:00 UT in May, a source at 14 h is high above the Andes and below the horizon of central Asia.
        var facts = Read(Header.Set("DATE-OBS", "2024-05-01T04:00:00.0").Set("LONG", 70.7));
        Assert.Equal(-70.7, facts.Observatory!.LongitudeDegreesEast, 1e-9);
        Assert.Contains("it is taken to count westward", Assert.Single(facts.Doubts), StringComparison.Ordinal);
        Assert.Empty(Read(Header.Set("DATE-OBS", "2024-05-01T04:00:00.0")).Doubts);
    }

    [Fact]
    public void Dates_beyond_the_known_leap_seconds_are_doubted() =>
        Assert.Contains("leap seconds are known until", Assert.Single(Read(Header.Set("DATE-OBS", "2035-01-01T04:00:00.0")).Doubts), StringComparison.Ordinal);

    [Theory]
    [InlineData("[513:1024,1:256]", 512, 0)]
    [InlineData("[1024:513,256:1]", 512, 0)]
    public void Sections_say_where_a_window_lies(string section, int x, int y)
    {
        var facts = FrameFacts.Read(Header.Set("DETSEC", section), "f.fits", Plain);
        Assert.Equal((x, y), (facts.WindowX, facts.WindowY));
    }

    [Theory]
    [InlineData("UNKNOWN")]
    [InlineData("[0:5,1:4]")]
    [InlineData("[1:5]")]
    public void Other_texts_are_no_sections(string text) => Assert.Null(ImageSection.Parse(text));

    [Fact]
    public void Mosaics_begin_where_the_frame_does()
    {
        Assert.Equal("RGGB", Read(Header.Set("BAYERPAT", "RGGB")).Mosaic);
        Assert.Equal("GRBG", Read(Header.Set("BAYERPAT", "RGGB").Set("XBAYROFF", 1)).Mosaic);
        Assert.Equal("GBRG", Read(Header.Set("BAYERPAT", "RGGB").Set("YBAYROFF", 1)).Mosaic);
        Assert.Null(Read(Header.Set("BAYERPAT", "NONE")).Mosaic);
    }
}
