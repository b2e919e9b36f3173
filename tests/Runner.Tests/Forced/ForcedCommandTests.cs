using System.Text.Json;
using Nocturne.Core.Fits;
using Nocturne.Core.Tests.Roman;
using Nocturne.TestKit;
using static Nocturne.Runner.Tests.Forced.ForcedFolder;

namespace Nocturne.Runner.Tests.Forced;

/// <summary>The command <c>nocturne forced</c>, from its command line to its products.</summary>
public sealed class ForcedCommandTests : IDisposable
{
    readonly ForcedFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task An_image_becomes_a_table_with_the_fluxes_of_its_stars()
    {
        var (code, results, errors) = await RunAsync(folder.Asdf("image.asdf", Field()), "--catalog", folder.Catalogue(), "--ee", Light(), "--out", folder["out.csv"]);

        Assert.True(code == ExitCode.Success, errors);
        Assert.Contains("16 of 16 on the detector: 16 stars, 0 galaxies", results, StringComparison.Ordinal);
        var rows = Products.Rows(folder["out.csv"]);
        Assert.Equal(16, rows.Count);
        for (var i = 0; i < rows.Count; i++)
        {
            Assert.Equal(i + 1, rows[i].Number("source"));
            var pull = (rows[i].Number("flux_jy") - (Stars()[i].Counts * RomanFiles.JanskysPerUnit)) / rows[i].Number("flux_jy_err");
            Assert.InRange(pull, -4, 4);
            Assert.InRange(rows[i].Number("offset"), -0.02, 0.02);
        }
    }

    [Fact]
    public async Task A_FITS_image_gives_what_the_same_ASDF_image_gives()
    {
        var catalogue = folder.Catalogue();
        await RunAsync(folder.Asdf("image.asdf", Field()), "-c", catalogue, "-o", folder["asdf.csv"]);
        var (code, _, errors) = await RunAsync(folder.Fits("image.fits", Field()), "-c", catalogue, "-o", folder["fits.csv"]);

        Assert.True(code == ExitCode.Success, errors);
        foreach (var (first, second) in Products.Rows(folder["asdf.csv"]).Zip(Products.Rows(folder["fits.csv"])))
            Assert.Equal(1, second.Number("flux_jy") / first.Number("flux_jy"), 6);
    }

    [Fact]
    public async Task The_extension_of_the_output_names_its_format_and_all_formats_hold_the_same()
    {
        var (image, catalogue) = (folder.Asdf("image.asdf", Field()), folder.Catalogue());
        foreach (var name in new[] { "out.csv", "out.ecsv", "out.fits" }) await RunAsync(image, "-c", catalogue, "-o", folder[name]);

        var csv = Products.Rows(folder["out.csv"]);
        var ecsv = EcsvRows(folder["out.ecsv"]);
        using var fits = FitsFile.Open(folder["out.fits"]);
        var table = Assert.Single(fits.Tables);
        Assert.Equal(csv[0].Keys, table.Columns.Select(column => column.Name));
        Assert.Equal(csv.Select(row => row["flux_jy"]), ecsv.Select(row => row["flux_jy"]));
        Assert.Equal(csv.Select(row => row.Number("flux_jy")), table.ReadDoubles("flux_jy"));
        Assert.Contains("# - {name: flux_jy, unit: Jy,", await File.ReadAllTextAsync(folder["out.ecsv"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_summary_is_JSON_for_programs_that_ask_for_it()
    {
        var (_, results, _) = await RunAsync(folder.Asdf("image.asdf", Field()), "-c", folder.Catalogue(), "-o", folder["out.csv"], "--json");

        using var json = JsonDocument.Parse(results);
        var image = json.RootElement.GetProperty("images")[0];
        Assert.Equal("F106", image.GetProperty("filter").GetString());
        Assert.Equal(16, image.GetProperty("stars").GetInt32());
        Assert.Equal(0, image.GetProperty("offsetMedian").GetDouble(), 1);
        Assert.Equal(folder["out.csv"], json.RootElement.GetProperty("products")[0].GetString());
    }

    [Fact]
    public async Task The_answer_does_not_depend_on_the_number_of_threads()
    {
        var (image, catalogue) = (folder.Asdf("image.asdf", Field()), folder.Catalogue());
        await RunAsync(image, "-c", catalogue, "-o", folder["one.csv"], "--workers", "1");
        await RunAsync(image, "-c", catalogue, "-o", folder["many.csv"], "--workers", "7");

        Assert.Equal(await File.ReadAllTextAsync(folder["one.csv"]), await File.ReadAllTextAsync(folder["many.csv"]));
    }

    [Fact]
    public async Task Three_epochs_of_a_fading_source_give_its_light_curve_within_the_errors()
    {
        double[] truth = [400, 120, 30];
        var images = truth.Select((counts, i) => folder.Asdf($"epoch{i}.asdf", Field(counts, seed: i + 1, start: $"2026-10-{1 + (5 * i):D2}T00:00:00.000"))).ToArray();
        var red = folder.Asdf("red.asdf", Field(200, seed: 9, filter: "F129"));

        var (code, _, errors) = await RunAsync([.. images, red, "-c", folder.Catalogue(), "--ee", Light(), "-o", folder["out"]]);

        Assert.True(code == ExitCode.Success, errors);
        var points = EcsvRows(folder["out/night.ecsv"]).Where(row => row["source"] == "1").ToList();
        var green = points.Where(row => row["band"] == "WFI:F106").ToList();
        Assert.Equal(3, green.Count);
        for (var i = 0; i < truth.Length; i++)
        {
            var expected = truth[i] * RomanFiles.JanskysPerUnit * 1e6;
            Assert.InRange((Number(green[i], "flux") - expected) / Number(green[i], "flux_err"), -4, 4);
            Assert.InRange(Number(green[i], "flux_err") / expected, 0, 0.05);
            Assert.InRange(Number(green[i], "bmjd_tdb_mid") - Number(green[i], "mjd_utc_mid"), -0.007, 0.007);
        }

        Assert.Single(points, row => row["band"] == "WFI:F129");
        Assert.True(File.Exists(folder["out/lightcurves/forced_aperture/WFI-F106_source_1.csv"]));
        Assert.Contains("unit: uJy", await File.ReadAllTextAsync(folder["out/night.ecsv"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_gets_the_ledger_tables_pictures_and_a_page()
    {
        await RunAsync(folder.Asdf("image.asdf", Field()), "-c", folder.Catalogue(), "-o", folder["out"]);

        foreach (var name in new[] { "-cutout.png", "-encircled.png", "-histogram.png", "-offsets.png", ".ecsv", ".json" })
            Assert.True(File.Exists(folder[$"out/images/image.asdf{name}"]), name);
        var page = await File.ReadAllTextAsync(folder["out/report.html"]);
        Assert.Contains("Forced photometry", page, StringComparison.Ordinal);
        Assert.Contains("Encircled energy", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http:", page.Replace("http://www.w3.org", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal("Measured", Products.Rows(folder["out/frames.csv"])[0]["state"]);
    }

    [Fact]
    public async Task The_same_command_again_measures_only_what_is_new()
    {
        var (first, catalogue) = (folder.Asdf("first.asdf", Field()), folder.Catalogue());
        await RunAsync(first, "-c", catalogue, "-o", folder["out"]);
        var table = File.GetLastWriteTimeUtc(folder["out/images/first.asdf.ecsv"]);
        var second = folder.Asdf("second.asdf", Field(seed: 2, start: "2026-10-03T00:00:00.000"));
        var copy = folder.Write("third.asdf", await File.ReadAllBytesAsync(second));

        var (code, results, errors) = await RunAsync(first, second, copy, "-c", catalogue, "-o", folder["out"]);

        Assert.Equal(ExitCode.PartlyReduced, code);
        Assert.Contains("third.asdf: the same image as second.asdf.", errors, StringComparison.Ordinal);
        Assert.Contains("first.asdf, WFI01, F106", results, StringComparison.Ordinal);
        Assert.Equal(table, File.GetLastWriteTimeUtc(folder["out/images/first.asdf.ecsv"]));
        Assert.Equal(2 * 16, EcsvRows(folder["out/night.ecsv"]).Count);
    }

    [Fact]
    public async Task Other_settings_do_not_mix_into_a_folder()
    {
        var (image, catalogue) = (folder.Asdf("image.asdf", Field()), folder.Catalogue());
        await RunAsync(image, "-c", catalogue, "-o", folder["out"]);

        var (code, _, errors) = await RunAsync(image, "-c", catalogue, "-o", folder["out"], "--aperture", "4");
        Assert.Equal(ExitCode.Usage, code);
        Assert.Contains("--overwrite", errors, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Success, (await RunAsync(image, "-c", catalogue, "-o", folder["out"], "--aperture", "4", "--overwrite")).Code);
    }

    [Fact]
    public async Task An_image_that_cannot_be_read_is_told_and_does_not_stop_the_others()
    {
        var good = folder.Asdf("good.asdf", Field());
        var bad = folder.Write("bad.asdf", (await File.ReadAllBytesAsync(good))[..5000]);

        var (code, _, errors) = await RunAsync(bad, good, "-c", folder.Catalogue(), "-o", folder["out.csv"]);

        Assert.Equal(ExitCode.PartlyReduced, code);
        Assert.StartsWith("bad.asdf: ", errors, StringComparison.Ordinal);
        Assert.Equal(16, Products.Rows(folder["out.csv"]).Count);
        Assert.Equal(ExitCode.UnusableInput, (await RunAsync(bad, "-c", folder.Catalogue(), "-o", folder["none.csv"])).Code);
        Assert.False(File.Exists(folder["none.csv"]));
    }

    [Theory]
    [InlineData("--annulus", "25,20", 2)]
    [InlineData("--annulus", "20", 2)]
    [InlineData("--aperture", "-1", 2)]
    [InlineData("--ee", "1000", 2)]
    [InlineData("--ee", "nowhere.ecsv", 3)]
    [InlineData("--bad-bits", "some", 2)]
    [InlineData("--area", "nowhere.asdf", 3)]
    public async Task Options_that_make_no_sense_are_told_in_one_sentence(string option, string value, int expected)
    {
        var (code, _, errors) = await RunAsync(folder.Asdf("image.asdf", Field()), "-c", folder.Catalogue(), "-o", folder["out.csv"], option, value);

        Assert.Equal((ExitCode)expected, code);
        Assert.Single(errors.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task Positions_that_lie_elsewhere_reduce_nothing_and_say_so()
    {
        await File.WriteAllTextAsync(folder["far.ecsv"], "# %ECSV 1.0\n# ---\n# datatype:\n# - {name: ra, datatype: float64}\n# - {name: dec, datatype: float64}\nra dec\n10 10\n");

        var (code, results, _) = await RunAsync(folder.Asdf("image.asdf", Field()), "-c", folder["far.ecsv"], "-o", folder["out.csv"]);

        Assert.Equal(ExitCode.NothingReduced, code);
        Assert.Contains("None of the 1 positions of the catalogue lies on the image.", results, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_image_without_errors_or_zero_point_is_measured_when_asked_for()
    {
        var (image, catalogue) = (folder.Fits("image.fits", Field(), withErrors: false), folder.Catalogue());

        Assert.Equal(ExitCode.UnusableInput, (await RunAsync(image, "-c", catalogue, "-o", folder["out.csv"])).Code);
        Assert.Equal(ExitCode.Success, (await RunAsync(image, "-c", catalogue, "-o", folder["out.csv"], "--errors-from-sky", "--gain", "200", "--counts")).Code);
        Assert.All(Products.Rows(folder["out.csv"]), row => Assert.InRange(row.Number("net_err"), 0.01, 5));
    }

    [ReferenceFact]
    public async Task The_reference_scene_gives_its_expected_magnitudes()
    {
        string Of(string name) => ReferenceData.Required("roman", name);
        var (code, _, errors) = await RunAsync(Of("a_l2_f106_lz4.asdf"), "-c", Of("a_catalog.ecsv"), "--area", Of("a_area.asdf"), "--ee", Of("a_ee.ecsv"), "--only-stars", "-o", folder["out.csv"]);

        Assert.True(code == ExitCode.Success, errors);
        var expected = Products.Rows(Of("a_expected_photometry_f64.csv"));
        var rows = Products.Rows(folder["out.csv"]);
        Assert.Equal(expected.Select(row => row.Number("cat_row") + 1), rows.Select(row => row.Number("source")));
        Assert.All(expected.Zip(rows), pair => Assert.Equal(pair.First.Number("abmag"), pair.Second.Number("abmag"), 6));
    }

    /// <summary>The share of a Gaussian's light inside 3 pixels, 1 − exp(−r²/2σ²), widened twice by a pixel: once by the detector, once by the overlap of circle and pixels.</summary>
    static string Light()
    {
        const double Sigma = 1.1;
        var squared = (Sigma * Sigma) + (2 / 12.0);
        return (1 - Math.Exp(-9 / (2 * squared))).ToString("R", System.Globalization.CultureInfo.InvariantCulture);
    }
}
