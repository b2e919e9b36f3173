using Nocturne.Core.Instruments;

namespace Nocturne.Core.Tests.Instruments;

public sealed class HeaderTimeTests
{
    [Theory]
    [InlineData("2023-11-22 03:02:49.000", "2023-11-22", 10969, 0.001)]
    [InlineData("2023-11-22T03:02:49", "2023-11-22", 10969, 1)]
    [InlineData("2023-11-22T03:02:49.5Z", "2023-11-22", 10969.5, 0.1, 0)]
    [InlineData("2023-11-22T03:02", "2023-11-22", 10920, 60)]
    [InlineData("2023-11-22T030249.25", "2023-11-22", 10969.25, 0.01)]
    [InlineData("20231122T030249", "2023-11-22", 10969, 1)]
    [InlineData("20231122 03:02:49", "2023-11-22", 10969, 1)]
    [InlineData("2023/11/22 03:02:49", "2023-11-22", 10969, 1)]
    [InlineData("2023-11-22_03:02:49", "2023-11-22", 10969, 1)]
    [InlineData("2023-11-22T03:02:49,5", "2023-11-22", 10969.5, 0.1)]
    [InlineData("2023-11-22", "2023-11-22", double.NaN, 86400)]
    [InlineData("20231122", "2023-11-22", double.NaN, 86400)]
    [InlineData("29/11/51", "1951-11-29", double.NaN, 86400)]
    [InlineData("29/11/1951", "1951-11-29", double.NaN, 86400)]
    [InlineData("11/29/1951", "1951-11-29", double.NaN, 86400)]
    [InlineData("12:07:00.00", null, 43620, 0.01)]
    [InlineData("05:42:36.300000", null, 20556.3, 1e-6)]
    [InlineData("24:00:00", null, 86400, 1)]
    [InlineData("2016-12-31T23:59:60", "2016-12-31", 86400, 1)]
    [InlineData("2016-12-31T23:59:60.5", "2016-12-31", 86400.5, 0.1)]
    [InlineData("2020-01-01T20:00:00-07:00", "2020-01-01", 72000, 1, -25200)]
    [InlineData("2020-01-01 20:00:00 MST", "2020-01-01", 72000, 1, -25200)]
    [InlineData("2020-01-01 20:00:00 (PST)", "2020-01-01", 72000, 1, -28800)]
    [InlineData("2020-01-01T20:00:00+0530", "2020-01-01", 72000, 1, 19800)]
    [InlineData("2020-01-01T20:00:00+02", "2020-01-01", 72000, 1, 7200)]
    [InlineData("2020-01-01T20:00:00 UTC", "2020-01-01", 72000, 1, 0)]
    [InlineData("03h02m49s", null, 10969, 1)]
    [InlineData(" 2023-11-22 03:02:49.000 ", "2023-11-22", 10969, 0.001)]
    public void A_time_reads(string text, string? date, double seconds, double resolution, double offset = double.NaN)
    {
        Assert.True(HeaderTime.TryParse(text, out var time));
        Assert.Equal(date, time.Date?.ToString("yyyy-MM-dd"));
        Assert.Equal(seconds, time.SecondsOfDay ?? double.NaN, 9);
        Assert.Equal(resolution, time.ResolutionSeconds, 12);
        Assert.Equal(offset, time.UtcOffsetSeconds ?? double.NaN);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("now")]
    [InlineData("0000-00-00 00:00:00")]
    [InlineData("2023-13-01")]
    [InlineData("2023-02-30")]
    [InlineData("2023-11-22T25:00:00")]
    [InlineData("2023-11-22T24:00:01")]
    [InlineData("2023-11-22T03:60:00")]
    [InlineData("2023-11-22T03:02:61")]
    [InlineData("2020-01-01 20:00:00 XYZT")]
    [InlineData("2020-01-01T20:00:00+99:00")]
    [InlineData("12.5")]
    [InlineData("57372.7644094")]
    [InlineData("-12:00:00")]
    public void A_text_that_is_no_time_is_refused(string text) => Assert.False(HeaderTime.TryParse(text, out _));

    [Theory]
    [InlineData("57372.7644094", 1e-7)]
    [InlineData("58000", 1)]
    [InlineData("58000.", 1)]
    [InlineData("5.8000123E4", 1e-3)]
    [InlineData("1.5e-3", 1e-4)]
    public void Resolution_is_what_the_last_digit_stands_for(string text, double resolution) =>
        Assert.Equal(1, HeaderTime.ResolutionOf(text) / resolution, 9);
}
