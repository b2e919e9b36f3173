using Nocturne.Core.Fits;
using Nocturne.Core.Photometry;
using Nocturne.Core.Photometry.Psf;
using Nocturne.Core.Tables;
using Nocturne.Runner.Tests.Nights;
using Nocturne.TestKit;

namespace Nocturne.Runner.Tests.Measuring;

/// <summary>The command <c>nocturne measure</c>: it gives what the kernels give, with the names of the tables.</summary>
public sealed class MeasureCommandTests : IDisposable
{
    readonly MeasuringFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Each_method_gives_what_its_kernel_gives()
    {
        var psf = PsfexFile.Read(folder["stars.psf"]);
        var ring = new BackgroundRing(5, 8);
        (string[] Args, MeasureOptions Options)[] methods =
        [
            (["--method", "aperture", "--aper", "4", "--gain", "1.5"], new() { ApertureRadius = 4, Gain = 1.5 }),
            (["--bkgann", "5,8", "--bkg-order", "1"], new() { BackgroundAnnulus = ring, BackgroundOrder = 1 }),
            (["--method", "optimal", "--fwhm", "3.06", "--aper", "1.5"], new() { Method = MeasureMethod.Optimal, ApertureRadius = 1.5, Fwhm = FwhmMap.Constant(3.06) }),
            (["--method", "psf", "--psf", folder["stars.psf"]], new() { Method = MeasureMethod.Psf, Psf = psf }),
            (["--method", "aperture", "--recipe", "stdpipe-sep", "--gain", "2"], new() { Recipe = MeasureRecipe.StdpipeSep, Gain = 2, CentroidMethod = CentroidMethod.Windowed }),
        ];
        foreach (var (args, options) in methods)
        {
            var rows = await folder.MeasureAsync(args);
            var expected = SourcePhotometry.Measure(new MeasureInput(folder.Image), MeasuringFolder.Positions(), options).Sources;
            Assert.Equal(expected.Select(row => row.Flux), rows.Select(row => row.Number("flux")));
            Assert.Equal(expected.Select(row => row.FluxError), rows.Select(row => row.Number("fluxerr")));
            Assert.Equal(expected.Select(row => (double)row.Flags), rows.Select(row => row.Number("flags")));
        }
    }

    [Fact]
    public async Task Columns_of_the_sources_are_carried_through()
    {
        var rows = await folder.MeasureAsync("--sn", "5");

        Assert.Equal(["id", "name", "x", "y", "flags"], rows[0].Keys.Take(5));
        Assert.Equal("100", rows[0]["id"]);
        Assert.Equal("star 3", rows[3]["name"]);
    }

    [Fact]
    public async Task All_formats_of_tables_hold_the_same_and_can_be_read_as_sources()
    {
        var csv = await folder.MeasureAsync();
        foreach (var name in new[] { "a.ecsv", "a.fits", "b.csv" })
        {
            var (code, _, errors) = await CommandRun.RunAsync("measure", folder["image.fits"], "-s", folder["stars.csv"], "-o", folder[name]);
            Assert.True(code == ExitCode.Success, errors);
            var table = TableReader.Open(folder[name]);
            Assert.Equal(csv[0].Keys, table.Columns.Select(column => column.Name));
            Assert.Equal(csv.Select(row => row.Number("flux")), table.Find("flux")!.ToDoubles());

            (code, _, errors) = await CommandRun.RunAsync("measure", folder["image.fits"], "-s", folder[name], "-o", folder["again.csv"]);
            Assert.True(code == ExitCode.Success, errors);
            Assert.Equal(csv.Select(row => row["flux"]), Products.Rows(folder["again.csv"]).Select(row => row["flux"]));
        }

        Assert.Equal("adu", TableReader.Open(folder["a.ecsv"]).Find("flux")!.Unit);
    }

    [Fact]
    public async Task Deblended_apertures_measure_what_the_table_lacks()
    {
        var psf = folder["stars.psf"];
        var rows = await folder.MeasureAsync("--method", "deblended", "--psf", psf, "--aper", "3", "--diagnostics");

        var alone = rows[^1].Number("flux") / rows[^1].Number("self_frac");
        Assert.InRange(alone, 2700, 3300);
        Assert.True(rows[^1].Number("flux_model") > 0);

        await folder.MeasureAsync("--method", "psf", "--psf", psf, "--fixed-positions");
        var fitted = Products.Rows(folder["out.csv"]);
        folder.WriteText("all.csv", "x,y,ap,fit,fit_err\n" + string.Concat(rows.Zip(fitted, (row, fit) => $"{row["x"]},{row["y"]},{row["flux_ap_raw"]},{fit["flux"]},{fit["fluxerr"]}\n")));
        var given = await folder.RowsAsync(
            "measure", "--sources", folder["all.csv"], "--method", "deblended", "--psf", psf, "--aper", "3", "--seed-flux", "ap", "--psf-flux", "fit", "--psf-flux-err", "fit_err", "--target", "19,0");
        Assert.Equal(2, given.Count);
        Assert.Equal(rows[^1].Number("flux"), given[0].Number("flux"), 6);
    }

    [Fact]
    public async Task Every_option_is_understood()
    {
        folder.WriteImage("zero.fits", MeasuringFolder.Width, MeasuringFolder.Height, 0);
        folder.WriteText("widths.csv", "x,y,fwhm\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"{i * 5},{i * 37 % 160},3.1\n")));
        var psf = folder["stars.psf"];
        string[] shared =
        [
            "--x", "x", "--y", "y", "--origin", "0", "--bkg-estimator", "mode", "--segments", folder["zero.fits"], "--fwhm", "map:" + folder["widths.csv"], "--fwhm-backend", "loess",
            "--fwhm-order", "1", "--group", "--group-radius", "6", "--group-halo", "2", "--group-radius-factor", "1.1", "--group-halo-factor", "none", "--mask", folder["zero.fits"], "--bg", "105",
            "--err", "4", "--gain", "1.2", "--bg-size", "50", "--centroid-iter", "2", "--centroid", "win", "--centroid-psf", psf, "--psf-maxiter", "10", "--fit-radius", "6",
            "--damp-sn", "3", "--clip-sigma", "2.5", "--clip-iters", "4", "--saturation", "60000", "--aper", "1.2", "--bkgann", "3,5", "--sn", "1", "--drop-negative", "--psf", psf, "--hdu", "0", "--plane", "0",
        ];
        foreach (var method in new[] { "aperture", "optimal", "psf" })
        {
            foreach (var recipe in new[] { "nocturne", "stdpipe", "stdpipe-sep" })
            {
                if (method == "psf" && recipe == "stdpipe") continue;
                var rows = await folder.MeasureAsync([.. shared, "--method", method, "--recipe", recipe, "--save-bg", folder["sky.fits"], "--verbose"]);
                Assert.InRange(rows.Count, 15, MeasuringFolder.Count);
                using var sky = FitsFile.Open(folder["sky.fits"]);
                Assert.Equal(["BACKGROUND", "RMS"], sky.Images.Select(image => image.ExtensionName));
            }
        }

        foreach (var (correction, backend) in new[] { ("ratio_field", "loess"), ("ratio_field", "grid"), ("ratio_field", "polynomial"), ("fixed", "loess"), ("none", "loess") })
        {
            var rows = await folder.MeasureAsync(
                "--method", "deblended", "--psf", psf, "--aperture-correction", correction, "--ratio-backend", backend, "--ratio-k", "12", "--ratio-scales", "50,40", "--ratio-robust", "1",
                "--ratio-grid", "4,3", "--ratio-per-cell", "2", "--ratio-smoothing", "0.8", "--ratio-clip", "0.4,4", "--ratio-outlier", "6", "--ratio-min", "5", "--bad-flag", "0x2000",
                "--no-neighbour-errors", "--overlap-subpixel", "8", "--no-group", "--target", "id");
            Assert.Equal(MeasuringFolder.Count, rows.Count);
        }
    }

    [ReferenceFact]
    public async Task Reference_scenes_through_the_command_equal_the_tables_of_the_peers()
    {
        var reference = Path.GetDirectoryName(ReferenceData.Required("stdpipe", "manifest.json"))!;
        string In(string name) => Path.Combine(reference, name);
        foreach (var (scene, recipe, table) in new[] { ("s1_sparse_gauss", "stdpipe-sep", "s1_ms_aper3.csv"), ("s1_sparse_gauss", "stdpipe", "s1_mo_aper3.csv") })
        {
            var (code, _, errors) = await CommandRun.RunAsync(
                "measure", In($"{scene}_image.fits"), "-s", In($"{scene}_sources.csv"), "--recipe", recipe, "--aper", "3", "-o", folder["scene.csv"]);
            Assert.True(code == ExitCode.Success, errors);

            var ours = Products.Rows(folder["scene.csv"]).ToDictionary(row => row.Number("id"));
            var theirs = Products.Rows(In(table));
            Assert.Equal(theirs.Count, ours.Count);
            foreach (var row in theirs)
            {
                var own = ours[row.Number("id")];
                Assert.InRange(own.Number("flux") - row.Number("flux"), -1e-4 * row.Number("fluxerr"), 1e-4 * row.Number("fluxerr"));
                Assert.InRange(own.Number("fluxerr") / row.Number("fluxerr"), 1 - 1e-5, 1 + 1e-5);
            }
        }
    }
}
