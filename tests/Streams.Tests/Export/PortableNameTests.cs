using Nocturne.Streams.Export;
using Nocturne.Streams.Night;

namespace Nocturne.Streams.Tests.Export;

public sealed class PortableNameTests
{
    [Theory]
    [InlineData("g", "g")]
    [InlineData("forced_aperture-2.5", "forced_aperture-2.5")]
    [InlineData("g'", "g%27")]
    [InlineData("../../etc", "%2E.%2F..%2Fetc")]
    [InlineData("<script>", "%3Cscript%3E")]
    [InlineData("c:\\x|y?", "c%3A%5Cx%7Cy%3F")]
    [InlineData("Hα", "H%CE%B1")]
    [InlineData("50%", "50%25")]
    [InlineData("", "_")]
    public void Names_from_headers_become_legal_file_names(string name, string expected) => Assert.Equal(expected, PortableName.Of(name));

    [Fact]
    public void A_band_with_plain_names_keeps_them() => Assert.Equal("1-g", PortableName.Of(new BandKey("1", "g")));
}
