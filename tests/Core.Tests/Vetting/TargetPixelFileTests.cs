using FsCheck;
using FsCheck.Fluent;
using Nocturne.Core.Astrometry;
using Nocturne.Core.Fits;
using Nocturne.Core.Vetting;

namespace Nocturne.Core.Tests.Vetting;

public class TargetPixelFileTests
{
    [Fact]
    public void What_is_written_reads_back_identical_to_the_last_digit()
    {
        var file = Sample();
        var read = Read(Bytes(file));
        Assert.Equal(file.Pixels.Times.ToArray(), read.Pixels.Times.ToArray());
        Assert.Equal(file.Pixels.Flux.ToArray(), read.Pixels.Flux.ToArray());
        Assert.Equal(file.Pixels.Errors.ToArray(), read.Pixels.Errors.ToArray());
        Assert.Equal(file.Pixels.Quality.ToArray(), read.Pixels.Quality.ToArray());
        Assert.Equal(file.Pixels.ColumnOffsets.ToArray(), read.Pixels.ColumnOffsets.ToArray());
        Assert.Equal(file.Pixels.RowOffsets.ToArray(), read.Pixels.RowOffsets.ToArray());
        Assert.Equal(file.Pixels.Aperture.ToArray(), read.Pixels.Aperture.ToArray());
        Assert.Equal(file.CadenceNumbers, read.CadenceNumbers);
        Assert.Equal(file.TimeCorrections, read.TimeCorrections);
        Assert.Equal((file.Mission, file.ObjectName, file.SegmentKind, file.Segment), (read.Mission, read.ObjectName, read.SegmentKind, read.Segment));
        Assert.Equal((file.TargetId, file.Camera, file.Ccd, file.Magnitude, file.Position), (read.TargetId, read.Camera, read.Ccd, read.Magnitude, read.Position));
        Assert.Equal((file.CornerColumn, file.CornerRow, file.Sky), (read.CornerColumn, read.CornerRow, read.Sky));
        Assert.Equal(4, read.TargetPlace!.Value.Column, 1e-6);
        Assert.Equal(3, read.TargetPlace!.Value.Row, 1e-6);
    }

    [Fact]
    public void What_is_known_against_single_pixels_is_written_and_our_own_numbers_do_without_saturated_ones()
    {
        var pixels = StampScenes.Star(7, 9, StampScenes.Times(5), _ => 1);
        var (flux, faults) = (pixels.Flux.ToArray(), new byte[5 * 63]);
        for (var i = 0; i < 5; i++) (flux[i * 63], faults[i * 63]) = (float.NaN, (byte)StampPixelFaults.OutsideFrame);
        faults[63 + 31] = (byte)StampPixelFaults.Saturated;
        var file = new TargetPixelFile { Mission = StampMission.OwnFrames, Pixels = new TargetPixels(7, 9, pixels.Times.ToArray(), flux).With(faults: faults).WithAperture(StampScenes.Disc(pixels, 1.5)) };

        var read = Read(Bytes(file));

        Assert.Equal(faults, read.Pixels.Faults.ToArray());
        Assert.Equal(flux, read.Pixels.Flux.ToArray());
        // The corner was never collected.
        Assert.Equal([.. Enumerable.Range(0, 63).Select(p => p != 0)], read.PixelsWithBit(TargetPixelFile.Collected)!);
        var without = read.Pixels.WithoutSaturated();
        Assert.True(float.IsNaN(without.Flux[63 + 31]));
        Assert.Equal(flux.Count(float.IsNaN) + 1, without.Flux.ToArray().Count(float.IsNaN));
        Assert.True(without.HasAperture);
        Assert.Equal(faults[63..126], read.Pixels.Where([false, true, false, false, false]).Faults.ToArray());
        Assert.Same(pixels, pixels.WithoutSaturated());
    }

    [Theory]
    [InlineData("BJDREFI", 2457000.0, 1500.25, 1500.25)]
    [InlineData("BJDREFI", 2454833.0, 706.25, -1460.75)]
    [InlineData("BJDREF", 2457000.5, 1500.25, 1500.75)]
    [InlineData("MJDREFI", 56999.0, 1500.25, 1499.75)]
    [InlineData("MJDREF", 56999.5, 1500.25, 1500.25)]
    [InlineData(null, 0.0, 1500.25, 1500.25)]
    [InlineData("BJDREFI", 0.0, 1500.25, 1500.25)]
    [InlineData(null, 0.0, 2458500.25, 1500.25)]
    public void Times_count_from_the_reference_of_the_header(string? key, double reference, double time, double expected)
    {
        var header = new FitsHeader();
        if (key is not null) header.Set(key, reference);
        var read = Read(Table(header, FitsTableColumn.Of("TIME", [time]), FitsTableColumn.Of("FLUX", new float[6], shape: [3, 2])));
        Assert.Equal(expected, read.Pixels.Times[0], 1e-12);
        Assert.Equal((2, 3), (read.Pixels.Rows, read.Pixels.Columns));
        Assert.False(read.Pixels.HasAperture);
    }

    [Fact]
    public void What_is_no_target_pixel_file_says_so()
    {
        Assert.Equal(FitsFault.Unsupported, Fault(Table(null, FitsTableColumn.Of("TIME", [1.0]))));
        Assert.Equal(FitsFault.Unsupported, Fault(Table(null, FitsTableColumn.Of("TIME", [1.0]), FitsTableColumn.Of("FLUX", new float[6], shape: [6]))));
        Assert.Equal(FitsFault.Unsupported, Fault(Table(null, FitsTableColumn.Of("TIME", new double[2], shape: [2]), FitsTableColumn.Of("FLUX", new float[6], shape: [3, 2]))));
        Assert.Equal(FitsFault.Unsupported, Fault(Table(new FitsHeader().Set("TIMEUNIT", "s"), FitsTableColumn.Of("TIME", [1.0]), FitsTableColumn.Of("FLUX", new float[6], shape: [3, 2]))));
        using var stream = new MemoryStream();
        FitsWriter.WriteImage<float>(stream, null, 4, 4, new float[16]);
        Assert.Equal(FitsFault.Unsupported, Fault(stream.ToArray()));
    }

    [Fact]
    public void An_aperture_of_another_size_is_corrupt()
    {
        using var stream = new MemoryStream();
        using (var writer = new FitsWriter(stream, leaveOpen: true))
        {
            writer.AddTable("PIXELS", [FitsTableColumn.Of("TIME", [1.0]), FitsTableColumn.Of("FLUX", new float[6], shape: [3, 2])]);
            writer.AddImage<int>(new FitsHeader().Set("EXTNAME", "APERTURE"), 2, 3, new int[6]);
        }

        Assert.Equal(FitsFault.Corrupt, Fault(stream.ToArray()));
    }

    [Fact]
    public void A_file_cut_off_anywhere_ends_in_a_typed_error()
    {
        var bytes = Bytes(Sample());
        // The last block may be short of padding only, which is forgiven.
        for (var length = 0; length < bytes.Length - 2880; length += 1440)
        {
            var fault = Assert.Throws<FitsException>(() => Read(bytes[..length]));
            Assert.Contains("test", fault.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Damaged_bytes_end_in_a_typed_error_or_in_a_file()
    {
        var bytes = Bytes(Sample());
        var gen = Gen.Choose(0, bytes.Length - 1).Zip(Gen.Choose(0, 255)).ArrayOf(8);
        Prop.ForAll(gen.ToArbitrary(), damages =>
        {
            var damaged = (byte[])bytes.Clone();
            foreach (var (place, value) in damages) damaged[place] = (byte)value;
            AssertTyped(damaged);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Damaged_headers_end_in_a_typed_error_or_in_a_file()
    {
        var bytes = Bytes(Sample());
        var text = System.Text.Encoding.Latin1.GetString(bytes);
        string[] keys = ["NAXIS1  =", "NAXIS2  =", "TFIELDS =", "TFORM1  =", "TFORM4  =", "TDIM4   =", "BITPIX  =", "BJDREFI =", "PCOUNT  ="];
        string[] values = ["-1", "0", "1", "2147483647", "99999999999999", "'1000000000E'", "'(0,0)'", "'(-3,5)'", "'P'", "T", "1E400", "''"];
        foreach (var key in keys)
        {
            var places = Enumerable.Range(0, text.Length / 80).Where(card => text.AsSpan(card * 80, 9).SequenceEqual(key)).ToArray();
            foreach (var place in places)
            {
                foreach (var value in values)
                {
                    var damaged = (byte[])bytes.Clone();
                    System.Text.Encoding.Latin1.GetBytes(value.PadLeft(20).PadRight(70), damaged.AsSpan((place * 80) + 10));
                    AssertTyped(damaged);
                }
            }
        }
    }

    [Fact]
    public void A_gzipped_file_that_is_cut_off_ends_in_a_typed_error()
    {
        using var packed = new MemoryStream();
        using (var gzip = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(Bytes(Sample()));
        var bytes = packed.ToArray();
        Assert.Equal(60, Read(bytes).Pixels.CadenceCount);
        for (var length = 30; length < bytes.Length - 20; length += bytes.Length / 20) Assert.Throws<FitsException>(() => Read(bytes[..length]));
    }

    [Fact]
    public void A_quality_policy_counts_what_it_leaves_out()
    {
        var dips = new TransitEphemeris(1, 2000.3, 4.9);
        var pixels = StampScenes.Star(5, 5, StampScenes.Times(60), _ => 1).With(quality: [.. Enumerable.Range(0, 60).Select(i => i == 30 ? 1 | 4 : i == 2 ? 64 : i == 31 ? 4096 : i == 50 ? 256 : 0)]);
        var selection = QualityPolicy.Default(StampMission.Tess).Apply(pixels, StampMission.Tess, dips);
        Assert.Equal((60, 1, 59), (selection.Total, selection.Dropped, selection.Pixels.CadenceCount));
        Assert.Equal((21, 1), (selection.InTransit, selection.DroppedInTransit));
        Assert.Equal([new(1, "attitude tweak", 1, 1), new(4, "coarse point", 1, 1)], selection.Bits);
        Assert.Equal(57, QualityPolicy.Hard(StampMission.Tess).Apply(pixels, StampMission.Tess, dips).Pixels.CadenceCount);
        Assert.Equal(56, QualityPolicy.Zero.Apply(pixels, StampMission.Tess, dips).Pixels.CadenceCount);
        Assert.Same(pixels, QualityPolicy.None.Apply(pixels, StampMission.Tess, dips).Pixels);
        Assert.Throws<ArgumentException>(() => QualityPolicy.Named("soft", StampMission.Tess));
    }

    [Fact]
    public void Pixels_and_sky_map_to_each_other()
    {
        var plane = new TangentPlane(5, 6, new(359.99, 70), -0.005, 0.001, 0.0012, 0.0055);
        var (column, row) = plane.ToPixel(plane.ToSky(1.25, 9.5));
        Assert.Equal(1.25, column, 1e-9);
        Assert.Equal(9.5, row, 1e-9);
        Assert.True(double.IsNaN(plane.ToPixel(new(179.99, -70)).Row));
    }

    static void AssertTyped(byte[] bytes)
    {
        try
        {
            var read = Read(bytes);
            Assert.Equal(read.Pixels.CadenceCount * read.Pixels.PixelCount, read.Pixels.Flux.Length);
        }
        catch (FitsException)
        {
            // What is wanted.
        }
    }

    static TargetPixelFile Sample()
    {
        var times = StampScenes.Times(60);
        times[5] = double.NaN;
        var pixels = StampScenes.Star(7, 9, times, _ => 1, noise: 1);
        var flux = pixels.Flux.ToArray();
        flux[17] = float.NaN;
        return new()
        {
            Mission = StampMission.Tess,
            Pixels = new TargetPixels(7, 9, times, flux)
                .With([.. Enumerable.Range(0, 60)], [.. flux.Select(value => value / 10)], [.. times.Select(time => (float)(time / 1e5))], [.. times.Select(time => -(float)(time / 1e5))])
                .WithAperture(StampScenes.Disc(pixels, 1.5)),
            ObjectName = "TIC 1",
            TargetId = 1,
            Segment = 31,
            Camera = 2,
            Ccd = 3,
            Magnitude = 9.875,
            Position = new SkyPosition(96.1, -61.4),
            CornerColumn = 1203,
            CornerRow = 455,
            Sky = new(4, 3, new(96.1, -61.4), -0.005, 0.001, 0.001, 0.005),
            CadenceNumbers = [.. Enumerable.Range(0, 60).Select(i => 5_000_000_000L + i)],
            TimeCorrections = [.. Enumerable.Range(0, 60).Select(i => i / 1e4f)],
        };
    }

    static byte[] Bytes(TargetPixelFile file)
    {
        using var stream = new MemoryStream();
        TargetPixelWriter.Write(stream, file);
        return stream.ToArray();
    }

    static byte[] Table(FitsHeader? header, params FitsTableColumn[] columns)
    {
        using var stream = new MemoryStream();
        using (var writer = new FitsWriter(stream, leaveOpen: true)) writer.AddTable("PIXELS", columns, header);
        return stream.ToArray();
    }

    static TargetPixelFile Read(byte[] bytes)
    {
        using var file = FitsFile.Read(bytes, "test");
        return TargetPixelReader.Read(file);
    }

    static FitsFault Fault(byte[] bytes) => Assert.Throws<FitsException>(() => Read(bytes)).Fault;
}
