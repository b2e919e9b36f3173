using System.Diagnostics;
using Nocturne.Core.Fits;

namespace Nocturne.Core.Tests.Fits;

public sealed class WriterTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("nocturne-fits").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void The_header_of_a_raw_frame_can_be_given_as_it_is()
    {
        using var raw = FitsData.Open("scaled16.fits");
        var header = raw.Hdus[0].Header.Copy().Set("OBJECT", "M 13");
        using var stream = new MemoryStream();
        FitsWriter.WriteImage<float>(stream, header, 3, 2, [1, 2, 3, 4, 5, 6]);
        using var file = FitsFile.Read(stream.ToArray(), "memory");
        var image = file.Images.Single();
        Assert.Equal([1f, 2, 3, 4, 5, 6], image.ReadImage().Pixels.ToArray());
        Assert.Equal("M 13", image.Header.GetString("OBJECT"));
        Assert.False(image.Header.Contains("BZERO"));
        Assert.False(image.Header.Contains("BLANK"));
        Assert.Single(image.Header.Cards, card => card.Keyword == "NAXIS1");
    }

    [Theory]
    [InlineData("a.fits")]
    [InlineData("a.fits.gz")]
    public void The_same_content_gives_the_same_bytes(string name)
    {
        Everything(Path.Combine(folder, "1" + name));
        Everything(Path.Combine(folder, "2" + name));
        Assert.Equal(File.ReadAllBytes(Path.Combine(folder, "1" + name)), File.ReadAllBytes(Path.Combine(folder, "2" + name)));
        Assert.Equal(name.EndsWith(".gz", StringComparison.Ordinal), File.ReadAllBytes(Path.Combine(folder, "1" + name))[0] == 0x1F);
    }

    [Fact]
    public void Every_unit_sums_up_to_all_ones()
    {
        var path = Path.Combine(folder, "sums.fits");
        Everything(path);
        using var file = FitsFile.Open(path);
        var bytes = File.ReadAllBytes(path);
        var start = 0L;
        foreach (var hdu in file.Hdus)
        {
            var sum = new Checksum();
            sum.Accept(bytes.AsSpan((int)start, (int)(hdu.Layout.NextOffset - start)));
            Assert.Equal(uint.MaxValue, sum.Value);
            var data = new Checksum();
            data.Accept(bytes.AsSpan((int)hdu.Layout.DataOffset, (int)(hdu.Layout.NextOffset - hdu.Layout.DataOffset)));
            Assert.Equal(data.Value, hdu.Header.GetLong("DATASUM"));
            start = hdu.Layout.NextOffset;
        }

        Assert.Equal(bytes.Length, start);
    }

    [Fact]
    public void The_checksum_of_the_standard_is_ours()
    {
        // Appendix J of the standard: the sum 868229149 is written as "hcHjjc9ghcEghc9g".
        Assert.Equal("hcHjjc9ghcEghc9g", Checksum.Encode(868_229_149));
    }

    [FitsVerifyFact]
    public void Fitsverify_finds_nothing_to_complain_about()
    {
        var path = Path.Combine(folder, "all.fits");
        Everything(path);
        using var process = Process.Start(new ProcessStartInfo(FitsVerifyFactAttribute.Program!, [path]) { RedirectStandardOutput = true })!;
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(said.Contains("Verification found 0 warning(s) and 0 error(s)", StringComparison.Ordinal), said);
    }

    [Fact]
    public void Columns_that_do_not_fit_together_are_refused()
    {
        using var writer = new FitsWriter(new MemoryStream());
        Assert.Throws<ArgumentException>(() => writer.AddTable("T", [FitsTableColumn.Of("A", new int[3]), FitsTableColumn.Of("B", new int[4])]));
        Assert.Throws<ArgumentException>(() => writer.AddTable("T", [FitsTableColumn.Of("A", new int[3]), FitsTableColumn.Of("a", new int[3])]));
        Assert.Throws<ArgumentException>(() => FitsTableColumn.Of("A", new int[7], shape: [2, 3]));
        Assert.Throws<NotSupportedException>(() => FitsTableColumn.Of("A", new decimal[7]));
        Assert.Throws<ArgumentException>(() => writer.AddImage(null, 3, 3, new float[8].AsSpan()));
        Assert.Throws<ArgumentException>(() => new FitsHeader().Set("A=B", 1));
        Assert.Throws<ArgumentException>(() => new FitsHeader().Set("END", 1));
    }

    static void Everything(string path)
    {
        var header = new FitsHeader()
            .Set("OBJECT", "M 13 and a very long name that takes more than one card, because it is longer than 68 characters", "the comment")
            .Set("OBSERVER", "O'Neill \u00e9")
            .Set("EXPTIME", 12.5, "[s] exposure")
            .Set("TINY", 1.2345678901234567e-300)
            .Set("COUNT", 7)
            .Set("GOOD", true)
            .Set("ESO DET OUT1 GAIN", 1.5, "gain")
            .Set("ESO TEXT", "A long text behind a keyword of many words, which goes on and on until it does not fit any more")
            .AddComment("A comment that is longer than a card takes, so that it has to be broken into two cards, which are both valid.")
            .AddHistory("first\nsecond");
        using var writer = FitsWriter.Create(path);
        writer.AddImage(header, 5, 4, Enumerable.Range(0, 20).Select(i => (ushort)(i * 3000)).ToArray().AsSpan());
        writer.AddImage(new FitsHeader().Set("EXTNAME", "FLOAT"), 7, 3, Enumerable.Range(0, 21).Select(i => i / 3f).ToArray().AsSpan());
        writer.AddCube(new FitsHeader().Set("EXTNAME", "CUBE").Set("BLANK", -1), 3, 2, 2, Enumerable.Range(0, 12).ToArray().AsSpan());
        writer.AddImage(new FitsHeader().Set("EXTNAME", "LONG"), 2, 2, new ulong[] { 0, 1, ulong.MaxValue, 1UL << 63 }.AsSpan());
        writer.AddTable("ROWS",
        [
            FitsTableColumn.Of("TIME", [1.5, 2.5, double.NaN], "d", "time of mid-exposure"),
            FitsTableColumn.Of("FLUX", new float[12], "electron/s", shape: [2, 2]),
            FitsTableColumn.Of("COUNT", [1, -2, 3], undefined: -2),
            FitsTableColumn.Of("UNSIGNED", new ushort[] { 0, 40000, 65535 }),
            FitsTableColumn.Of("BYTE", new byte[] { 0, 4, 255 }),
            FitsTableColumn.Of("SIGNED", new sbyte[] { 0, 4, -128 }),
            FitsTableColumn.Of("GOOD", [true, false, true]),
            FitsTableColumn.Text("NAME", ["a", "", "long one \u00e9"]),
        ]);
        writer.AddTable("EMPTY", [FitsTableColumn.Of("TIME", Array.Empty<double>(), "d"), FitsTableColumn.Text("NAME", [])]);
    }
}
