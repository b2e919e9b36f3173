using System.Text.Json;
using Nocturne.Runner.Tests.Nights;
using Nocturne.TestKit;
using static Nocturne.Runner.Tests.Vetting.VetFolder;

namespace Nocturne.Runner.Tests.Vetting;

/// <summary>The command <c>nocturne vet</c>, from its command line to its products.</summary>
public sealed class VetCommandTests : IDisposable
{
    readonly VetFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_depth_of_a_star_that_dims_is_on_standard_output_as_JSON()
    {
        var (code, results, errors) = await RunAsync("aperture", folder.Star("a.fits"), "--depth", "0.01");

        Assert.True(code == ExitCode.Success, errors);
        Assert.Empty(errors);
        using var json = JsonDocument.Parse(results);
        Assert.Equal(0.01, json.RootElement.GetProperty("candidate").GetProperty("depth").GetDouble());
        var sector = Sector(json, "V10", "5");
        Assert.Equal("flat", sector.GetProperty("refined").GetProperty("depth_trend").GetString());
        Assert.Equal(10_000, sector.GetProperty("refined").GetProperty("depth_ppm").GetDouble(), 300.0);
        Assert.Equal("default", sector.GetProperty("provenance").GetProperty("quality_policy").GetString());
        Assert.True(sector.TryGetProperty("raw", out _));
    }

    [Fact]
    public async Task With_a_file_for_the_JSON_standard_output_has_sentences()
    {
        var (code, results, _) = await RunAsync("all", folder.Star("a.fits"), "--out", folder["out.json"], "--brief");

        Assert.Equal(ExitCode.Success, code);
        Assert.StartsWith("V10 aperture_dependence, 5: the depth does not depend on the radius: depth ", results, StringComparison.Ordinal);
        Assert.Equal(2, results.TrimEnd().Split('\n').Length);
        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(folder["out.json"]));
        Assert.Equal("ok", Sector(json, "V20", "5").GetProperty("status").GetString());
        Assert.False(Sector(json, "V20", "5").TryGetProperty("raw", out _));
    }

    [Fact]
    public async Task Sectors_stand_side_by_side_and_what_cannot_be_used_is_told_and_kept_with_its_flag()
    {
        var bad = folder["bad.fits"];
        await File.WriteAllBytesAsync(bad, (await File.ReadAllBytesAsync(folder.Star("whole.fits")))[..9000]);

        var (code, results, errors) = await RunAsync("aperture", folder.Star("a.fits"), folder.Star("b.fits.gz", sector: 6), folder.Star("short.fits", sector: 7, cadences: 8), bad);

        Assert.Equal(ExitCode.PartlyReduced, code);
        Assert.StartsWith(bad, Assert.Single(errors.TrimEnd().Split('\n')), StringComparison.Ordinal);
        using var json = JsonDocument.Parse(results);
        Assert.Equal(["5", "6", "7", "bad.fits"], json.RootElement.GetProperty("checks").GetProperty("V10").GetProperty("by_sector").EnumerateObject().Select(sector => sector.Name));
        Assert.Equal("SKIPPED:INSUFFICIENT_DATA", Sector(json, "V10", "7").GetProperty("flags")[0].GetString());
        Assert.Equal("SKIPPED:NO_TPF", Sector(json, "V10", "bad.fits").GetProperty("flags")[0].GetString());
        Assert.Equal(2, json.RootElement.GetProperty("checks").GetProperty("V10").GetProperty("across_sectors").GetProperty("n_sectors_ok").GetInt32());
    }

    [Fact]
    public async Task Files_of_one_sector_are_told_apart_by_their_names()
    {
        var (_, results, _) = await RunAsync("aperture", folder.Star("a.fits"), folder.Star("b.fits"), "--brief");

        using var json = JsonDocument.Parse(results);
        Assert.Equal("ok", Sector(json, "V10", "5 (a.fits)").GetProperty("status").GetString());
        Assert.Equal("ok", Sector(json, "V10", "5 (b.fits)").GetProperty("status").GetString());
    }

    [Theory]
    [InlineData("none", 0)]
    [InlineData("zero", 30)]
    [InlineData("2", 20)]
    [InlineData("3", 30)]
    public async Task The_quality_policy_is_chosen_and_what_it_leaves_out_is_counted(string policy, int expected)
    {
        int[] quality = [.. Enumerable.Range(0, 400).Select(i => i < 10 ? 1 : i < 30 ? 2 : 0)];

        var (_, results, _) = await RunAsync("aperture", folder.Star("a.fits", quality: quality), "--quality", policy, "--brief");

        using var json = JsonDocument.Parse(results);
        var provenance = Sector(json, "V10", "5").GetProperty("provenance");
        Assert.Equal(expected, provenance.GetProperty("n_dropped_by_quality_policy").GetInt32());
        Assert.Equal(400 - expected, provenance.GetProperty("n_cadences_passed_in").GetInt32());
    }

    [Fact]
    public async Task A_stamp_without_an_aperture_is_skipped_by_the_ghost_check_unless_one_is_given()
    {
        var file = folder.Star("a.fits", withAperture: false);

        Assert.Equal(ExitCode.NothingReduced, (await RunAsync("ghost", file)).Code);
        var (code, results, _) = await RunAsync("ghost", file, "--aperture", "1.5", "--brief");
        Assert.Equal(ExitCode.Success, code);
        using var json = JsonDocument.Parse(results);
        Assert.Equal(9, Sector(json, "V20", "5").GetProperty("metrics").GetProperty("aperture_pixels_used").GetInt32());
    }

    [Fact]
    public async Task A_named_neighbour_is_weighed_against_the_target()
    {
        var (_, results, _) = await RunAsync("aperture", folder.Star("a.fits"), "--neighbour-pixel", "other=3,8");

        using var json = JsonDocument.Parse(results);
        var sector = Sector(json, "V10", "5");
        Assert.Equal("target", sector.GetProperty("refined").GetProperty("preferred_host").GetString());
        Assert.Equal(["target", "other"], sector.GetProperty("raw").GetProperty("refined").GetProperty("hosts").EnumerateArray().Select(host => host.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task A_page_is_complete_in_itself_and_has_both_plots_beside_it()
    {
        var (code, _, errors) = await RunAsync("all", folder.Star("a.fits"), folder.Star("b.fits", sector: 6), "--neighbour-pixel", "<b>=3,8", "--page", folder["page"]);

        Assert.True(code == ExitCode.Success, errors);
        foreach (var name in new[] { "5-aperture.png", "5-difference.png", "6-aperture.png", "6-difference.png" }) Assert.True(File.Exists(folder[$"page/{name}"]), name);
        var page = await File.ReadAllTextAsync(folder["page/all.html"]);
        Assert.Equal(4, page.Split("<svg").Length - 1);
        Assert.Contains("Depth over radius", page, StringComparison.Ordinal);
        Assert.DoesNotContain("src=\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("href=", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--quality", "best")]
    [InlineData("--neighbour", "a")]
    [InlineData("--neighbour", "a=1,100")]
    [InlineData("--neighbour", "a=1,2")]
    [InlineData("--neighbour-pixel", "target=1,2")]
    [InlineData("--target-pixel", "1")]
    [InlineData("--aperture", "big")]
    [InlineData("--radii", "1")]
    [InlineData("--ring", "6,3")]
    [InlineData("--prf-sigma", "0")]
    [InlineData("--draws", "1")]
    [InlineData("--depth", "2")]
    public async Task Options_that_make_no_sense_are_told_in_one_sentence(string option, string value)
    {
        var (code, results, errors) = await RunAsync("ghost", folder.Star("a.fits"), option, value);

        Assert.Equal(ExitCode.Usage, code);
        Assert.Empty(results);
        Assert.Single(errors.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_told()
    {
        var (code, results, errors) = await RunAsync("aperture", folder["nowhere.fits"]);

        Assert.Equal(ExitCode.UnusableInput, code);
        Assert.Empty(results);
        Assert.EndsWith("there is no such file.\n", errors, StringComparison.Ordinal);
    }

    [ReferenceTheory("tess")]
    [InlineData("r01_on_target")]
    [InlineData("r02_neighbour_eclipse")]
    [InlineData("r04_ghost")]
    [InlineData("r10_kepler")]
    public async Task The_command_gives_the_reference_numbers(string name)
    {
        using var expected = JsonDocument.Parse(await File.ReadAllTextAsync(ReferenceData.Required("tess", name + ".expected.json")));
        var run = expected.RootElement.GetProperty("runs")[0];
        var ephemeris = run.GetProperty("ephemeris");
        string Value(string key) => ephemeris.GetProperty(key).GetRawText();

        var (_, results, _) = await CommandRun.RunAsync(
            "vet", "all", ReferenceData.Required("tess", expected.RootElement.GetProperty("file").GetString()!), "--quality", run.GetProperty("quality_policy").GetString()!, "--brief",
            "--period", Value("period_days"), "--epoch", Value("t0_btjd"), "--duration", Value("duration_hours"));

        using var json = JsonDocument.Parse(results);
        foreach (var check in new[] { "V10", "V20" })
        {
            var metrics = Assert.Single(json.RootElement.GetProperty("checks").GetProperty(check).GetProperty("by_sector").EnumerateObject()).Value.GetProperty("metrics");
            foreach (var metric in run.GetProperty(check).GetProperty("metrics").EnumerateObject().Where(metric => metric.Value.ValueKind == JsonValueKind.Number))
            {
                var number = metric.Value.GetDouble();
                Assert.Equal(number, metrics.GetProperty(metric.Name).GetDouble(), 1e-9 * Math.Max(1e-3, Math.Abs(number)));
            }
        }
    }
}
