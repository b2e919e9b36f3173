using Nocturne.Core.Fits;

namespace Nocturne.Core.Tests.Fits;

public sealed class WriterAndReaderTests
{
    [Fact]
    public void An_image_of_unsigned_counts_comes_back_as_it_was()
    {
        var pixels = Enumerable.Range(0, 70 * 33).Select(i => (ushort)(i * 31)).ToArray();
        using var stream = new MemoryStream();
        FitsWriter.WriteImage<ushort>(stream, new FitsHeader().Set("OBJECT", "M 13").Set("EXPTIME", 12.5, "[s] exposure"), 70, 33, pixels);

        using var file = FitsFile.Read(stream.ToArray(), "memory");
        var image = Assert.Single(file.Images);
        Assert.Equal((70, 33, 1, 16), (image.Width, image.Height, image.PlaneCount, image.BitPix));
        Assert.Equal("M 13", image.Header.GetString("object"));
        Assert.Equal(12.5, image.Header.GetDouble("EXPTIME"));
        Assert.Equal(pixels.Select(count => (float)count), image.ReadImage().Pixels.ToArray());
        Assert.Empty(file.Warnings);
    }

    [Fact]
    public void A_table_of_all_kinds_of_columns_comes_back_as_it_was()
    {
        using var stream = new MemoryStream();
        using (var writer = new FitsWriter(stream, leaveOpen: true))
        {
            writer.AddTable("ROWS",
            [
                FitsTableColumn.Of("TIME", [1.5, 2.5, double.NaN], "d"),
                FitsTableColumn.Of("FLUX", [1f, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], "e-/s", shape: [2, 2]),
                FitsTableColumn.Of("COUNT", [1, -2, 3], undefined: -2),
                FitsTableColumn.Of("UNSIGNED", new ushort[] { 0, 40000, 65535 }),
                FitsTableColumn.Of("GOOD", [true, false, true]),
                FitsTableColumn.Text("NAME", ["a", "", "long one"]),
            ]);
        }

        using var file = FitsFile.Read(stream.ToArray(), "memory");
        var table = Assert.Single(file.Tables);
        Assert.Equal([1.5, 2.5, double.NaN], table.ReadDoubles("time"));
        Assert.Equal([1f, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], table.ReadFloats("FLUX"));
        Assert.Equal([5f, 6, 7, 8], table.ReadFloats("FLUX", 1));
        Assert.Equal([2, 2], table.Find("FLUX")!.Shape);
        Assert.Equal("e-/s", table.Find("FLUX")!.Unit);
        Assert.Equal([1, double.NaN, 3], table.ReadDoubles("COUNT"));
        Assert.Equal([0, 40000, 65535], table.ReadInts("UNSIGNED"));
        Assert.Equal([true, false, true], table.ReadBools("GOOD"));
        Assert.Equal(["a", "", "long one"], table.ReadStrings("NAME"));
    }
}
