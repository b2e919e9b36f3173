using System.Formats.Tar;
using System.IO.Compression;
using Nocturne.Core.Fits;
using Nocturne.Core.Simulation;
using Nocturne.Runner.Tests.Nights;
using Nocturne.TestKit;

namespace Nocturne.Runner.Tests.Calibrating;

public sealed class FlatsCommandTests
{
    static readonly SimulationPlan Plan = WrittenNight.OneBand with
    {
        Bands = [SimulatedBand.Opticam("g"), SimulatedBand.Opticam("r")],
        Detector = new() { SensitivityScatter = 0.05, BiasLevel = 300, DarkCurrent = 2, ReadNoise = 4 },
    };

    static WrittenNight Night()
    {
        var night = new WrittenNight(Plan, (path, truth, image) => { });
        var writer = new NightWriter(night.Simulator, night.Frames);
        for (var band = 0; band < 2; band++)
            for (var frame = 0; frame < Plan.Frames; frame++) writer.WriteFrame(band, frame);
        writer.WriteCalibration(flats: 5, darks: 5, biases: 5);
        return night;
    }

    [Fact]
    public async Task Masters_of_each_band_are_written_with_their_variance_and_serve_later_nights()
    {
        using var night = Night();
        var (code, results, errors) = await CommandRun.RunAsync("flats", night.Frames, "--recursive", "--out", night["masters.fits"], "--quiet");
        Assert.True(code == ExitCode.Success, errors);
        Assert.Contains("flat  1:g         5 frames  192 x 192 pixels binned 4 x 4: response", results, StringComparison.Ordinal);
        Assert.Contains("bias and dark taken off", results, StringComparison.Ordinal);

        using (var file = FitsFile.Open(night["masters.fits"]))
        {
            var images = file.Images.ToList();
            Assert.Equal(["FLAT", "VARIANCE", "FLAT", "VARIANCE"], images.Take(4).Select(image => image.ExtensionName));
            Assert.Equal(["BIAS", "DARK"], images.Skip(4).Select(image => image.ExtensionName).Where(name => name != "VARIANCE").Distinct().Order());
            Assert.Equal(("1", "g", 5L), (images[0].Header.GetString("CAMERA"), images[0].Header.GetString("FILTER"), images[0].Header.GetLong("NCOMBINE")));
            var (flat, variance) = (images[0].ReadImage().Pixels.ToArray(), images[1].ReadImage().Pixels.ToArray());
            Assert.Equal(1, flat.Order().ElementAt(flat.Length / 2), 0.01);
            // Photons of 10,000 counts and a median of five: 1 % × √(1.434 ÷ 5).
            Assert.Equal(0.01 * Math.Sqrt(1.434 / 5), Math.Sqrt(variance.Average()), 0.0006);
        }

        await CommandRun.ReduceAsync(night.Frames, night["frames"], "--recursive");
        var masters = new[] { "bias", "dark", "flat" }.SelectMany(kind => new[] { "--set", $"calibration.{kind}={night["masters.fits"]}" });
        await CommandRun.ReduceAsync(night.Frames, night["masters"], [.. masters]);
        foreach (var curve in new[] { "1-g_source_1.csv", "2-r_source_2.csv" })
        {
            var expected = Products.Rows(night[$"frames/lightcurves/forced_aperture/{curve}"]);
            var actual = Products.Rows(night[$"masters/lightcurves/forced_aperture/{curve}"]);
            Assert.Equal(Plan.Frames, actual.Count);
            for (var i = 0; i < actual.Count; i++)
            {
                Assert.Equal(1, actual[i].Number("flux") / expected[i].Number("flux"), 1e-5);
                Assert.Equal(1, actual[i].Number("flux_err") / expected[i].Number("flux_err"), 1e-4);
            }
        }
    }

    [Fact]
    public async Task The_noise_of_few_flats_goes_into_the_errors_when_it_is_wanted()
    {
        using var night = Night();
        await CommandRun.ReduceAsync(night.Frames, night["with"], "--recursive", "--set", "calibration.variance=yes");
        await CommandRun.ReduceAsync(night.Frames, night["without"], "--recursive");
        var (with, without) = (Products.Rows(night["with/lightcurves/forced_aperture/1-g_source_1.csv"]), Products.Rows(night["without/lightcurves/forced_aperture/1-g_source_1.csv"]));
        Assert.Equal(with[0]["flux"], without[0]["flux"]);
        Assert.InRange(with[0].Number("flux_err") / without[0].Number("flux_err"), 1.005, 1.5);
    }

    [Fact]
    public async Task A_folder_without_flats_says_so()
    {
        using var night = new WrittenNight(Plan with { Frames = 1 }, (path, truth, image) => WrittenNight.Save(path + ".fits", WrittenNight.Header(truth).Set("IMAGETYP", "BIAS"), image));
        var (code, _, errors) = await CommandRun.RunAsync("flats", night.Frames, "--out", night["flats.fits"], "--quiet");
        Assert.Equal(ExitCode.NothingReduced, code);
        Assert.Contains("There are no flats here", errors, StringComparison.Ordinal);
        Assert.False(File.Exists(night["flats.fits"]));
    }

    [ReferenceFact("opticam", "setC_frames_flats.tar.gz")]
    public async Task The_master_flat_of_the_reference_is_met()
    {
        var folder = Directory.CreateTempSubdirectory("nocturne-flats-");
        try
        {
            await using (var gzip = new GZipStream(File.OpenRead(ReferenceData.Required("opticam", "setC_frames_flats.tar.gz")), CompressionMode.Decompress))
                await TarFile.ExtractToDirectoryAsync(gzip, folder.FullName, overwriteFiles: true);
            var target = Path.Combine(folder.FullName, "master.fits");
            var (code, _, errors) = await CommandRun.RunAsync("flats", Path.Combine(folder.FullName, "flats"), "--out", target, "--quiet");
            Assert.True(code == ExitCode.Success, errors);
            using var made = FitsFile.Open(target);
            using var reference = FitsFile.Open(ReferenceData.Required("opticam", "setC", "opticam-0.5.0", "master_flat_g.fits.gz"));
            var (actual, expected) = (made.Images.First().ReadImage().Pixels.ToArray(), reference.Images.First().ReadImage().Pixels.ToArray());
            Assert.Equal(expected.Length, actual.Length);
            Assert.InRange(expected.Zip(actual).Max(pair => Math.Abs((pair.Second / pair.First) - 1)), 0, 1e-6);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
