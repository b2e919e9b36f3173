using Nocturne.Core.Fits;

namespace Nocturne.Core.Tests.Fits;

/// <summary>Plain images of every kind, written by astropy from a formula.</summary>
public sealed class ImageReadingTests
{
    [Theory]
    [InlineData("int8.fits", 8, 1, -50)]
    [InlineData("int16.fits", 16, 1, -200)]
    [InlineData("uint16.fits", 16, 150, 0)]
    [InlineData("gzipped.fits.gz", 16, 150, 0)]
    [InlineData("int32.fits", 32, 100_000, -20_000_000)]
    [InlineData("uint32.fits", 32, 10_000_000, 0)]
    [InlineData("int64.fits", 64, 1e13, 0)]
    [InlineData("float32.fits", -32, 0.125, 0)]
    [InlineData("float64.fits", -64, 0.125, 0)]
    public void Every_type_of_pixel_follows_the_formula(string name, int bitPix, double scale, double zero)
    {
        using var file = FitsData.Open(name);
        var image = Assert.Single(file.Images);
        Assert.Equal((FitsData.Width, FitsData.Height, 1, bitPix), (image.Width, image.Height, image.PlaneCount, image.BitPix));

        var truth = FitsData.Counts().Select(count => (count * scale) + zero).ToArray();
        Assert.Equal(truth.Select(value => (float)value), image.ReadImage().Pixels.ToArray());
        var exact = new double[image.Width * image.Height];
        image.ReadPlane(0, exact);
        Assert.Equal(truth, exact);
        file.CheckWhole();
        Assert.Empty(file.Warnings);
    }

    [Fact]
    public void Scale_zero_and_blank_are_applied()
    {
        using var file = FitsData.Open("scaled16.fits");
        var truth = FitsData.Counts().Select(count => count == 100 ? float.NaN : (float)((count * 0.25) - 10));
        Assert.Equal(truth, file.Images.Single().ReadImage().Pixels.ToArray());
    }

    [Theory]
    [InlineData("cube16.fits")]
    [InlineData("hyper16.fits")]
    [InlineData("ricecube.fits")]
    public void A_cube_is_a_sequence_of_planes_however_many_axes_it_has(string name)
    {
        using var file = FitsData.Open(name);
        var image = file.Images.Single();
        Assert.Equal((6, 5, 4), (image.Width, image.Height, image.PlaneCount));
        for (var z = 3; z >= 0; z--)
            Assert.Equal(FitsData.Counts(6, 5, z).Select(count => (float)count), image.ReadImage(z).Pixels.ToArray());
    }

    [Fact]
    public void An_extension_that_is_not_known_is_passed_by()
    {
        using var file = FitsData.Open("asciitable.fits");
        Assert.Equal(3, file.Hdus.Count);
        Assert.IsType<FitsOtherHdu>(file.Hdus[1]);
        var behind = file.Images.Single();
        Assert.Equal("BEHIND", behind.ExtensionName);
        Assert.Equal(FitsData.Counts(5, 4).Select(count => (float)count), behind.ReadImage().Pixels.ToArray());
    }

    [Fact]
    public void Missing_padding_and_bytes_behind_the_end_are_told_and_forgiven()
    {
        var bytes = FitsData.Bytes("uint16.fits");
        using var unpadded = FitsFile.Read(bytes.AsMemory(0, 2880 + (FitsData.Width * FitsData.Height * 2)), "unpadded");
        unpadded.CheckWhole();
        Assert.Contains("lacks 2,064 bytes of padding", Assert.Single(unpadded.Warnings), StringComparison.Ordinal);
        Assert.Equal(15_000, unpadded.Images.Single().ReadImage()[0, 0]);

        using var trailing = FitsFile.Read(bytes.Concat(new byte[100]).ToArray(), "trailing");
        trailing.CheckWhole();
        Assert.Contains("100 bytes behind the last HDU", Assert.Single(trailing.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 0, false)]
    [InlineData(4096, 512, true)]
    [InlineData(4000, 607, false)]
    [InlineData(4000, 608, true)]
    [InlineData(2880, 1024, true)]
    [InlineData(10_240, 832, true)]
    [InlineData(10_752, 320, false)]
    public void A_sector_of_the_disk_that_is_empty_is_seen(int from, int length, bool empty)
    {
        const int side = 64;
        using var memory = new MemoryStream();
        FitsWriter.WriteImage(memory, new FitsHeader(), side, side, Enumerable.Range(1, side * side).Select(i => (ushort)(i | 0x101)).ToArray());
        var bytes = memory.ToArray();
        bytes.AsSpan(from, length).Clear();
        using var file = FitsFile.Read(bytes, "night/a.fits");
        Assert.Equal(empty, file.Hdus[0].HasEmptySector());
    }

    [Fact]
    public void A_file_that_is_still_being_written_is_told_from_a_broken_one()
    {
        var bytes = FitsData.Bytes("uint16.fits");
        using var file = FitsFile.Read(bytes.AsMemory(0, 2880 + 100), "night/a.fits");
        var fault = Assert.Throws<FitsException>(() => file.Images.Single().ReadImage());
        Assert.Equal(FitsFault.Incomplete, fault.Fault);
        Assert.Equal("night/a.fits: header says 24 x 17 pixels of 16 bits (816 bytes) but the file ends after 100: still being written?", fault.Message);

        Assert.Equal(FitsFault.Incomplete, Assert.Throws<FitsException>(() => FitsFile.Read(bytes.AsMemory(0, 500), "a")).Fault);
        Assert.Equal(FitsFault.Incomplete, Assert.Throws<FitsException>(() => FitsFile.Read(new byte[10_000], "a")).Fault);
        Assert.Equal(FitsFault.Incomplete, Assert.Throws<FitsException>(() => FitsFile.Read(default, "a")).Fault);
        Assert.Equal(FitsFault.NotFits, Assert.Throws<FitsException>(() => FitsFile.Read("<html>not found</html>"u8.ToArray(), "a")).Fault);
    }

    [Fact]
    public void A_gzipped_file_that_is_cut_is_incomplete_and_one_with_a_wrong_byte_is_corrupt()
    {
        var bytes = FitsData.Bytes("gzipped.fits.gz");
        using var cut = FitsFile.Read(bytes.AsMemory(0, bytes.Length - 60), "cut.fits.gz");
        Assert.Equal(FitsFault.Incomplete, Assert.Throws<FitsException>(cut.CheckWhole).Fault);

        bytes[^6] ^= 1;
        Assert.Equal(FitsFault.Corrupt, Assert.Throws<FitsException>(() => FitsFile.Read(bytes, "bad.fits.gz").CheckWhole()).Fault);
    }

    [Theory]
    [InlineData("FRAME.FIT")]
    [InlineData("frame.fts")]
    [InlineData("frame without a known ending")]
    public void The_name_of_a_file_does_not_matter(string name)
    {
        var folder = Directory.CreateTempSubdirectory("nocturne-fits");
        try
        {
            var path = Path.Combine(folder.FullName, name);
            File.Copy(FitsData.Path("gzipped.fits.gz"), path);
            Assert.Equal(24, FitsFile.ReadPrimaryHeader(path).GetLong("NAXIS1"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Too_little_room_for_a_plane_is_a_mistake_of_the_caller()
    {
        using var file = FitsData.Open("uint16.fits");
        var image = file.Images.Single();
        Assert.Throws<ArgumentException>(() => image.ReadPlane(0, new float[10]));
        Assert.Throws<ArgumentOutOfRangeException>(() => image.ReadPlane(1, new float[1000]));
    }
}
