using Nocturne.Streams.Export;
using Nocturne.Streams.Tests.Store;

namespace Nocturne.Streams.Tests.Export;

public sealed class AavsoReportTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_report_begins_with_the_six_parameters_and_has_fifteen_fields_a_line()
    {
        AavsoReport.Write(folder.File("a.txt"), "Nocturne 1.2", new("ABC", "DP Leo", "X123", "ENSEMBLE", null, "star 5", "SG", true, "clear, dark #sky"),
            [new(2460310.500006, 17.25, 0.0312, 15.1, 1.2), new(2460310.6, double.NaN, 1, 1, 1), new(2460310.7, 17.3, 0.03, double.NaN, double.NaN)]);

        var lines = File.ReadAllLines(folder.File("a.txt"));

        Assert.Equal(["#TYPE=Extended", "#OBSCODE=ABC", "#SOFTWARE=Nocturne 1.2", "#DELIM=,", "#DATE=JD", "#OBSTYPE=CCD"], lines[..6]);
        Assert.Equal("DP Leo,2460310.500006,17.2500,0.0312,SG,NO,STD,ENSEMBLE,na,star 5,15.100,1.200,na,X123,clear  dark  sky", lines[7]);
        Assert.EndsWith(",na,na,na,X123,clear  dark  sky", lines[8], StringComparison.Ordinal);
        Assert.Equal(9, lines.Length);
        Assert.All(lines[7..], line =>
        {
            var fields = line.Split(',');
            Assert.Equal(15, fields.Length);
            Assert.True(fields[1].Length <= 16 && fields[2].Length <= 8 && fields[3].Length <= 6);
        });
    }

    [Theory]
    [InlineData("g", "SG")]
    [InlineData("r'", "SR")]
    [InlineData("ip", "SI")]
    [InlineData("SDSS-z", "SZ")]
    [InlineData("V", "V")]
    [InlineData("R", "R")]
    [InlineData("Clear", "CV")]
    [InlineData("F062", "O")]
    public void Filters_have_the_letters_of_the_AAVSO(string filter, string code) => Assert.Equal(code, AavsoReport.FilterCode(filter));
}
