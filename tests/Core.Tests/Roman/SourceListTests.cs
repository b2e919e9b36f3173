using Nocturne.Core.Fits;
using Nocturne.Core.Roman;
using Nocturne.Core.Tables;

namespace Nocturne.Core.Tests.Roman;

public sealed class SourceListTests
{
    [Fact]
    public void A_fits_table_serves_as_a_catalogue()
    {
        using var stream = new MemoryStream();
        using (var writer = new FitsWriter(stream, leaveOpen: true))
        {
            writer.AddHeader(null);
            writer.AddTable("CAT", [FitsTableColumn.Of("RA", [10.5, 11.5], "deg"), FitsTableColumn.Of("DEC", [-3.25, 4], "deg"), FitsTableColumn.Of("F106", [1e-9f, 2e-9f])]);
        }

        using var file = FitsFile.Read(stream.ToArray(), "catalogue.fits");
        var sources = SourceList.From(TableReader.FromFits(file.Tables.Single()), "F106", file.Name);
        Assert.Equal(2, sources.Count);
        Assert.Equal(new(11.5, 4), sources.Position(1));
        Assert.Equal(2e-9, sources.Flux(1), 1e-16);
        Assert.True(sources.IsStar(0));
    }

    [Fact]
    public void Stars_and_galaxies_are_told_apart_and_missing_fluxes_are_no_numbers()
    {
        var table = new Table([TableColumn.Of("ra", new[] { 1.0, 2 }), TableColumn.Of("dec", new[] { 1.0, 2 }), TableColumn.Of("type", new[] { "PSF", "SER" })]);
        var sources = SourceList.From(table, "F106", "c.ecsv");
        Assert.True(sources.IsStar(0) && !sources.IsStar(1) && !sources.HasFluxes && double.IsNaN(sources.Flux(0)));
    }

    [Fact]
    public void A_catalogue_without_positions_in_degrees_is_refused()
    {
        Assert.Contains("right ascension", Assert.Throws<TableException>(() => SourceList.From(new([TableColumn.Of("x", new[] { 1.0 })]), "F106", "c.ecsv")).Message, StringComparison.Ordinal);
        var inRadians = new Table([TableColumn.Of("ra", new[] { 1.0 }, "rad"), TableColumn.Of("dec", new[] { 1.0 }, "rad")]);
        Assert.Contains("degrees belong", Assert.Throws<TableException>(() => SourceList.From(inRadians, "F106", "c.ecsv")).Message, StringComparison.Ordinal);
    }
}
