using Nocturne.Core.Fits;

namespace Nocturne.Core.Tests.Fits;

public sealed class HeaderReadingTests
{
    [Fact]
    public void Values_are_read_as_they_are_meant()
    {
        using var file = FitsData.Open("headers.fits");
        var header = file.Hdus[0].Header;
        Assert.Equal("O'Neill and d''Artagnan", header.GetString("OBSERVER"));
        Assert.Equal(
            "A string that does not fit into one card, since it is longer than sixty-eight characters, and which has a 'quoted' part as well.",
            header.GetString("LONGTEXT"));
        Assert.Equal("and a comment", header.Find("LONGTEXT")!.Comment);
        Assert.Equal(2.5, header.GetDouble("ESO DET OUT1 GAIN"));
        Assert.Equal(2.5, header.GetDouble("HIERARCH ESO DET OUT1 GAIN"));
        Assert.Equal("Another string that is too long for the room that a HIERARCH card leaves it, and goes on.", header.GetString("ESO LONG"));
        Assert.Equal(-12, header.GetLong("NEGATIVE"));
        Assert.Equal(FitsValueKind.Complex, header.Find("COMPLEX")!.Kind);
        Assert.True(header.Contains("UNDEF"));
        Assert.Null(header.GetString("UNDEF"));
        Assert.True(header.GetBool("YES"));
        Assert.Equal("a comment", Assert.Single(header.GetCommentary("COMMENT")));
        Assert.Equal("made for a test", Assert.Single(header.GetCommentary("HISTORY")));
    }

    [Fact]
    public void Odd_cards_of_real_cameras_are_read_too()
    {
        using var file = FitsData.Open("headers.fits");
        var header = file.Hdus[0].Header;
        Assert.Equal(1e-5, header.GetDouble("DEXP"));
        Assert.Equal(-2500, header.GetDouble("LOWERD"));
        Assert.Equal(-2500, header.GetLong("LOWERD"));
        Assert.Equal("M31", header.GetString("BAREWORD"));
        Assert.Equal("no closing quote", header.GetString("NOCLOSE"));
        Assert.Equal(30, header.GetDouble("EXPTIME"));
        Assert.Equal(7, header.GetLong("NOSPACE"));
        Assert.Equal("12.5", header.GetString("TEXTNUM"));
        Assert.Equal(FitsValueKind.Text, header.Find("TEXTNUM")!.Kind);
        Assert.Equal(12.5, header.GetDouble("TEXTNUM"));
        Assert.Null(header.GetDouble("OBSERVER"));
        Assert.Null(header.GetLong("TEXTNUM"));
        Assert.Null(header.GetString("ABSENT"));
    }

    [Theory]
    [InlineData("BITPIX  =                   16", "BITPIX  =                   17", "BITPIX = 17")]
    [InlineData("NAXIS1  =                   24", "NAXIS1  =                  -24", "NAXIS1 = -24")]
    [InlineData("NAXIS   =                    2", "NAXIS   =                 9999", "NAXIS = 9999")]
    [InlineData("NAXIS2  =                   17", "NAXISX  =                   17", "lacks NAXIS2")]
    [InlineData("NAXIS2  =                   17", "NAXIS2  = 'many'              ", "'many' is not a whole number")]
    public void A_header_that_makes_no_sense_is_corrupt_and_the_keyword_is_named(string card, string replacement, string expected)
    {
        var bytes = FitsData.Bytes("uint16.fits");
        var at = bytes.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(card));
        System.Text.Encoding.ASCII.GetBytes(replacement).CopyTo(bytes.AsSpan(at));
        var fault = Assert.Throws<FitsException>(() => FitsFile.Read(bytes, "frame.fits"));
        Assert.Equal(FitsFault.Corrupt, fault.Fault);
        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_may_promise_more_than_fits_into_memory_without_harm()
    {
        var bytes = FitsData.Bytes("uint16.fits");
        var at = bytes.AsSpan().IndexOf("NAXIS1  =                   24"u8);
        "NAXIS1  =                40000"u8.CopyTo(bytes.AsSpan(at));
        at = bytes.AsSpan().IndexOf("NAXIS2  =                   17"u8);
        "NAXIS2  =                50000"u8.CopyTo(bytes.AsSpan(at));
        using var file = FitsFile.Read(bytes, "frame.fits");
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(FitsFault.Incomplete, Assert.Throws<FitsException>(() => file.Images.Single().ReadImage()).Fault);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Fact]
    public void A_header_without_an_end_is_given_up_at_some_point()
    {
        var endless = new byte[9_000_000];
        endless.AsSpan().Fill((byte)' ');
        "SIMPLE  =                    T"u8.CopyTo(endless);
        Assert.Equal(FitsFault.Corrupt, Assert.Throws<FitsException>(() => FitsFile.Read(endless, "endless.fits")).Fault);
    }

    [Fact]
    public void A_string_may_go_on_over_ninety_thousand_cards()
    {
        var text = new string('x', 67 * 90_000);
        using var stream = new MemoryStream();
        FitsWriter.WriteImage<byte>(stream, new FitsHeader().Set("LONG", text), 1, 1, [1]);
        using var file = FitsFile.Read(stream.ToArray(), "long");
        Assert.Equal(text, file.Hdus[0].Header.GetString("LONG"));
    }

    [Fact]
    public void Text_that_is_not_ascii_is_read_as_utf8_or_latin1()
    {
        var header = new FitsHeader().Set("OBJECT", "Moebius 123456");
        using var stream = new MemoryStream();
        FitsWriter.WriteImage<byte>(stream, header, 1, 1, [1]);
        var bytes = stream.ToArray();
        var at = bytes.AsSpan().IndexOf("Moebius"u8);
        "M\u00f6bius"u8.CopyTo(bytes.AsSpan(at));
        using (var file = FitsFile.Read(bytes, "utf8")) Assert.Equal("M\u00f6bius 123456", file.Hdus[0].Header.GetString("OBJECT"));

        bytes[at + 1] = 0xF6;
        bytes[at + 2] = (byte)'e';
        using (var file = FitsFile.Read(bytes, "latin1")) Assert.Equal("M\u00f6ebius 123456", file.Hdus[0].Header.GetString("OBJECT"));
    }
}
