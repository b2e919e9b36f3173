using System.Globalization;
using System.Text.Json;
using Nocturne.Core.Fits;
using Nocturne.Runner.Tests.Nights;

namespace Nocturne.Runner.Tests.Curves;

public sealed class LightcurveCommandTests(CurveNight night) : IClassFixture<CurveNight>
{
    string Target => Text(night.Number(3));

    [Fact]
    public async Task The_variable_is_recovered_through_a_cloud_with_calibrated_errors()
    {
        var rows = Products.Rows(await Curve("v.csv", "--target", Target, "--band", "1:g", "--normalise", "median"));
        Assert.Equal(90, rows.Count);
        var models = Enumerable.Range(0, 90).Select(frame => night.Model(3, frame)).ToArray();
        var unit = models.Order().ElementAt(45);
        var pulls = rows.Select((row, i) => (row.Number("rel_flux") - (models[i] / unit)) / row.Number("rel_flux_err")).ToArray();
        Assert.InRange(Math.Sqrt(pulls.Average(pull => pull * pull)), 0.8, 1.4);
    }

    [Fact]
    public async Task The_file_has_the_columns_that_were_promised_and_a_summary_beside_it()
    {
        var file = await Curve("c.csv", "--target", Target, "--comparisons", "auto", "--band", "g");
        Assert.Equal("bmjd_tdb_mid,mjd_utc_mid,rel_flux,rel_flux_err,airmass,flags,frame", File.ReadLines(file).First());
        var first = Products.Rows(file)[0];
        Assert.Equal(60310 + (0.5 / 86400), first.Number("mjd_utc_mid"), 1e-9);
        Assert.InRange(first.Number("airmass"), 1, 3);
        Assert.EndsWith("o.fits", first["frame"], StringComparison.Ordinal);
        var band = Summary("c.json").GetProperty("bands")[0];
        Assert.NotEmpty(band.GetProperty("comparisons_used").EnumerateArray());
        Assert.Equal(90, band.GetProperty("usable_points").GetInt32());
        Assert.Single(band.GetProperty("good_times").EnumerateArray());
    }

    [Fact]
    public async Task The_variable_is_left_out_of_the_comparisons_of_another_star_with_the_reason()
    {
        var (code, json, _) = await CommandRun.RunAsync("lightcurve", night.Out, "--target", Text(night.Number(1)), "--band", "g", "--json");
        Assert.Equal(ExitCode.Success, code);
        var dropped = JsonDocument.Parse(json).RootElement.GetProperty("bands")[0].GetProperty("comparisons_dropped").EnumerateArray().ToList();
        var variable = Assert.Single(dropped, star => star.GetProperty("star").GetInt32() == night.Number(3));
        Assert.StartsWith("It varies: its scatter is", variable.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Equal("variable", variable.GetProperty("fault").GetString());
    }

    [Fact]
    public async Task A_star_is_found_by_its_place()
    {
        var number = night.Number(3);
        var (x, y) = night.Place(number);
        var (_, json, _) = await CommandRun.RunAsync("lightcurve", night.Out, "--at", $"{Text(x + 1)},{Text(y - 1)}", "--band", "g", "--json");
        Assert.Equal(number, JsonDocument.Parse(json).RootElement.GetProperty("target").GetInt32());
    }

    [Fact]
    public async Task A_star_is_found_by_its_place_in_the_sky_where_that_is_known()
    {
        var number = night.Number(3);
        var (x, y) = night.Place(number);
        var header = new FitsHeader().Set("CTYPE1", "RA---TAN").Set("CTYPE2", "DEC--TAN").Set("CRPIX1", x + 1).Set("CRPIX2", y + 1).Set("CRVAL1", 150.0).Set("CRVAL2", 20.0)
            .Set("CD1_1", -1e-4).Set("CD1_2", 0.0).Set("CD2_1", 0.0).Set("CD2_2", 1e-4);
        FitsWriter.WriteImage(night["wcs.fits"], header, 256, 256, new float[256 * 256]);
        var (_, json, errors) = await CommandRun.RunAsync("lightcurve", night.Out, "--sky", "150.0001,20.0", "--wcs", night["wcs.fits"], "--band", "g", "--json");
        Assert.True(json.Length > 0, errors);
        Assert.Equal(number, JsonDocument.Parse(json).RootElement.GetProperty("target").GetInt32());
        Assert.Contains("is not known", (await CommandRun.RunAsync("lightcurve", night.Out, "--sky", "150,20", "--band", "g")).Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bins_have_means_errors_and_the_number_of_their_frames()
    {
        var file = await Curve("b.csv", "--target", Text(night.Number(1)), "--band", "g", "--bin", "10s", "--normalise", "mean");
        Assert.Equal("bmjd_tdb_mid,mjd_utc_mid,rel_flux,rel_flux_err,airmass,flags,frame,points", File.ReadLines(file).First());
        var rows = Products.Rows(file);
        Assert.Equal(9, rows.Count);
        Assert.Equal(90, rows.Sum(row => row.Number("points")));

        // At the barycentre ten seconds are some milliseconds more or less, so that a frame on the edge may fall on either side.
        Assert.All(rows, row => Assert.InRange(row.Number("points"), 9, 11));
        Assert.All(rows, row => Assert.InRange(Math.Abs(row.Number("rel_flux") - 1) / row.Number("rel_flux_err"), 0, 5));
        Assert.Equal(60310 + (5.0 / 86400), rows[0].Number("mjd_utc_mid"), 0.5 / 86400);
    }

    [Fact]
    public async Task The_same_rows_are_written_as_ECSV_and_FITS()
    {
        var csv = Products.Rows(await Curve("same.csv", "--target", Target, "--band", "g")).Select(row => row.Number("rel_flux")).ToArray();
        await Curve("same.ecsv", "--target", Target, "--band", "g");
        await Curve("same.fits", "--target", Target, "--band", "g");
        using var file = FitsFile.Open(night["same.fits"]);
        Assert.Equal(csv, file.Tables.Single().ReadDoubles("rel_flux"));
        Assert.Contains("# - {name: bmjd_tdb_mid, unit: d, datatype: float64, description: \"Middle of the exposure at the solar-system barycentre, MJD, TDB.\"}", File.ReadAllLines(night["same.ecsv"]));
    }

    [Fact]
    public async Task Colours_have_a_point_for_exposures_of_the_same_time()
    {
        var file = await Curve("gr.csv", "--target", Target, "--comparisons", Others(), "--colour", "g-r");
        var rows = Products.Rows(file);
        Assert.Equal(90, rows.Count);
        Assert.StartsWith("bmjd_tdb_mid,mjd_utc_mid,colour,colour_err,flux_ratio", File.ReadLines(file).First(), StringComparison.Ordinal);
        var mean = rows.Average(row => row.Number("colour"));
        Assert.InRange(Math.Sqrt(rows.Average(row => Math.Pow((row.Number("colour") - mean) / row.Number("colour_err"), 2))), 0.7, 1.35);
    }

    [Fact]
    public async Task Several_bands_share_a_file_and_are_told_apart()
    {
        var rows = Products.Rows(await Curve("both.csv", "--target", Target));
        Assert.Equal(["1:g", "2:r"], rows.Select(row => row["band"]).Distinct());
        Assert.Equal(180, rows.Count);
    }

    [Fact]
    public async Task The_photometer_with_the_least_scatter_can_be_taken()
    {
        var (code, json, _) = await CommandRun.RunAsync("lightcurve", night.Out, "--target", Target, "--photometer", "best", "--json");
        Assert.Equal(ExitCode.Success, code);
        Assert.Contains(JsonDocument.Parse(json).RootElement.GetProperty("photometer").GetString(), new[] { "aperture", "forced_aperture" });
    }

    [Fact]
    public async Task Columns_for_opticams_notebooks_have_its_names()
    {
        var file = await Curve("o.csv", "--target", Target, "--band", "g", "--columns", "opticam", "--method", "sum", "--comparisons", Others());
        Assert.Equal("BMJD,rel_flux,rel_flux_err", File.ReadLines(file).First());
        Assert.Equal(91, File.ReadLines(file).Count());
    }

    [Theory]
    [InlineData("Say which star, in one way: --target N, --at X,Y or --sky RA,DEC.")]
    [InlineData("has no star 99", "--target", "99")]
    [InlineData("'z' is not a band of", "--target", "1", "--band", "z")]
    [InlineData("was not measured with 'psf'; it has forced_aperture, aperture", "--target", "1", "--photometer", "psf")]
    [InlineData("'moon' is nothing that a light curve can be freed of", "--target", "1", "--detrend", "moon")]
    [InlineData("cannot be compared with itself", "--target", "1", "--comparisons", "1,2")]
    [InlineData("There is no star at (5.0, 5.0)", "--at", "5,5")]
    [InlineData("--method takes weighted, sum, not 'best'", "--target", "1", "--method", "best")]
    [InlineData("has the unknown unit 'parsec'", "--target", "1", "--bin", "3parsec")]
    public async Task What_cannot_be_done_is_said_in_a_sentence(string sentence, params string[] options)
    {
        var (code, _, errors) = await CommandRun.RunAsync(["lightcurve", night.Out, .. options]);
        Assert.Contains(code, new[] { ExitCode.Usage, ExitCode.UnusableInput });
        Assert.Contains(sentence, errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Defect_10_a_night_of_a_far_year_has_barycentric_times_without_a_network()
    {
        var plan = SimulatedNight.Small with { Frames = 4, Bands = [Core.Simulation.SimulatedBand.Opticam("g")], Start = Core.Astrometry.Mjd.FromCalendar(new(2041, 3, 5), 3600), Transparency = new() };
        using var far = new SimulatedNight(plan);
        await CommandRun.ReduceAsync(far.Frames, far["out"]);
        var (code, _, errors) = await CommandRun.RunAsync("lightcurve", far["out"], "--target", "1", "--out", far["far.csv"]);
        Assert.True(code == ExitCode.Success, errors);
        var rows = Products.Rows(far["far.csv"]);
        Assert.Equal(4, rows.Count);
        Assert.All(rows, row => Assert.InRange(Math.Abs(row.Number("bmjd_tdb_mid") - row.Number("mjd_utc_mid")) * 86400, 1, 700));
    }

    [Fact]
    public async Task A_setting_is_the_default_of_its_option()
    {
        var file = await Curve("s.csv", "--target", Target, "--band", "g", "--set", "lightcurve.bin=30 s", "--set", "lightcurve.normalise=max");
        Assert.Equal(3, Products.Rows(file).Count);
    }

    async Task<string> Curve(string name, params string[] options)
    {
        var (code, _, errors) = await CommandRun.RunAsync(["lightcurve", night.Out, "--out", night[name], .. options]);
        Assert.True(code == ExitCode.Success, errors);
        return night[name];
    }

    /// <summary>Stars that both bands have under the same number.</summary>
    string Others() => string.Join(',', Enumerable.Range(1, 10).Where(truth => truth != 3).Select(truth => night.Number(truth)).Distinct().Where(number => number != night.Number(3)).Take(4).Select(number => Text(number)));

    JsonElement Summary(string name) => JsonDocument.Parse(File.ReadAllText(night[name])).RootElement;

    static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
}
