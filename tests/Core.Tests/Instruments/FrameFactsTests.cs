using Nocturne.Core.Astrometry;
using Nocturne.Core.Fits;
using Nocturne.Core.Instruments;

namespace Nocturne.Core.Tests.Instruments;

public sealed class FrameFactsTests
{
    static readonly HeaderDialect Plain = new()
    {
        Name = "plain",
        Title = "A dialect for tests",
        Camera = [new() { FileName = @"_c(\d)\." }, new() { Key = "INSTRUME" }],
        Filter = [new() { Key = "FILTER" }],
        Kind = [new() { Key = "IMAGETYP" }],
        Object = [new() { Key = "OBJECT" }],
        Time = [new() { Key = "UT", Date = "DATE-OBS" }, new() { Key = "DATE-OBS" }, new() { Key = "MJD-OBS", Format = TimeFormat.Mjd }],
        Exposure = [new() { Key = "EXPTIME" }, new() { Key = "EXPMIN", Factor = 60 }],
        Gain = [new() { Key = "EGAIN" }, new() { Key = "GAIN", Max = 20 }],
        ReadNoise = [new() { Key = "RDNOISE" }, new() { Constant = 1.1 }],
        Binning = [new() { Key = "BINNING" }, new() { X = "XBIN", Y = "YBIN" }],
        Position = [new() { Ra = "RA", Dec = "DEC" }, new() { Ra = "CRVAL1", Dec = "CRVAL2", When = new Dictionary<string, string> { ["CTYPE1"] = "RA*" } }],
        Site = [new() { Longitude = "LONG", Latitude = "LAT", Height = "ALT" }],
    };

    [Fact]
    public void A_full_header_gives_all_facts()
    {
        var header = new FitsHeader().Set("INSTRUME", "My Cam").Set("FILTER", "g'").Set("IMAGETYP", "Light Frame").Set("OBJECT", "WASP-12").Set("DATE-OBS", "2024-01-01T05:42:36.3")
            .Set("EXPTIME", 10).Set("GAIN", 1.5).Set("RDNOISE", 3.2).Set("BINNING", "2x4").Set("RA", "01:30:00").Set("DEC", "-10:30:00").Set("LONG", "-115:30:00").Set("LAT", 31.0).Set("ALT", 2790);
        var facts = FrameFacts.Read(header, "frame.fits", Plain);
        Assert.Equal(("My-Cam", "g", FrameKind.Science, "WASP-12"), (facts.Camera, facts.Filter, facts.Kind, facts.Object));
        Assert.Equal((10, 1.5, 3.2, 2, 4), (facts.ExposureSeconds, facts.Gain, facts.ReadNoise, facts.BinX, facts.BinY));
        Assert.Equal("2024-01-01T05:42:36.300", facts.StartUtc!.Value.ToString());
        Assert.Equal("2024-01-01T05:42:41.300", facts.MidUtc!.Value.ToString());
        Assert.Equal("DATE-OBS '2024-01-01T05:42:36.3', computer clock, start of the exposure", facts.TimeSource);
        Assert.Equal(0.1, facts.TimeResolutionSeconds!.Value, 12);
        Assert.Equal(new SkyPosition(22.5, -10.5), facts.Position);
        Assert.Equal(new Observatory("site of the header", -115.5, 31, 2790), facts.Observatory);
        Assert.Empty(facts.Missing);
        Assert.Empty(facts.Doubts);
    }

    [Fact]
    public void An_empty_header_gives_no_facts_but_sentences()
    {
        var facts = FrameFacts.Read(new(), "frame.fits", Plain);
        Assert.Equal(("1", null, FrameKind.Science), (facts.Camera, facts.Filter, facts.Kind));
        Assert.Null(facts.StartUtc);
        Assert.Null(facts.ExposureSeconds);
        Assert.Equal((1, 1), (facts.BinX, facts.BinY));
        Assert.Equal(["exposure", "filter", "gain", "position", "site", "time"], facts.Missing.Select(missing => missing.Fact).Order());
        Assert.Equal("No time: UT, DATE-OBS, MJD-OBS missing or not usable; the frame cannot be measured.", facts.Missing.Single(missing => missing.Fact == "time").Sentence);
    }

    [Fact]
    public void Calibration_frames_are_not_asked_for_what_they_do_not_need()
    {
        Assert.Empty(FrameFacts.Read(new FitsHeader().Set("IMAGETYP", "Bias Frame"), "b.fits", Plain).Missing);
        Assert.Equal(["filter", "exposure"], FrameFacts.Read(new FitsHeader().Set("IMAGETYP", "SKYFLAT"), "f.fits", Plain).Missing.Select(missing => missing.Fact).OrderDescending());
    }

    [Theory]
    [InlineData("Light Frame", FrameKind.Science)]
    [InlineData("OBJECT", FrameKind.Science)]
    [InlineData("EXPOSE", FrameKind.Science)]
    [InlineData("on-sky", FrameKind.Science)]
    [InlineData("ZERO", FrameKind.Bias)]
    [InlineData("Bias Frame", FrameKind.Bias)]
    [InlineData("MASTERDARK", FrameKind.Dark)]
    [InlineData("DARKFLAT", FrameKind.Dark)]
    [InlineData("SKYFLAT", FrameKind.Flat)]
    [InlineData("Flat Field", FrameKind.Flat)]
    [InlineData("SNAPSHOT", FrameKind.Other)]
    [InlineData("focus", FrameKind.Other)]
    public void The_usual_words_for_frame_kinds_are_known(string text, FrameKind kind) =>
        Assert.Equal(kind, FrameFacts.Read(new FitsHeader().Set("IMAGETYP", text), "f.fits", Plain).Kind);

    [Fact]
    public void The_camera_may_stand_in_the_file_name() =>
        Assert.Equal("3", FrameFacts.Read(new(), @"night\g\get_last_c3.fit", Plain).Camera);

    [Fact]
    public void What_the_image_does_not_say_the_first_header_may()
    {
        var primary = new FitsHeader().Set("FILTER", "r").Set("EXPTIME", 3);
        var facts = FrameFacts.Read(new FitsHeader().Set("EXPTIME", 5), "f.fits", Plain, primary);
        Assert.Equal(("r", 5), (facts.Filter, facts.ExposureSeconds));
    }

    [Theory]
    [InlineData("")]
    [InlineData("UNKNOWN")]
    [InlineData("N/A")]
    [InlineData("NaN")]
    [InlineData("none")]
    public void Placeholders_say_nothing(string text)
    {
        var facts = FrameFacts.Read(new FitsHeader().Set("FILTER", text).Set("EXPTIME", text).Set("RA", text).Set("DEC", text).Set("DATE-OBS", text), "f.fits", Plain);
        Assert.Equal((null, null, null, null), (facts.Filter, facts.ExposureSeconds, facts.Position, facts.StartUtc));
    }

    [Fact]
    public void Strings_serve_as_numbers_and_lists_give_their_mean()
    {
        var facts = FrameFacts.Read(new FitsHeader().Set("EXPTIME", "2.50").Set("EGAIN", "[3.3,3.4,3.3,3.4]"), "f.fits", Plain);
        Assert.Equal(2.5, facts.ExposureSeconds);
        Assert.Equal(3.35, facts.Gain!.Value, 12);
        Assert.Contains("EGAIN is a list of 4 values; their mean 3.35 is taken for the gain.", facts.Doubts);
    }

    [Fact]
    public void A_number_outside_its_limits_does_not_count()
    {
        Assert.Null(FrameFacts.Read(new FitsHeader().Set("GAIN", 180), "f.fits", Plain).Gain);
        Assert.Null(FrameFacts.Read(new FitsHeader().Set("GAIN", 0), "f.fits", Plain).Gain);
        Assert.Equal(0.7, FrameFacts.Read(new FitsHeader().Set("GAIN", 180).Set("EGAIN", 0.7), "f.fits", Plain).Gain);
        Assert.Null(FrameFacts.Read(new FitsHeader().Set("EXPTIME", -1), "f.fits", Plain).ExposureSeconds);
        Assert.Equal(120, FrameFacts.Read(new FitsHeader().Set("EXPMIN", 2), "f.fits", Plain).ExposureSeconds);
        Assert.Equal(1.1, FrameFacts.Read(new(), "f.fits", Plain).ReadNoise);
    }

    [Theory]
    [InlineData("4x4", 4, 4)]
    [InlineData("2 2", 2, 2)]
    [InlineData("1X2", 1, 2)]
    [InlineData("2", 2, 2)]
    [InlineData("x", 1, 1)]
    [InlineData("0x0", 1, 1)]
    [InlineData("2x2x2", 1, 1)]
    [InlineData("100x100", 1, 1)]
    public void Binning_reads(string text, int x, int y)
    {
        var facts = FrameFacts.Read(new FitsHeader().Set("BINNING", text), "f.fits", Plain);
        Assert.Equal((x, y), (facts.BinX, facts.BinY));
    }

    [Fact]
    public void Right_ascensions_are_hours_when_written_in_parts_and_degrees_as_numbers_unless_the_dialect_says_hours()
    {
        var inHours = Plain with { Position = [new() { Ra = "RA", Dec = "DEC", Unit = AngleUnit.Hours }] };
        var numbers = new FitsHeader().Set("RA", 12.0).Set("DEC", 5.0);
        Assert.Equal(12, FrameFacts.Read(numbers, "f.fits", Plain).Position!.RightAscensionDegrees);
        Assert.Equal(180, FrameFacts.Read(numbers, "f.fits", inHours).Position!.RightAscensionDegrees);
        Assert.Equal(180, FrameFacts.Read(new FitsHeader().Set("RA", "12 00 00").Set("DEC", "+05 00 00"), "f.fits", Plain).Position!.RightAscensionDegrees);
        Assert.Null(FrameFacts.Read(new FitsHeader().Set("RA", "25:00:00").Set("DEC", "0:0:1"), "f.fits", Plain).Position);
        Assert.Null(FrameFacts.Read(new FitsHeader().Set("RA", 10.0).Set("DEC", 95.0), "f.fits", Plain).Position);
    }

    [Fact]
    public void Zeros_are_no_position_unless_the_dialect_means_them()
    {
        var zeros = new FitsHeader().Set("RA", 0.0).Set("DEC", 0.0);
        Assert.Null(FrameFacts.Read(zeros, "f.fits", Plain).Position);
        Assert.Equal(new SkyPosition(0, 0), FrameFacts.Read(zeros, "f.fits", Plain with { ZeroPosition = true }).Position);
        var texts = new FitsHeader().Set("RA", "0").Set("DEC", "31");
        Assert.Null(FrameFacts.Read(texts, "f.fits", Plain with { ZeroPosition = true, Placeholders = ["0"] }).Position);
    }

    [Fact]
    public void A_position_rule_may_depend_on_another_keyword()
    {
        var header = new FitsHeader().Set("CRVAL1", 38.5).Set("CRVAL2", 89.0);
        Assert.Null(FrameFacts.Read(header, "f.fits", Plain).Position);
        Assert.Equal(new SkyPosition(38.5, 89), FrameFacts.Read(header.Set("CTYPE1", "RA---TAN"), "f.fits", Plain).Position);
    }

    [Theory]
    [InlineData(70.7345, true, -70.7345)]
    [InlineData(-70.7345, false, -70.7345)]
    [InlineData(289.2655, false, -70.7345)]
    [InlineData(149.07, false, 149.07)]
    public void Longitudes_are_east_positive_whatever_the_header_counts(double written, bool westPositive, double east)
    {
        var dialect = Plain with { Site = [new() { Longitude = "LONG", Latitude = "LAT", WestPositive = westPositive }] };
        Assert.Equal(east, FrameFacts.Read(new FitsHeader().Set("LONG", written).Set("LAT", -29.2), "f.fits", dialect).Observatory!.LongitudeDegreesEast, 9);
    }

    [Fact]
    public void A_stamp_of_the_middle_or_the_end_is_carried_to_the_start()
    {
        var header = new FitsHeader().Set("T", "2024-01-01T00:00:10").Set("EXPTIME", 4);
        HeaderDialect With(TimeStampPoint point) => Plain with { Time = [new() { Key = "T", Stamp = point, Clock = "GPS receiver" }] };
        var mid = FrameFacts.Read(header, "f.fits", With(TimeStampPoint.Mid));
        Assert.Equal((8, 10), Seconds(mid));
        Assert.Equal("T '2024-01-01T00:00:10', GPS receiver, middle of the exposure", mid.TimeSource);
        var end = FrameFacts.Read(header, "f.fits", With(TimeStampPoint.End));
        Assert.Equal((6, 8), Seconds(end));

        static (double, double) Seconds(FrameFacts facts)
        {
            var midnight = Mjd.FromCalendar(new(2024, 1, 1), 0);
            return (Math.Round(facts.StartUtc!.Value.SecondsSince(midnight), 6), Math.Round(facts.MidUtc!.Value.SecondsSince(midnight), 6));
        }
    }

    [Fact]
    public void Without_an_exposure_time_the_start_is_known_but_not_the_middle()
    {
        var facts = FrameFacts.Read(new FitsHeader().Set("DATE-OBS", "2024-01-01T00:00:10"), "f.fits", Plain);
        Assert.NotNull(facts.StartUtc);
        Assert.Null(facts.MidUtc);
    }

    [Fact]
    public void A_time_of_day_takes_its_date_from_the_other_keyword_and_keeps_its_fraction()
    {
        var facts = FrameFacts.Read(new FitsHeader().Set("UT", "05:42:36.300000").Set("DATE-OBS", "2024-01-01").Set("EXPTIME", 0.2), "f.fits", Plain);
        Assert.Equal(60310.237920138890, facts.StartUtc!.Value.ToDouble(), 11);
        var plate = FrameFacts.Read(new FitsHeader().Set("UT", "12:07:00.00").Set("DATE-OBS", "29/11/51"), "f.fits", Plain);
        Assert.Equal("1951-11-29T12:07:00.000", plate.StartUtc.ToString());
        Assert.Null(FrameFacts.Read(new FitsHeader().Set("DATE-OBS", "2024-01-01"), "f.fits", Plain).StartUtc);
    }

    [Fact]
    public void Local_time_with_a_zone_becomes_utc()
    {
        var facts = FrameFacts.Read(new FitsHeader().Set("DATE-OBS", "2019-12-31T20:00:00-07:00"), "f.fits", Plain);
        Assert.Equal("2020-01-01T03:00:00.000", facts.StartUtc.ToString());
        var clock = Plain with { Time = [new() { Key = "DATE-OBS", UtcOffset = -7 }] };
        Assert.Equal("2020-01-01T03:00:00.000", FrameFacts.Read(new FitsHeader().Set("DATE-OBS", "2019-12-31T20:00:00"), "f.fits", clock).StartUtc.ToString());
    }

    [Fact]
    public void Keywords_that_disagree_about_the_time_are_reported()
    {
        var header = new FitsHeader().Set("DATE-OBS", "2020-01-01T20:00:00.000").Set("MJD-OBS", 58850.125);
        var facts = FrameFacts.Read(header, "f.fits", Plain);
        Assert.Equal("2020-01-01T20:00:00.000", facts.StartUtc.ToString());
        Assert.Contains("MJD-OBS differs from DATE-OBS by 7 h; one of them is probably local time; DATE-OBS is taken.", facts.Doubts);
        var agreeing = new FitsHeader().Set("DATE-OBS", "2020-01-01T03:00:00.000").Set("MJD-OBS", "58849.1250000");
        Assert.Empty(FrameFacts.Read(agreeing, "f.fits", Plain).Doubts);
        var near = new FitsHeader().Set("DATE-OBS", "2020-01-01T03:00:04.000").Set("MJD-OBS", "58849.1250000");
        Assert.Equal("MJD-OBS differs from DATE-OBS by -4 s; DATE-OBS is taken.", Assert.Single(FrameFacts.Read(near, "f.fits", Plain).Doubts));
    }

    [Fact]
    public void A_truncated_date_is_noticed_by_its_digits()
    {
        var facts = FrameFacts.Read(new FitsHeader().Set("MJD-OBS", "58850.833"), "f.fits", Plain);
        Assert.Equal(86.4, facts.TimeResolutionSeconds!.Value, 6);
        Assert.Contains("MJD-OBS is written to 86.4 s only; the light curve cannot be better timed than that.", facts.Doubts);
        var better = FrameFacts.Read(new FitsHeader().Set("UT", "20:00").Set("DATE-OBS", "2020-01-01T20:00:01.5"), "f.fits", Plain);
        Assert.StartsWith("DATE-OBS", better.TimeSource, StringComparison.Ordinal);
    }

    [Fact]
    public void Whole_days_and_a_fraction_keep_microseconds()
    {
        var dialect = Plain with { Time = [new() { Key = "MJDINT", Fraction = "MJDFRAC", Format = TimeFormat.Mjd }] };
        var start = FrameFacts.Read(new FitsHeader().Set("MJDINT", 58850).Set("MJDFRAC", "0.123456789012"), "f.fits", dialect).StartUtc!.Value;
        Assert.Equal((58850, 0.123456789012), (start.Day, start.Fraction));
        var julian = Plain with { Time = [new() { Key = "JD", Format = TimeFormat.Jd }] };
        Assert.Equal("2000-01-01T12:00:00.000", FrameFacts.Read(new FitsHeader().Set("JD", "2451545.00000"), "f.fits", julian).StartUtc.ToString());
        Assert.Null(FrameFacts.Read(new FitsHeader().Set("JD", 0.0), "f.fits", julian).StartUtc);
    }

    [Fact]
    public void A_leap_second_is_itself()
    {
        var facts = FrameFacts.Read(new FitsHeader().Set("DATE-OBS", "2016-12-31T23:59:58"), "f.fits", Plain);
        Assert.Equal((57753, 86398.0 / 86401), (facts.StartUtc!.Value.Day, facts.StartUtc.Value.Fraction));
    }

    [Fact]
    public void A_clock_that_was_never_set_is_reported() => Assert.Equal(
        "DATE-OBS gives the year 1970, before UTC had leap seconds: there is no barycentric time. Was the clock set?",
        Assert.Single(FrameFacts.Read(new FitsHeader().Set("DATE-OBS", "1970-01-01T00:03:00").Set("EXPTIME", 30), "f.fits", Plain).Doubts));

    [Fact]
    public void A_clock_that_distrusts_itself_is_reported()
    {
        var dialect = Plain with { Time = [new() { Key = "T", Quality = "GOODTIME" }] };
        var header = new FitsHeader().Set("T", "2024-01-01T00:00:10").Set("GOODTIME", false);
        Assert.Contains("GOODTIME says that the time is not to be trusted.", FrameFacts.Read(header, "f.fits", dialect).Doubts);
        Assert.Empty(FrameFacts.Read(header.Set("GOODTIME", true), "f.fits", dialect).Doubts);
    }

    [Fact]
    public void An_item_of_a_list_is_picked_by_another_keyword()
    {
        var dialect = Plain with { Filter = [new() { Key = "FILTERS", ItemOf = "CCD" }] };
        Assert.Equal("gs", FrameFacts.Read(new FitsHeader().Set("FILTERS", "us gs rs").Set("CCD", 2), "f.fits", dialect).Filter);
        Assert.Equal("rs", FrameFacts.Read(new FitsHeader().Set("FILTERS", "us+gs+rs").Set("CCD", "3"), "f.fits", dialect).Filter);
        Assert.Null(FrameFacts.Read(new FitsHeader().Set("FILTERS", "us gs rs").Set("CCD", 4), "f.fits", dialect).Filter);
    }
}
