using System.ComponentModel;
using Nocturne.Runner.Hocon;

namespace Nocturne.Runner.Tests.Hocon;

public sealed class HoconUnitTests
{
    [Theory]
    [InlineData("200", 2_000_000)]
    [InlineData("200 ms", 2_000_000)]
    [InlineData("200ms", 2_000_000)]
    [InlineData("  1.5 s ", 15_000_000)]
    [InlineData("2 seconds", 20_000_000)]
    [InlineData("1 second", 10_000_000)]
    [InlineData("3m", 1_800_000_000)]
    [InlineData("3 minutes", 1_800_000_000)]
    [InlineData("1h", 36_000_000_000)]
    [InlineData("1 hour", 36_000_000_000)]
    [InlineData("1 d", 864_000_000_000)]
    [InlineData("2 days", 1_728_000_000_000)]
    [InlineData("500 ns", 5)]
    [InlineData("500 nanoseconds", 5)]
    [InlineData("7 us", 70)]
    [InlineData("7 microseconds", 70)]
    [InlineData("1 millisecond", 10_000)]
    [InlineData("-1 s", -10_000_000)]
    [InlineData("1e3", 10_000_000)]
    public void A_duration_reads(string text, long ticks) => Assert.Equal(ticks, Duration.Parse(text).Value.Ticks);

    [Theory]
    [InlineData("S")]
    [InlineData("1 S")]
    [InlineData("1 MS")]
    [InlineData("1 week")]
    [InlineData("1 mo")]
    [InlineData("1 y")]
    [InlineData("")]
    [InlineData("1 2 s")]
    [InlineData("one s")]
    [InlineData("1e300 d")]
    [InlineData("NaN s")]
    public void A_duration_is_refused(string text) => Assert.Throws<FormatException>(() => Duration.Parse(text));

    [Theory]
    [InlineData("512", 512)]
    [InlineData("1 B", 1)]
    [InlineData("2 bytes", 2)]
    [InlineData("1 kB", 1000)]
    [InlineData("1 kilobyte", 1000)]
    [InlineData("1 MB", 1_000_000)]
    [InlineData("2 megabytes", 2_000_000)]
    [InlineData("1 GB", 1_000_000_000)]
    [InlineData("1 TB", 1_000_000_000_000)]
    [InlineData("1 PB", 1_000_000_000_000_000)]
    [InlineData("1 EB", 1_000_000_000_000_000_000)]
    [InlineData("1K", 1024)]
    [InlineData("1k", 1024)]
    [InlineData("1 Ki", 1024)]
    [InlineData("1 KiB", 1024)]
    [InlineData("1 kibibyte", 1024)]
    [InlineData("512M", 536_870_912)]
    [InlineData("512 m", 536_870_912)]
    [InlineData("512 MiB", 536_870_912)]
    [InlineData("1.5 GiB", 1_610_612_736)]
    [InlineData("1 g", 1_073_741_824)]
    [InlineData("1 tebibyte", 1_099_511_627_776)]
    [InlineData("7 EiB", 8_070_450_532_247_928_832)]
    public void A_size_reads(string text, long bytes) => Assert.Equal(bytes, ByteSize.Parse(text).Bytes);

    [Theory]
    [InlineData("1 KB")]
    [InlineData("1 mb")]
    [InlineData("1 kib")]
    [InlineData("1 ZB")]
    [InlineData("1 YiB")]
    [InlineData("8 EiB")]
    [InlineData("1 bit")]
    [InlineData("big")]
    [InlineData("kilobyte")]
    public void A_size_is_refused(string text) => Assert.Throws<FormatException>(() => ByteSize.Parse(text));

    [Fact]
    public void Type_converters_serve_the_configuration_binder()
    {
        Assert.Equal(new Duration(TimeSpan.FromMilliseconds(200)), TypeDescriptor.GetConverter(typeof(Duration)).ConvertFromInvariantString("200 ms"));
        Assert.Equal(new ByteSize(1024), TypeDescriptor.GetConverter(typeof(ByteSize)).ConvertFromInvariantString("1 KiB"));
    }
}
