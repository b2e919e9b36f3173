using System.Globalization;
using Nocturne.Core.Fits;
using Nocturne.Core.Quality;
using Nocturne.Streams.Export;
using Nocturne.Streams.Night;
using Nocturne.Streams.Store;
using Nocturne.Streams.Tests.Store;
using static Nocturne.Streams.Tests.Store.SampleNight;

namespace Nocturne.Streams.Tests.Export;

public sealed class NightExportsTests : IDisposable
{
    readonly TemporaryFolder night = new();

    public void Dispose() => night.Dispose();

    [Fact]
    public void Products_are_the_same_bytes_whatever_the_order_of_arrival()
    {
        var outcomes = Enumerable.Range(0, 12).SelectMany(i => new[] { Measured(Green, i), Measured(Red, i), Rejected(Red, 100 + i) }).ToList();
        using var other = new TemporaryFolder();

        Export(night.Path, Info, outcomes);
        Export(other.Path, Info with { Started = DateTimeOffset.UnixEpoch }, outcomes.OrderBy(o => o.Frame.Id[^1]).ThenByDescending(o => o.Frame.Id, StringComparer.Ordinal));

        var products = Products(night.Path);
        Assert.Equal(products, Products(other.Path));
        Assert.True(products.Count >= 2 * 2 * 3);
        Assert.All(products, path => Assert.True(File.ReadAllBytes(night.File(path)).SequenceEqual(File.ReadAllBytes(other.File(path))), path));
    }

    [Fact]
    public void A_light_curve_is_a_file_with_a_line_per_frame_in_time_order()
    {
        Export(night.Path, Info, [Measured(Green, 2), Measured(Green, 1)]);

        var lines = File.ReadAllLines(night.File("lightcurves", "forced_aperture", "1-g_source_2.csv"));

        Assert.Equal("mjd_utc_mid,bmjd_tdb_mid,flux,flux_err,x,y,area,flags,frame", lines[0]);
        Assert.Equal("60310.10007523148,60310.10002069444,5001,50,20.5,20.1,33.3,0,raw/240101g200000001o.fits", lines[1]);
        Assert.EndsWith("raw/240101g200000002o.fits", lines[2], StringComparison.Ordinal);
        Assert.Equal(3, lines.Length);
    }

    [Fact]
    public void Products_have_no_byte_order_mark_and_plain_line_ends()
    {
        Export(night.Path, Info, [Measured(Green, 1)]);

        Assert.All(Products(night.Path).Where(p => !p.EndsWith(".fits", StringComparison.Ordinal)), path =>
        {
            var bytes = File.ReadAllBytes(night.File(path));
            Assert.NotEqual(0xEF, bytes[0]);
            Assert.DoesNotContain((byte)'\r', bytes);
            Assert.Equal((byte)'\n', bytes[^1]);
        });
    }

    [Fact]
    public void The_header_of_the_ECSV_names_type_and_unit_of_every_column_that_follows()
    {
        Export(night.Path, Info with { SettingsDigest = "a \"quoted\" one" }, [Measured(Green, 1)]);

        var lines = File.ReadAllLines(night.File("night.ecsv"));
        var header = lines.TakeWhile(line => line.StartsWith("# ", StringComparison.Ordinal)).ToList();
        var names = lines[header.Count].Split(',');

        Assert.Equal("# %ECSV 1.0", header[0]);
        Assert.Equal("# ---", header[1]);
        Assert.Equal(names, header.Where(line => line.StartsWith("# - {name: ", StringComparison.Ordinal)).Select(line => line.Split("name: ")[1].Split(',')[0]));
        Assert.Contains("# - {name: flux, unit: adu, datatype: float64, description: \"Counts of the source.\"}", header);
        Assert.Contains("# - {settings_digest: \"a \\\"quoted\\\" one\"}", header);
        Assert.Contains("# - {program: \"Nocturne 0.1.0\"}", header);
        Assert.Contains(header, line => line.StartsWith("#   - {65536: \"no_usable_pixels: ", StringComparison.Ordinal));
        Assert.All(lines[(header.Count + 1)..], line => Assert.Equal(names.Length, line.Split(',').Length));
        Assert.Equal(6, lines.Length - header.Count - 1);
    }

    [Fact]
    public void The_FITS_table_holds_the_same_rows_as_the_light_curves()
    {
        Export(night.Path, Info, Enumerable.Range(0, 900).Select(i => Measured(Green, i)));

        using var file = FitsFile.Open(night.File("night.fits"));
        var table = Assert.Single(file.Tables);

        Assert.Equal(900 * 6, table.RowCount);
        using var reader = NightReader.Open(night.Path);
        Assert.Equal(MeasurementColumns.All(reader).Select(c => c.Name), table.Columns.Select(c => c.Name));
        Assert.Equal("adu/pix", table.Find("background")!.Unit);
        Assert.Equal("d1ge57", table.Header.GetString("SETTINGS"));
        var csv = File.ReadAllLines(night.File("lightcurves", "optimal", "1-g_source_3.csv")).Skip(1).Select(line => line.Split(',')).ToList();
        Assert.Equal(csv.Select(cells => double.Parse(cells[2], CultureInfo.InvariantCulture)), table.ReadDoubles("flux")[^900..]);
        Assert.Equal(csv.Select(cells => cells[^1]), table.ReadStrings("frame")[^900..]);
        Assert.Equal(Enumerable.Repeat("optimal", 900), table.ReadStrings("photometer")[^900..]);
    }

    [Fact]
    public void A_night_without_rows_has_all_its_products()
    {
        Export(night.Path, Info, [Rejected(Green, 1)]);

        using var file = FitsFile.Open(night.File("night.fits"));
        Assert.Equal(0, Assert.Single(file.Tables).RowCount);
        Assert.Equal(2, File.ReadAllLines(night.File("frames.csv")).Length);
    }

    [Fact]
    public void The_ledger_lists_every_frame_with_its_reason()
    {
        Export(night.Path, Info, [Measured(Green, 1), Rejected(Green, 2)]);

        var lines = File.ReadAllLines(night.File("frames.csv"));

        Assert.Equal(3, lines.Length);
        Assert.StartsWith("1:g,raw/240101g200000001o.fits,0,Measured,None,,60310.100057870", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("1:g,raw/240101g200000002o.fits,0,Unaligned,TooFewStars,\"Clouds: 2 stars, 3 are needed.\",", lines[2], StringComparison.Ordinal);
        Assert.Contains(",,,,,,,12,", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public void Catalogues_are_written_by_band()
    {
        using var store = NightStore.Create(night.Path, Info);
        store.SaveCatalogue(Green, Catalogue);
        store.Append([Measured(Red, 1)]);
        using var reader = store.Read();

        CatalogueFiles.Write(reader, night.File("catalogue"));

        Assert.Equal(["1-g.csv", "bands.csv"], Directory.GetFiles(night.File("catalogue")).Select(Path.GetFileName).Order());
        Assert.Equal("2,20.5,20.125,5000,1.51,1.39,-0.2", File.ReadAllLines(night.File("catalogue", "1-g.csv"))[2]);
        Assert.Equal("1:g,3,1.5,1.4,0.25,1:g-000003,7,64,48,", File.ReadAllLines(night.File("catalogue", "bands.csv"))[1]);
    }

    [Fact]
    public void The_score_table_has_the_columns_of_the_scoring_program()
    {
        using var store = NightStore.Create(night.Path, Info);
        store.Append([Measured(Green, 1), Measured(Red, 1)]);
        using var reader = store.Read();

        ScoreTable.Write(reader, night.File("score.csv"), "optimal");

        var lines = File.ReadAllLines(night.File("score.csv"));
        Assert.Equal("band,file,cat_id,x,y,flux,flux_err,bmjd,bkg_median,bkg_rms", lines[0]);
        Assert.Equal("g,240101g200000001o.fits,1,10.25,20.1,10002,100,60310.10000333333,100.8414709848079,10.1", lines[1]);
        Assert.Equal(7, lines.Length);
    }

    [Fact]
    public void A_filter_name_from_a_hostile_header_stays_inside_the_folder()
    {
        var band = new BandKey("1", "../../<script>");

        Export(night.Path, Info, [Measured(band, 1)]);

        Assert.Contains(Path.Combine("lightcurves", "optimal", "1-%2E.%2F..%2F%3Cscript%3E_source_1.csv"), Products(night.Path));
    }

    [Fact]
    public void What_is_not_known_of_the_time_is_nan_and_flags_are_their_number()
    {
        var frame = Measured(Green, 1).Frame with { BmjdTdbMid = null };
        Export(night.Path, Info, [new(frame, [new("p", 1, 1, 2, double.NaN, double.NaN, 3, 4, 5, QualityFlag.NoUsablePixels | QualityFlag.Saturated)])]);

        Assert.Contains(",nan,nan,nan,1,2,5,2162688,", File.ReadAllLines(night.File("lightcurves", "p", "1-g_source_1.csv"))[1], StringComparison.Ordinal);
    }

    static void Export(string folder, NightInfo info, IEnumerable<FrameOutcome> outcomes)
    {
        using var store = NightStore.Create(folder, info);
        foreach (var chunk in outcomes.Chunk(5)) store.Append(chunk);
        using var reader = store.Read();
        NightExports.WriteAll(reader, folder);
    }

    static List<string> Products(string folder) =>
    [
        .. Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(folder, path))
            .Where(path => !path.StartsWith("night.sqlite", StringComparison.Ordinal) && path != "night.lock").Order(StringComparer.Ordinal),
    ];
}
