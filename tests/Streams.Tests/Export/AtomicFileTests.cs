using Nocturne.Streams.Export;
using Nocturne.Streams.Store;
using Nocturne.Streams.Tests.Store;

namespace Nocturne.Streams.Tests.Export;

public sealed class AtomicFileTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_product_that_fails_half_way_leaves_the_old_one_and_no_rest()
    {
        var path = folder.File("product.csv");
        File.WriteAllText(path, "old");

        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(path, file =>
        {
            file.Write("half of the new one"u8);
            throw new InvalidOperationException();
        }));

        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void A_full_disk_while_a_product_is_written_is_told_in_a_sentence()
    {
        var failure = Assert.Throws<StoreException>(() =>
            AtomicFile.Write(folder.File("night.fits"), file => file.Write(_ => throw new IOException("No space left on device", 28))));

        Assert.Equal(StoreFault.DiskFull, failure.Fault);
        Assert.Contains("disk full while writing night.fits", failure.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_told_in_a_sentence()
    {
        Directory.CreateDirectory(folder.File("taken.csv"));

        var failure = Assert.Throws<StoreException>(() => AtomicFile.Write(folder.File("taken.csv"), file => file.Write("x"u8)));

        Assert.Contains("taken.csv: ", failure.Message, StringComparison.Ordinal);
    }
}
