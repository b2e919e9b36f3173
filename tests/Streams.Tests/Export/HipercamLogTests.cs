using Nocturne.Core.Quality;
using Nocturne.Streams.Export;
using Nocturne.Streams.Store;
using Nocturne.Streams.Tests.Store;
using Nocturne.TestKit;
using static Nocturne.Streams.Tests.Store.SampleNight;

namespace Nocturne.Streams.Tests.Export;

public sealed class HipercamLogTests : IDisposable
{
    readonly TemporaryFolder night = new();

    public void Dispose() => night.Dispose();

    [ReferenceFact("real", "ultracam_dpleo_hlog")]
    public void A_real_log_that_is_read_and_written_has_the_same_rows_to_the_last_digit()
    {
        var path = Directory.GetFiles(ReferenceData.Required("real", "ultracam_dpleo_hlog"), "*.log").Single();
        var log = HipercamLog.Read(path);
        log.Write(night.File("again.log"));

        var ccd = Assert.Single(log.Ccds);
        Assert.Equal(332, ccd.Rows.Count);
        Assert.Equal(["1", "2", "3", "4", "5"], ccd.Apertures);
        Assert.Equal(57100.63619091298460, ccd.Column("MJD")[0], 1e-10);
        Assert.Equal([129.0, 906.3], ccd.Column("counts_1")[..2]);
        Assert.True(double.IsNaN(ccd.Column("xe_1")[0]));
        Assert.Contains(log.Comments, comment => comment.Contains("method = clipped", StringComparison.Ordinal));

        static string[] Rows(string file) => [.. File.ReadLines(file).Where(line => !line.StartsWith('#'))];
        static string[] Grammar(string file) => [.. File.ReadLines(file).Where(line => line.StartsWith("# 1 = ", StringComparison.Ordinal) && line.Length > 200).Select(line => line.TrimEnd())];
        Assert.Equal(Rows(path), Rows(night.File("again.log")));
        Assert.Equal(Grammar(path), Grammar(night.File("again.log")));
        Assert.Equal(log.Comments, HipercamLog.Read(night.File("again.log")).Comments);
    }

    [Fact]
    public void A_night_becomes_a_log_with_a_CCD_for_each_band_and_comes_back()
    {
        using (var store = NightStore.Create(night.Path, Info))
            store.Append([Measured(Green, 1), Measured(Green, 0), Measured(Red, 0), Rejected(Red, 5)]);
        using var reader = NightReader.Open(night.Path);
        HipercamRows.Of(reader, "optimal").Write(night.File("night.log"));

        var log = HipercamLog.Read(night.File("night.log"));

        Assert.Equal(["1", "2"], log.Ccds.Select(ccd => ccd.Label));
        Assert.Equal(["1", "2", "3"], log.Ccds[0].Apertures);
        Assert.Equal([1, 2], log.Ccds[0].Column("nframe"));
        Assert.Equal(60310.1 + (1.5 / 86400), log.Ccds[0].Column("MJD")[0], 1e-9);
        Assert.Equal([10001, 10002], log.Ccds[0].Column("counts_1"));
        Assert.Equal([0, 0], log.Ccds[0].Column("flag_1"));
        Assert.Single(log.Ccds[1].Rows);
        Assert.Contains(log.Comments, comment => comment == "CCD 2 is band 2:r");
    }

    /// <summary>The numbers are those of the pipeline that invented the format.</summary>
    [Fact]
    public void Flags_have_the_bits_that_HiPERCAM_gives_them()
    {
        int[] bits =
        [
            HipercamFlags.NoFwhm, HipercamFlags.NoSky, HipercamFlags.SkyAtEdge, HipercamFlags.TargetAtEdge, HipercamFlags.TargetSaturated, HipercamFlags.TargetNonlinear, HipercamFlags.NoExtraction,
            HipercamFlags.NoData, HipercamFlags.Clouds, HipercamFlags.Junk, HipercamFlags.BadFlat, HipercamFlags.BadColumn, HipercamFlags.BadTime, HipercamFlags.Outlier,
        ];
        Assert.Equal([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192], bits);
        Assert.All(bits, bit => Assert.Contains($"{bit} ", HipercamFlags.Legend, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(QualityFlag.Good, false, 0)]
    [InlineData(QualityFlag.Good, true, 256)]
    [InlineData(QualityFlag.Saturated | QualityFlag.CutByEdge, false, 24)]
    [InlineData(QualityFlag.NotDetected, true, 320)]
    [InlineData(QualityFlag.MaskedInAperture, false, 2048)]
    public void Flags_become_bits(QualityFlag flags, bool isCloudy, int bits) => Assert.Equal(bits, HipercamFlags.Of(flags, isCloudy));

    [Theory]
    [InlineData(16, QualityFlag.Saturated)]
    [InlineData(32, QualityFlag.Saturated)]
    [InlineData(128, QualityFlag.NoUsablePixels)]
    [InlineData(256, QualityFlag.Good)]
    [InlineData(512, QualityFlag.PoorFit)]
    [InlineData(8192 + 8, QualityFlag.PoorFit | QualityFlag.CutByEdge)]
    public void Bits_become_flags(int bits, QualityFlag flags) => Assert.Equal(flags, HipercamFlags.ToQuality(bits));

    [Theory]
    [InlineData("1 2 3", "CCD '1' is not among the column definitions")]
    [InlineData("# Start of column name definitions:\n# 1 = CCD nframe MJD\n# End of column name definitions\n1 2", "2 values where 3 are defined: is the log still being written?")]
    [InlineData("# Start of column name definitions:\n# 1 = CCD nframe\n# End of column name definitions\n1 x", "'x' is not a number")]
    [InlineData("# nothing", "it defines no columns")]
    public void What_is_no_log_is_refused_with_the_line_and_the_reason(string text, string reason) =>
        Assert.Contains(reason, Assert.Throws<FormatException>(() => HipercamLog.Parse(text.Split('\n'), "x.log")).Message, StringComparison.Ordinal);
}
