using Nocturne.Core.Imaging;
using Nocturne.Core.Quality;
using Nocturne.Runner.Tests.Nights;

namespace Nocturne.Runner.Tests.Measuring;

/// <summary>What the measuring commands make of bad input: a flag, or one sentence and an exit code.</summary>
public sealed class MeasuringTroubleTests : IDisposable
{
    readonly MeasuringFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("--gain -1", 2, "The gain is -1")]
    [InlineData("--aper 0", 2, "The aperture radius is 0")]
    [InlineData("--aper -2", 2, "The aperture radius is -2")]
    [InlineData("--bkgann 8,5", 2, "The background ring from 8 to 5 has no area")]
    [InlineData("--bkgann 8", 2, "--bkgann takes two numbers")]
    [InlineData("--bkg-order 3", 2, "The background order is 3")]
    [InlineData("--method guess", 2, "--method takes aperture, optimal, psf or deblended")]
    [InlineData("--method psf", 2, "A PSF fit needs a PSF model")]
    [InlineData("--method optimal", 2, "Optimal extraction needs a profile")]
    [InlineData("--method deblended", 2, "Deblended apertures need a PSF model")]
    [InlineData("--fwhm wide", 2, "--fwhm takes a number")]
    [InlineData("--fwhm -3", 2, "--fwhm is -3")]
    [InlineData("--fwhm map:{stars.csv}", 3, "there is no column 'fwhm'")]
    [InlineData("--group --no-group", 2, "contradict each other")]
    [InlineData("--group-halo-factor much", 2, "--group-halo-factor takes a number or none")]
    [InlineData("--centroid best", 2, "--centroid takes com, psf or win")]
    [InlineData("--psf {image.fits}", 3, "There is no PSF in this file")]
    [InlineData("--psf {missing.psf}", 3, "there is no such file")]
    [InlineData("--mask {small.fits}", 3, "10 x 10 pixels, but the image has 200 x 160")]
    [InlineData("--err {flux.fits}", 3, "is in 'Jy' (BUNIT)")]
    [InlineData("--err {stars.csv}", 3, "stars.csv")]
    [InlineData("--bg nan", 2, "give a finite number or an image")]
    [InlineData("--bg-size 0", 2, "The background mesh is 0 pixels")]
    [InlineData("--x ra", 3, "there is no column 'ra'; it has id, x, y, name")]
    [InlineData("--x name", 3, "column 'name' holds texts")]
    [InlineData("--origin 2", 2, "--origin is 2")]
    [InlineData("--hdu SKY", 3, "unit 'SKY' is not there")]
    [InlineData("--plane 1", 2, "has 1 planes")]
    [InlineData("--method deblended --psf {stars.psf} --target 20", 2, "'20' is neither a column")]
    [InlineData("--method deblended --psf {stars.psf} --bad-flag x", 2, "--bad-flag takes a number")]
    [InlineData("--method deblended --psf {stars.psf} --ratio-clip 3,1", 2, "give the smaller number first")]
    public async Task Bad_options_and_files_get_one_sentence(string options, int expected, string sentence)
    {
        folder.WriteImage("small.fits", 10, 10, 0);
        folder.WriteImage("flux.fits", MeasuringFolder.Width, MeasuringFolder.Height, 1, "Jy");
        string[] args = [.. options.Split(' ').Select(Named)];

        var (code, _, errors) = await CommandRun.RunAsync(["measure", folder["image.fits"], "-s", folder["stars.csv"], "-o", folder["out.csv"], .. args]);

        Assert.Equal(expected, (int)code);
        Assert.Contains(sentence, errors, StringComparison.Ordinal);
        Assert.Single(errors.TrimEnd('\n').Split('\n'));
        Assert.False(File.Exists(folder["out.csv"]));
    }

    [Theory]
    [InlineData("x,y\n1,2,3\n", "line 2: 3 fields where 2 columns are")]
    [InlineData("", "is empty")]
    [InlineData("x,x,y\n1,2,3\n", "two columns have one name")]
    public async Task A_damaged_list_of_sources_gets_one_sentence(string text, string sentence)
    {
        folder.WriteText("bad.csv", text);

        var (code, _, errors) = await CommandRun.RunAsync("measure", folder["image.fits"], "-s", folder["bad.csv"], "-o", folder["out.csv"]);

        Assert.Equal(ExitCode.UnusableInput, code);
        Assert.Contains(sentence, errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("aperture")]
    [InlineData("optimal")]
    [InlineData("psf")]
    [InlineData("deblended")]
    public async Task An_empty_list_gives_an_empty_table_and_a_sentence(string method)
    {
        folder.WriteText("none.csv", "id,x,y\n");

        var (code, _, errors) = await CommandRun.RunAsync(
            "measure", folder["image.fits"], "-s", folder["none.csv"], "-o", folder["out.csv"], "--method", method, "--psf", folder["stars.psf"]);

        Assert.Equal(ExitCode.NothingReduced, code);
        Assert.Contains("the list of sources has none", errors, StringComparison.Ordinal);
        Assert.Single(await File.ReadAllLinesAsync(folder["out.csv"]));
    }

    [Theory]
    [InlineData("aperture")]
    [InlineData("optimal")]
    [InlineData("psf")]
    [InlineData("deblended")]
    public async Task Bad_pixels_and_impossible_places_are_flagged(string method)
    {
        var image = new Image(MeasuringFolder.Width, MeasuringFolder.Height, folder.Image.Pixels.ToArray());
        for (var y = 10; y < 30; y++) image.Row(y)[10..30].Fill(float.NaN);
        image[57, 19] = float.PositiveInfinity;
        folder.WriteImage("bad.fits", image);
        folder.WriteText("odd.csv", "x,y\n20,20\n56.7,18.7\n-500,20\n,5\n0,0\n93.1,18.7\n");
        folder.WritePsf("oblong.psf", 21, 15);

        var (code, _, errors) = await CommandRun.RunAsync(
            "measure", folder["bad.fits"], "-s", folder["odd.csv"], "-o", folder["out.csv"], "--method", method, "--psf", folder["oblong.psf"], "--no-neighbour-errors");

        Assert.True(code == ExitCode.Success, errors);
        var rows = Products.Rows(folder["out.csv"]);
        Assert.Equal(6, rows.Count);
        foreach (var row in rows.Where(row => double.IsNaN(row.Number("flux")))) Assert.NotEqual(0, row.Number("flags"));
        Assert.True(double.IsNaN(rows[0].Number("flux")) || method is "optimal" or "psf");
        Assert.True(double.IsNaN(rows[3].Number("flux")));
        Assert.True(double.IsFinite(rows[5].Number("flux")));
        Assert.NotEqual(0, (int)rows[4].Number("flags") & (int)QualityFlag.CutByEdge);
    }

    [Theory]
    [InlineData(200, 160, 50)]
    [InlineData(5, 5, 50)]
    [InlineData(1, 1, 0)]
    public async Task Constant_and_tiny_images_end_without_a_trace(int width, int height, float value)
    {
        folder.WriteImage("flat.fits", width, height, value);
        folder.WriteText("one.csv", "x,y\n2,2\n");
        foreach (var method in new[] { "aperture", "optimal", "psf", "deblended" })
        {
            var (code, _, errors) = await CommandRun.RunAsync(
                "measure", folder["flat.fits"], "-s", folder["one.csv"], "-o", folder["out.csv"], "--method", method, "--psf", folder["stars.psf"], "--bkgann", "4,6");
            Assert.True(code is ExitCode.Success or ExitCode.NothingReduced, $"{method}: {errors}");
        }

        var (detected, _, trouble) = await CommandRun.RunAsync("detect", folder["flat.fits"], "-o", folder["out.csv"]);
        Assert.True(detected == ExitCode.NothingReduced, $"{detected}: {trouble}");
        Assert.Equal(ExitCode.Success, (await CommandRun.RunAsync("background", folder["flat.fits"], "-o", folder["sky.fits"])).Code);
    }

    [Fact]
    public async Task A_saturated_plateau_is_flagged()
    {
        var image = new Image(MeasuringFolder.Width, MeasuringFolder.Height, folder.Image.Pixels.ToArray());
        for (var y = 50; y < 70; y++) image.Row(y)[90..110].Fill(65535);
        folder.WriteImage("plateau.fits", image);
        folder.WriteText("one.csv", "x,y\n100,60\n");

        await CommandRun.RunAsync("measure", folder["plateau.fits"], "-s", folder["one.csv"], "-o", folder["out.csv"], "--saturation", "65000");

        Assert.NotEqual(0, (int)Products.Rows(folder["out.csv"])[0].Number("flags") & (int)QualityFlag.Saturated);
    }

    [Fact]
    public async Task Fifty_thousand_sources_are_measured()
    {
        var random = new Random(3);
        folder.WriteText("many.csv", "x,y\n" + string.Concat(Enumerable.Range(0, 50_000).Select(_ => FormattableString.Invariant($"{random.NextDouble() * 200},{random.NextDouble() * 160}\n"))));

        var rows = await folder.RowsAsync("measure", "--sources", folder["many.csv"], "--aper", "2");

        Assert.Equal(50_000, rows.Count);
    }

    [Theory]
    [InlineData("detect", "--threshold 0", "--threshold is 0")]
    [InlineData("detect", "--minarea 0", "MinimumPixels must be at least 1")]
    [InlineData("detect", "--filter wide", "--filter takes default, none")]
    [InlineData("detect", "--method segmentation --err 3", "--err does not go with")]
    [InlineData("detect", "--deblend-contrast 2", "must lie between 0 and 1")]
    [InlineData("background", "--bg-size 0", "at least 1 (64 is usual)")]
    [InlineData("background", "--bg-filter 2", "both sides must be odd")]
    [InlineData("background", "--bg-estimator best", "--bg-estimator takes gradient, classic or photutils")]
    public async Task Bad_options_of_the_other_commands_get_one_sentence(string command, string options, string sentence)
    {
        var (code, _, errors) = await CommandRun.RunAsync([command, folder["image.fits"], "-o", folder["out.fits"], .. options.Split(' ')]);

        Assert.Equal(ExitCode.Usage, code);
        Assert.Contains(sentence, errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_of_unknown_form_or_an_unwritable_one_is_refused()
    {
        Assert.Equal(ExitCode.Usage, (await CommandRun.RunAsync("measure", folder["image.fits"], "-s", folder["stars.csv"], "-o", folder["out.xls"])).Code);
        folder.WriteText("file", "");
        Assert.Equal(ExitCode.OutputFailed, (await CommandRun.RunAsync("measure", folder["image.fits"], "-s", folder["stars.csv"], "-o", Path.Combine(folder["file"], "out.csv"))).Code);
    }

    string Named(string arg) => arg.IndexOf('{', StringComparison.Ordinal) is >= 0 and var at ? arg[..at] + folder[arg[(at + 1)..].TrimEnd('}')] : arg;
}
