using Nocturne.Core.Instruments;

namespace Nocturne.Core.Tests.Instruments;

public sealed class HeaderAngleTests
{
    [Theory]
    [InlineData("18:19:21.60", 18.3226666667, true)]
    [InlineData("-25:24:25.0", -25.4069444444, true)]
    [InlineData("-00:30:00", -0.5, true)]
    [InlineData("+31:02:42", 31.045, true)]
    [InlineData("08 51 20.100", 8.85558333333, true)]
    [InlineData("05h34m31.97s", 5.57554722222, true)]
    [InlineData("+22d00m52.1s", 22.0144722222, true)]
    [InlineData("-115:27:58", -115.466111111, true)]
    [InlineData("12:30", 12.5, true)]
    [InlineData("12:30.5", 12.5083333333, true)]
    [InlineData("299.92497", 299.92497, false)]
    [InlineData("-0.5", -0.5, false)]
    [InlineData("1.5e1", 15, false)]
    [InlineData("0", 0, false)]
    public void An_angle_reads(string text, double value, bool isSexagesimal)
    {
        Assert.True(HeaderAngle.TryParse(text, out var read, out var parts));
        Assert.Equal(value, read, 9);
        Assert.Equal(isSexagesimal, parts);
    }

    [Theory]
    [InlineData("")]
    [InlineData("north")]
    [InlineData("12:61:00")]
    [InlineData("12:00:61")]
    [InlineData("1:2:3:4")]
    [InlineData("NaN")]
    public void A_text_that_is_no_angle_is_refused(string text) => Assert.False(HeaderAngle.TryParse(text, out _, out _));
}
