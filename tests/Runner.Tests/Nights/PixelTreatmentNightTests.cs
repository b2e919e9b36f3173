using Nocturne.Core.Imaging;
using Nocturne.Core.Quality;
using Nocturne.Core.Simulation;
using Nocturne.Runner.Curves;
using Nocturne.Streams.Store;

namespace Nocturne.Runner.Tests.Nights;

/// <summary>What is done to the pixels before anything is measured, seen in the light curves.</summary>
public sealed class PixelTreatmentNightTests
{
    static readonly SimulationPlan Plan = WrittenNight.OneBand with { Motion = new() { Jitter = 0.3 } };

    static void Save(string path, FrameTruth truth, Image image) => WrittenNight.Save(path + ".fits", WrittenNight.Header(truth), image);

    static List<Dictionary<string, string>> Curve(string folder, int source) => Products.Rows(Path.Combine(folder, "lightcurves", "forced_aperture", $"Test-camera-r_source_{source}.csv"));

    static bool Has(Dictionary<string, string> row, QualityFlag flag) => ((QualityFlag)(int)row.Number("flags")).HasFlag(flag);

    [Fact]
    public async Task Saturation_is_judged_by_the_raw_counts()
    {
        // The camera cuts at 3000 counts; with the bias off, and the flat's sensitivity 1.25, what is cut reads 2080.
        const float cut = 3000, offset = 400, response = 1.25f;
        using var night = new WrittenNight(Plan, (path, truth, image) =>
        {
            foreach (ref var pixel in image.Pixels) pixel = Math.Min(cut, (pixel * response) + offset);
            WrittenNight.Save(path + ".fits", WrittenNight.Header(truth).Set("SATURATE", cut), image);
        });
        for (var i = 0; i < 2; i++)
        {
            var (bias, flat) = (new Image(192, 192), new Image(192, 192));
            bias.Pixels.Fill(offset);
            flat.Pixels.Fill(offset + 1000);
            flat.Row(0).Fill(offset + 800);
            var header = WrittenNight.Header(night.Simulator.Truth(0, 0));
            WrittenNight.Save(Path.Combine(night.Frames, $"bias_{i}.fits"), header.Set("IMAGETYP", "BIAS").Set("EXPTIME", 0.0), bias);
            WrittenNight.Save(Path.Combine(night.Frames, $"flat_{i}.fits"), header.Set("IMAGETYP", "FLAT").Set("EXPTIME", 1.0), flat);
        }
        await CommandRun.ReduceAsync(night.Frames, night["out"]);
        await CommandRun.ReduceAsync(night.Frames, night["unknown"], "--set", "calibration.saturation=60000");
        Assert.All(Curve(night["out"], 1), row => Assert.True(Has(row, QualityFlag.Saturated)));
        Assert.All(Curve(night["unknown"], 1), row => Assert.False(Has(row, QualityFlag.Saturated)));
        var faint = Curve(night["out"], Directory.GetFiles(night["out/lightcurves/forced_aperture"]).Length);
        Assert.All(faint, row => Assert.False(Has(row, QualityFlag.Saturated)));
    }

    [Fact]
    public async Task The_header_dark_moves_the_saturation_level_along()
    {
        using var night = new WrittenNight(Plan, (path, truth, image) =>
        {
            foreach (ref var pixel in image.Pixels) pixel = Math.Min(3000, pixel + 500);
            WrittenNight.Save(path + ".fits", WrittenNight.Header(truth).Set("SATURATE", 3000.0).Set("DARKCURR", 50.0).Set("GAIN", 1.0), image);
        });
        await CommandRun.ReduceAsync(night.Frames, night["out"]);
        Assert.All(Curve(night["out"], 1), row => Assert.True(Has(row, QualityFlag.Saturated)));
        Assert.Equal(100, Products.Rows(night["out/frames.csv"])[0].Number("background"), 1.0);
    }

    [Fact]
    public async Task Bad_pixels_are_flagged_and_left_out()
    {
        using var night = new WrittenNight(Plan, Save);
        await CommandRun.ReduceAsync(night.Frames, night["plain"]);
        var star = Products.Rows(night["plain/catalogue/Test-camera-r.csv"])[2];
        var (x, y) = ((int)Math.Round(star.Number("x")), (int)Math.Round(star.Number("y")));
        File.WriteAllText(night["bad.txt"], $"{x + 2} {y}\n");
        using var spoilt = new WrittenNight(Plan, (path, truth, image) =>
        {
            image[x + 2, y] = 60000;
            Save(path, truth, image);
        });
        await CommandRun.ReduceAsync(spoilt.Frames, spoilt["out"], "--set", $"calibration.bad-pixels=[\"Test-camera={night["bad.txt"]}\"]");
        await CommandRun.ReduceAsync(spoilt.Frames, spoilt["other"], "--set", $"calibration.bad-pixels=[\"Other={night["bad.txt"]}\"]");
        var (masked, clean) = (Curve(spoilt["out"], 3), Curve(night["plain"], 3));
        Assert.All(masked, row => Assert.True(Has(row, QualityFlag.MaskedInAperture)));
        for (var i = 0; i < masked.Count; i++) Assert.Equal(1, masked[i].Number("flux") / clean[i].Number("flux"), 0.1);
        Assert.DoesNotContain(Products.Rows(spoilt["other/catalogue/Test-camera-r.csv"]), row => Math.Abs(row.Number("flux") / star.Number("flux") - 1) < 0.05 && Math.Abs(row.Number("x") - star.Number("x")) < 0.2);

        var (code, _, errors) = await CommandRun.RunAsync("reduce", night.Frames, "--out", night["none"], "--quiet", "--set", "calibration.bad-pixels=[nowhere.fits]");
        Assert.Equal(ExitCode.UnusableInput, code);
        Assert.Contains("calibration.bad-pixels: nowhere.fits cannot be read", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cosmic_rays_are_taken_out_of_the_light_curves()
    {
        using var clean = new WrittenNight(Plan, Save);
        using var hit = new WrittenNight(Plan, (path, truth, image) =>
        {
            var star = truth.Sources[truth.Index];
            image[(int)Math.Round(star.X) + 1, (int)Math.Round(star.Y) - 2] += 9000;
            Save(path, truth, image);
        });
        await CommandRun.ReduceAsync(clean.Frames, clean["out"]);
        await CommandRun.ReduceAsync(hit.Frames, hit["left"]);
        await CommandRun.ReduceAsync(hit.Frames, hit["out"], "--set", "calibration.cosmic-rays.remove=yes");
        double Worst(string folder) => Enumerable.Range(1, 10).Max(source => Curve(folder, source).Zip(Curve(clean["out"], source)).Max(pair => Math.Abs((pair.First.Number("flux") / pair.Second.Number("flux")) - 1)));
        Assert.InRange(Worst(hit["left"]), 0.1, 1);
        Assert.InRange(Worst(hit["out"]), 0, 0.03);
        Assert.Equal(6, Enumerable.Range(1, 10).Sum(source => Curve(hit["out"], source).Count(row => Has(row, QualityFlag.ReplacedPixels))));
    }

    [Theory]
    [InlineData("median", 0.2)]
    [InlineData("warm-pixels", 0.02)]
    public async Task Filters_take_warm_pixels_out(string filter, double change)
    {
        using var clean = new WrittenNight(Plan, Save);
        using var warm = new WrittenNight(Plan, (path, truth, image) =>
        {
            var random = new Random(truth.Index);
            for (var i = 0; i < 150; i++) image[random.Next(192), random.Next(192)] += 400;
            Save(path, truth, image);
        });
        await CommandRun.ReduceAsync(clean.Frames, clean["out"]);
        await CommandRun.ReduceAsync(warm.Frames, warm["out"], "--set", $"calibration.filter={filter}");
        Assert.Equal(Curve(clean["out"], 1).Count, Curve(warm["out"], 1).Count);
        foreach (var (filtered, plain) in Curve(warm["out"], 1).Zip(Curve(clean["out"], 1))) Assert.Equal(1, filtered.Number("flux") / plain.Number("flux"), change);
        var (noisy, quiet) = (Products.Rows(warm["out/frames.csv"])[0].Number("background_rms"), Products.Rows(clean["out/frames.csv"])[0].Number("background_rms"));
        Assert.InRange(noisy, 0.2 * quiet, 1.05 * quiet);
    }

    [Fact]
    public async Task Rebinned_frames_hold_the_same_light_at_half_the_coordinates()
    {
        using var night = new WrittenNight(Plan with { Width = 384, Height = 384, Binning = 2, Stars = Plan.Stars with { Border = 90, MinimumSeparation = 50 } }, Save);
        await CommandRun.ReduceAsync(night.Frames, night["full"]);
        await CommandRun.ReduceAsync(night.Frames, night["half"], "--set", "calibration.rebin=2");
        var (full, half) = (Products.Rows(night["full/catalogue/Test-camera-r.csv"]), Products.Rows(night["half/catalogue/Test-camera-r.csv"]));
        Assert.Equal(full.Count, half.Count);
        foreach (var large in full)
        {
            var (x, y) = (((large.Number("x") + 0.5) / 2) - 0.5, ((large.Number("y") + 0.5) / 2) - 0.5);
            var small = half.MinBy(star => Math.Abs(star.Number("x") - x) + Math.Abs(star.Number("y") - y))!;
            Assert.Equal(x, small.Number("x"), 0.1);
            Assert.Equal(y, small.Number("y"), 0.1);
            var (before, after) = (Curve(night["full"], (int)large.Number("source"))[0], Curve(night["half"], (int)small.Number("source"))[0]);
            Assert.Equal(1, after.Number("flux") / before.Number("flux"), 0.05);
            Assert.Equal(1, after.Number("flux_err") / before.Number("flux_err"), 0.15);
        }
        Assert.Equal(4, Products.Rows(night["half/frames.csv"])[0].Number("background") / Products.Rows(night["full/frames.csv"])[0].Number("background"), 0.05);
    }

    [Fact]
    public async Task Pictures_show_the_frames_as_they_were_measured()
    {
        const float offset = 400;
        using var night = new WrittenNight(Plan with { Frames = 3, Width = 256, Height = 256 }, (path, truth, image) =>
        {
            foreach (ref var pixel in image.Pixels) pixel += offset;
            Save(path, truth, image);
        });
        for (var i = 0; i < 2; i++)
        {
            var bias = new Image(256, 256);
            bias.Pixels.Fill(offset);
            WrittenNight.Save(Path.Combine(night.Frames, $"bias_{i}.fits"), WrittenNight.Header(night.Simulator.Truth(0, 0)).Set("IMAGETYP", "BIAS").Set("EXPTIME", 0.0), bias);
        }
        await CommandRun.ReduceAsync(night.Frames, night["out"], "--set", "calibration.rebin=2");
        using var reader = NightReader.Open(night["out"]);
        var files = new FrameFiles(reader, night.Frames);
        var frame = reader.Frames(reader.Bands[0]).First();
        var picture = files.Read(frame)!;
        Assert.Equal((128, 128), (picture.Width, picture.Height));
        var mesh = BackgroundPicture.Of(picture, files.MeshOf(frame, picture));
        Assert.InRange(mesh.Low, 380, 400);
        Assert.InRange(mesh.High, 400, 420);
        var star = Curve(night["out"], 1)[0];
        Assert.True(picture[(int)Math.Round(star.Number("x")), (int)Math.Round(star.Number("y"))] > 2000, "the brightest star is not where the picture marks it");
        Assert.Contains("of the reference frame, calibrated:", File.ReadAllText(night["out/report.html"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unreadable_files_belong_to_no_band()
    {
        using var night = new WrittenNight(Plan with { Frames = 3 }, Save);
        File.WriteAllBytes(Path.Combine(night.Frames, "broken.fits"), [1, 2, 3]);
        await CommandRun.ReduceAsync(night.Frames, night["out"]);
        var report = File.ReadAllText(night["out/report.html"]);
        Assert.DoesNotContain("unknown:unknown", report, StringComparison.Ordinal);
        Assert.Contains("1 band, 3 of 4 frames measured", report, StringComparison.Ordinal);
        Assert.Contains("broken.fits", report, StringComparison.Ordinal);
    }
}
