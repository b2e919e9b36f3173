using Nocturne.Core.Fits;
using Nocturne.Core.Roman;
using Nocturne.Core.Tables;

namespace Nocturne.Core.Tests.Roman;

public sealed class OpeningTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("nocturne-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Images_are_known_by_their_first_bytes()
    {
        var field = new SyntheticField(40, 30) { Stars = [(20, 15, 100)] };
        var (asdf, fits, other) = (Path.Combine(folder, "one.dat"), Path.Combine(folder, "two.dat"), Path.Combine(folder, "three.dat"));
        File.WriteAllBytes(asdf, RomanFiles.Image(field));
        File.WriteAllBytes(fits, RomanFiles.Fits(field));
        File.WriteAllText(other, "neither");
        Assert.Equal((40, 30), (ScienceImageReader.Open(asdf).Width, ScienceImageReader.Open(asdf).Height));
        Assert.Equal((40, 30), (ScienceImageReader.Open(fits).Width, ScienceImageReader.Open(fits).Height));
        Assert.Throws<FitsException>(() => ScienceImageReader.Open(other));
    }

    [Fact]
    public void Tables_are_known_by_their_first_bytes()
    {
        var (ecsv, fits, empty) = (Path.Combine(folder, "one.dat"), Path.Combine(folder, "two.dat"), Path.Combine(folder, "three.dat"));
        EcsvWriter.Write(ecsv, new Table([TableColumn.Of("ra", new[] { 1.5 }, "deg"), TableColumn.Of("dec", new[] { 2.5 }, "deg")]));
        using (var writer = FitsWriter.Create(fits))
        {
            writer.AddHeader(null);
            writer.AddTable("CAT", [FitsTableColumn.Of("ra", new[] { 1.5 }, "deg"), FitsTableColumn.Of("dec", new[] { 2.5 }, "deg"), FitsTableColumn.Text("name", ["x"])]);
        }

        File.WriteAllText(empty, "");
        foreach (var path in new[] { ecsv, fits }) Assert.Equal(new(1.5, 2.5), SourceList.From(TableReader.Open(path), "F106", path).Position(0));
        Assert.Equal("x", SourceList.From(TableReader.Open(fits), "F106", fits).NameOf(0));
        Assert.Throws<TableException>(() => TableReader.Open(empty));
    }

    [Fact]
    public void A_curve_of_encircled_energy_is_opened_from_a_table()
    {
        var path = Path.Combine(folder, "ee.ecsv");
        EcsvWriter.Write(path, new Table([TableColumn.Of("radius_pix", new[] { 1.0, 3 }), TableColumn.Of("fraction", new[] { 0.5, 0.9 })]), ',');
        Assert.Equal(0.7, EncircledEnergy.Open(path, "F106").At(2), 1e-14);
    }
}
