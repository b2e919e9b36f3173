using Nocturne.Core.Fits;
using Nocturne.Core.Imaging;
using Nocturne.Core.Simulation;
using Nocturne.TestKit;

namespace Nocturne.Runner.Tests.Nights;

/// <summary>The same night in files of other shapes: amplifiers, windows, mosaics, cubes.</summary>
public sealed class InputLayoutTests
{
    static readonly SimulationPlan Plan = WrittenNight.OneBand;

    [Fact]
    public async Task Four_amplifiers_with_overscan_become_the_frame_that_they_were_cut_from()
    {
        using var plain = new WrittenNight(Plan, (path, truth, image) => WrittenNight.Save(path + ".fits", WrittenNight.Header(truth), image));
        using var night = new WrittenNight(Plan, WriteAmplifiers);
        await CommandRun.ReduceAsync(plain.Frames, plain["out"]);
        await CommandRun.ReduceAsync(night.Frames, night["out"]);
        // The counts are those of the mean gain, 1.05 electrons each.
        AssertSameFluxes([.. Fluxes(plain["out"]).Select(flux => flux / 1.05)], Fluxes(night["out"]), 1e-3);

        var (_, text, _) = await CommandRun.RunAsync("inspect", Path.Combine(night.Frames, "r_0000.fits"));
        Assert.Contains("192 x 192 pixels", text, StringComparison.Ordinal);
        Assert.Contains("4 images of the file are put together to one frame of 192 x 192 pixels.", text, StringComparison.Ordinal);
        Assert.Contains("The medians of the overscans are taken off.", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_image_of_a_file_is_a_frame_when_it_says_nothing_else()
    {
        using var night = new WrittenNight(Plan with { Frames = 3 }, (path, truth, image) =>
        {
            using var writer = FitsWriter.Create(path + ".fits");
            writer.AddHeader(new FitsHeader().Set("INSTRUME", "Test camera"));
            foreach (var (filter, extension, factor) in new[] { ("g", "G", 1f), ("r", "R", 2f), ("r", "ERR", 0f) })
            {
                var other = new Image(image.Width, image.Height);
                for (var i = 0; i < other.Pixels.Length; i++) other.Pixels[i] = factor * image.Pixels[i];
                writer.AddImage<float>(WrittenNight.Header(truth).Set("FILTER", filter).Set("EXTNAME", extension), other.Width, other.Height, other.Pixels);
            }
        });
        var (code, results, errors) = await CommandRun.RunAsync("reduce", night.Frames, "--out", night["out"], "--quiet");
        Assert.True(code == ExitCode.Success, results + errors);
        Assert.Equal(["Test-camera-g", "Test-camera-r"], Catalogues(night["out"]));
        Assert.Equal(6, Products.Rows(night["out/frames.csv"]).Count);
    }

    [Fact]
    public async Task Windows_of_a_hipercam_ccd_are_put_in_their_places()
    {
        using var night = new WrittenNight(Plan, (path, truth, image) =>
        {
            using var writer = FitsWriter.Create(path + ".hcm");
            writer.AddHeader(new FitsHeader().Set("INSTRUME", "HiPERCAM").Set("HIPERCAM", "MCCD").Set("FILTERS", "us,gs,rs,is,zs").Set("EXPTIME", truth.ExposureSeconds).Set("GOODTIME", true)
                .Set("MJDUTC", truth.UtcStart.ToDouble() + (truth.ExposureSeconds / 172800)).Set("RA", "10:00:00").Set("DEC", "+20:00:00"));
            foreach (var ccd in new[] { "2", "3" })
            {
                foreach (var (window, x, y) in new[] { ("E1", 0, 0), ("F1", 96, 0), ("G1", 96, 96), ("H1", 0, 96) })
                {
                    var part = WrittenNight.Cut(image, x, y, 96, 96);
                    writer.AddImage<float>(new FitsHeader().Set("CCD", ccd).Set("WINDOW", window).Set("LLX", (2 * x) + 101).Set("LLY", (2 * y) + 1).Set("XBIN", 2).Set("YBIN", 2), 96, 96, part.Pixels);
                }
            }
        });
        using var plain = new WrittenNight(Plan, (path, truth, image) => WrittenNight.Save(path + ".fits", WrittenNight.Header(truth), image));
        await CommandRun.ReduceAsync(plain.Frames, plain["out"], "--set", "background.box=32", "--set", "detection.border=24");
        await CommandRun.ReduceAsync(night.Frames, night["out"], "--set", "background.box=32", "--set", "detection.border=24");
        Assert.Equal(["2-gs", "3-rs"], Catalogues(night["out"]));
        AssertSameFluxes(Fluxes(plain["out"]), Fluxes(night["out"], "2-gs"), 1e-3);
        var first = Products.Rows(night["out/frames.csv"])[0];
        Assert.Equal(night.Simulator.Truth(0, 0).UtcStart.ToDouble() + (5 / 86400.0), first.Number("mjd_utc_mid"), 1e-9);
    }

    [Fact]
    public async Task Planes_of_a_cube_are_frames_a_cycle_apart()
    {
        var simulator = new NightSimulator(Plan);
        using var folder = new WrittenNight(Plan with { Frames = 1 }, (path, truth, image) =>
        {
            var cube = new ushort[Plan.Frames * image.Pixels.Length];
            for (var plane = 0; plane < Plan.Frames; plane++) WrittenNight.Counts(simulator.Frame(0, plane).Image.Pixels).CopyTo(cube, plane * image.Pixels.Length);
            using var writer = FitsWriter.Create(path + ".fits");
            writer.AddCube<ushort>(WrittenNight.Header(truth).Set("KCT", 12.0), image.Width, image.Height, Plan.Frames, cube);
        });
        await CommandRun.ReduceAsync(folder.Frames, folder["out"]);
        var frames = Products.Rows(folder["out/frames.csv"]);
        Assert.Equal(Plan.Frames, frames.Count);
        for (var i = 0; i < frames.Count; i++) Assert.Equal(simulator.Truth(0, i).UtcStart.ToDouble(), frames[i].Number("mjd_utc_start"), 1e-9);
    }

    [Fact]
    public async Task A_mosaic_of_colours_is_split_when_asked_for()
    {
        using var night = new WrittenNight(Plan, (path, truth, image) =>
        {
            var mosaic = new Image(2 * image.Width, 2 * image.Height);
            for (var y = 0; y < mosaic.Height; y++)
                for (var x = 0; x < mosaic.Width; x++) mosaic[x, y] = image[x / 2, y / 2] * ((x % 2) + (2 * (y % 2)) + 1) / 4;
            WrittenNight.Save(path + ".fits", WrittenNight.Header(truth).Set("BAYERPAT", "RGGB"), mosaic);
        });
        var (_, warned, _) = await CommandRun.RunAsync("inspect", Path.Combine(night.Frames, "r_0000.fits"));
        Assert.Contains("mosaic of colours (RGGB)", warned, StringComparison.Ordinal);
        var (code, results, errors) = await CommandRun.RunAsync("reduce", night.Frames, "--out", night["out"], "--quiet", "--set", "input.bayer=split", "--set", "catalogue.max-sources=5");
        Assert.True(code == ExitCode.Success, results + errors);
        Assert.Equal(["Test-camera-B", "Test-camera-G1", "Test-camera-G2", "Test-camera-R"], Catalogues(night["out"]));
        var (red, green, blue) = (Fluxes(night["out"], "Test-camera-R"), Fluxes(night["out"], "Test-camera-G1"), Fluxes(night["out"], "Test-camera-B"));
        Assert.Equal(2, green[0] / red[0], 0.05);
        Assert.Equal(4, blue[0] / red[0], 0.1);
    }

    [Fact]
    public async Task Frames_of_another_binning_are_refused_or_become_a_band_of_their_own()
    {
        using var night = new WrittenNight(Plan, (path, truth, image) =>
        {
            if (truth.Index < 4) WrittenNight.Save(path + ".fits", WrittenNight.Header(truth).Set("XBINNING", 1).Set("YBINNING", 1), image);
            else WrittenNight.Save(path + ".fits", WrittenNight.Header(truth).Set("XBINNING", 2).Set("YBINNING", 2), Core.Calibration.Rebinning.Of(image.View, 2));
        });
        await CommandRun.ReduceAsync(night.Frames, night["refused"]);
        var refused = Products.Rows(night["refused/frames.csv"]).Where(frame => frame["state"] == "Rejected").ToList();
        Assert.Equal(2, refused.Count);
        Assert.Contains("there are too few of them for a band of their own, which 'input.mixed = split' makes all the same", File.ReadAllText(night["refused/frames.csv"]), StringComparison.Ordinal);

        await CommandRun.ReduceAsync(night.Frames, night["split"], "--set", "input.mixed=split", "--set", "background.box=24", "--set", "detection.border=10", "--set", "detection.min-area=3");
        Assert.Equal(["Test-camera-r", "Test-camera-r-bin2x2"], Catalogues(night["split"]));
    }

    [Fact]
    public async Task Flats_of_the_whole_chip_are_cut_to_the_window()
    {
        var plan = Plan with { Stars = Plan.Stars with { Count = 6, Border = 60 }, Detector = new() { SensitivityScatter = 0.1, BiasLevel = 200 } };
        using var whole = new WrittenNight(plan, (path, truth, image) => WrittenNight.Save(path + ".fits", WrittenNight.Header(truth).Set("DETSEC", "[1:192,1:192]"), image));
        using var night = new WrittenNight(plan, (path, truth, image) => WrittenNight.Save(path + ".fits", WrittenNight.Header(truth).Set("DETSEC", "[17:176,9:184]"), WrittenNight.Cut(image, 16, 8, 160, 176)));
        foreach (var folder in new[] { whole.Frames, night.Frames })
        {
            for (var i = 0; i < 3; i++)
            {
                WrittenNight.Save(Path.Combine(folder, $"flat_{i}.fits"), Calibration(night, "FLAT", 0.05), night.Simulator.Flat(0, i).Image);
                WrittenNight.Save(Path.Combine(folder, $"bias_{i}.fits"), Calibration(night, "BIAS", 0), night.Simulator.Bias(0, i).Image);
            }
        }
        string[] alike = ["--set", "background.box=16", "--set", "detection.border=20"];
        await CommandRun.ReduceAsync(whole.Frames, whole["out"], alike);
        await CommandRun.ReduceAsync(night.Frames, night["out"], alike);
        await CommandRun.ReduceAsync(night.Frames, night["raw"], [.. alike, "--set", "calibration.flat=none"]);
        AssertSameFluxes(Fluxes(whole["out"]), Fluxes(night["out"]), 0.01);
        var (calibrated, raw) = (Fluxes(night["out"]), Fluxes(night["raw"]));
        Assert.Contains(calibrated.Zip(raw), pair => Math.Abs((pair.First / pair.Second) - 1) > 0.01);
    }

    [Fact]
    public async Task Calibrations_that_do_not_fit_are_named_with_the_reason()
    {
        using var night = new WrittenNight(Plan, (path, truth, image) => WrittenNight.Save(path + ".fits", WrittenNight.Header(truth), image));
        for (var i = 0; i < 2; i++)
        {
            var flat = night.Simulator.Flat(0, i).Image;
            WrittenNight.Save(Path.Combine(night.Frames, $"flat_other_{i}.fits"), Calibration(night, "FLAT", 1).Set("INSTRUME", "Another camera"), flat);
            WrittenNight.Save(Path.Combine(night.Frames, $"flat_binned_{i}.fits"), Calibration(night, "FLAT", 1).Set("XBINNING", 2).Set("YBINNING", 2), Core.Calibration.Rebinning.Of(flat.View, 2));
            WrittenNight.Save(Path.Combine(night.Frames, $"dark_small_{i}.fits"), Calibration(night, "DARK", 1), WrittenNight.Cut(flat, 0, 0, 100, 100));
            WrittenNight.Save(Path.Combine(night.Frames, $"flat_blue_{i}.fits"), Calibration(night, "FLAT", 1).Set("FILTER", "b"), flat);
        }
        var (code, results, errors) = await CommandRun.RunAsync("reduce", night.Frames, "--out", night["out"], "--quiet");
        Assert.True(code == ExitCode.Success, results + errors);
        Assert.Contains("2 flats are not used (flat_other_0.fits and others): of camera Another-camera, but the frames are of Test-camera", errors, StringComparison.Ordinal);
        Assert.Contains("2 flats are not used (flat_binned_0.fits and others): binned 2 x 2, but the frames of band Test-camera:r are binned 1 x 1.", errors, StringComparison.Ordinal);
        Assert.Contains("2 dark frames are not used (dark_small_0.fits and others): 100 x 100 pixels, but the frames of band Test-camera:r are 192 x 192, and the headers do not say where", errors, StringComparison.Ordinal);
        Assert.Contains("2 flats are not used (flat_blue_0.fits and others): of filter b, but camera Test-camera has frames of r only.", errors, StringComparison.Ordinal);
        var (_, inspected, _) = await CommandRun.RunAsync("inspect", night.Frames, "--quiet");
        Assert.Contains("2 flats are not used (flat_other_0.fits and others)", inspected, StringComparison.Ordinal);
    }

    [ReferenceFact("real", "lco_sinistro")]
    public async Task Calibrations_of_another_site_are_refused()
    {
        using var night = new WrittenNight(Plan with { Frames = 1 }, (_, _, _) => { });
        foreach (var file in Directory.GetFiles(Path.Combine(ReferenceData.Folder!, "real", "lco_sinistro"), "*.fz")) File.Copy(file, Path.Combine(night.Frames, Path.GetFileName(file)));
        var (_, text, _) = await CommandRun.RunAsync("inspect", night.Frames, "--quiet");
        Assert.Contains("1 bias frame is not used (coj1m011-fl08-20151216-0049-b00.fits.fz): of camera fl08, but the frames are of fl10", text, StringComparison.Ordinal);
        Assert.Contains("1 dark frame is not used", text, StringComparison.Ordinal);
    }

    static FitsHeader Calibration(WrittenNight night, string kind, double exposure) => WrittenNight.Header(night.Simulator.Truth(0, 0)).Set("IMAGETYP", kind).Set("EXPTIME", exposure).Set("DETSEC", "[1:192,1:192]");

    /// <summary>Quadrants with 12 columns of overscan on their outer side; the right ones are read backwards, gains and offsets differ.</summary>
    static void WriteAmplifiers(string path, FrameTruth truth, Image image)
    {
        using var writer = FitsWriter.Create(path + ".fits");
        writer.AddHeader(WrittenNight.Header(truth));
        var number = 0;
        foreach (var (x, y) in new[] { (0, 0), (96, 0), (0, 96), (96, 96) })
        {
            number++;
            var amplifier = new Image(108, 96);
            var factor = 1 / (0.8f + (0.1f * number));
            for (var row = 0; row < 96; row++)
            {
                for (var column = 0; column < 96; column++)
                {
                    var from = x == 0 ? image[column, y + row] : image[191 - column, y + row];
                    amplifier[12 + column, row] = (1000 * number) + (factor * from);
                }
                amplifier.Row(row)[..12].Fill(1000 * number);
            }
            var header = new FitsHeader()
                .Set("EXTNAME", $"AMP{number}").Set("BIASSEC", "[1:12,1:96]").Set("TRIMSEC", "[13:108,1:96]").Set("CCDSUM", "1 1").Set("GAIN", 0.8 + (0.1 * number))
                .Set("DETSEC", $"[{(x == 0 ? "1:96" : "192:97")},{y + 1}:{y + 96}]");
            writer.AddImage<float>(header, 108, 96, amplifier.Pixels);
        }
    }

    static IEnumerable<string> Catalogues(string folder) =>
        Directory.GetFiles(Path.Combine(folder, "catalogue"), "*.csv").Select(file => Path.GetFileNameWithoutExtension(file)!).Where(name => name != "bands").Order(StringComparer.Ordinal);

    /// <summary>Mean flux of each source of a band, in the order of the catalogue.</summary>
    static List<double> Fluxes(string folder, string? band = null) =>
    [
        .. Directory.GetFiles(Path.Combine(folder, "lightcurves", "forced_aperture"), $"{band ?? "*"}_source_*.csv")
            .OrderBy(file => int.Parse(Path.GetFileNameWithoutExtension(file).Split('_')[^1], System.Globalization.CultureInfo.InvariantCulture))
            .Select(file => Products.Rows(file).Average(row => row.Number("flux"))),
    ];

    static void AssertSameFluxes(List<double> expected, List<double> actual, double tolerance)
    {
        Assert.Equal(expected.Count, actual.Count);
        Assert.True(expected.Count >= 5);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(1, pair.Second / pair.First, tolerance));
    }
}
