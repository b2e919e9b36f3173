using Nocturne.Core.Background;
using Nocturne.Core.Detection;
using Nocturne.Core.Fits;
using Nocturne.Runner.Tests.Nights;

namespace Nocturne.Runner.Tests.Measuring;

/// <summary>The commands <c>nocturne detect</c> and <c>nocturne background</c>.</summary>
public sealed class DetectCommandTests : IDisposable
{
    readonly MeasuringFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("sep")]
    [InlineData("segmentation")]
    public async Task All_stars_are_found_and_the_table_serves_as_list_of_sources(string method)
    {
        var found = await folder.RowsAsync("detect", "--method", method, "--threshold", "5", "--save-segments", folder["labels.fits"]);

        Assert.Equal(MeasuringFolder.Count, found.Count);
        foreach (var (x, y, flux) in MeasuringFolder.Stars())
        {
            var nearest = found.MinBy(row => Math.Abs(row.Number("xwin") - x) + Math.Abs(row.Number("ywin") - y))!;
            Assert.InRange(nearest.Number("x"), x - 0.5, x + 0.5);

            // The smallest aperture, a circle of 1.75 pixels, holds 0.6 of such a star.
            Assert.InRange(nearest.Number("flux_auto") / flux, 0.5, 1.2);
        }

        using var labels = FitsFile.Open(folder["labels.fits"]);
        Assert.Equal(MeasuringFolder.Count, labels.Images.First().ReadImage().Pixels.ToArray().Max());
        File.Copy(folder["out.csv"], folder["found.csv"]);
        Assert.Equal(MeasuringFolder.Count, (await folder.RowsAsync("measure", "--sources", folder["found.csv"], "--segments", folder["labels.fits"], "--fwhm", "map:" + folder["found.csv"])).Count);
    }

    [Fact]
    public async Task Detection_gives_what_its_kernel_gives()
    {
        var mesh = BackgroundEstimation.Estimate(folder.Image.View, [], new());
        var expected = SourceExtractor.Extract(folder.Image.View, [], 4, DetectionNoise.OfBackground(mesh), new(), mesh);

        var found = await folder.RowsAsync("detect", "--threshold", "4");

        Assert.Equal(expected.Count, found.Count);
        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First.X, pair.Second.Number("x"), 4));
    }

    [Fact]
    public async Task Every_option_of_detect_is_understood()
    {
        var rows = await folder.RowsAsync(
            "detect", "--minarea", "4", "--filter", "3", "--filter-type", "conv", "--deblend-levels", "16", "--deblend-contrast", "0.01", "--no-clean", "--clean-param", "1.2", "--border", "1",
            "--bg", "105", "--err", "4", "--gain", "2", "--kron-factor", "2", "--smallest-radius", "2", "--flux-share", "0.4", "--bg-size", "50,40", "--bg-estimator", "photutils",
            "--bg-filter", "3,3", "--bg-filter-threshold", "0", "--exclude-percentile", "50");

        Assert.InRange(rows.Count, MeasuringFolder.Count - 1, MeasuringFolder.Count + 3);
    }

    [Theory]
    [InlineData("gradient", BackgroundEstimator.Gradient)]
    [InlineData("classic", BackgroundEstimator.Classic)]
    [InlineData("photutils", BackgroundEstimator.Photutils)]
    public async Task A_background_gives_what_its_kernel_gives(string name, BackgroundEstimator rule)
    {
        var (code, results, errors) = await CommandRun.RunAsync(
            "background", folder["image.fits"], "-o", folder["sky.fits"], "--bg-estimator", name, "--bg-size", "40", "--subtracted", folder["net.fits"], "--verbose");

        Assert.True(code == ExitCode.Success, errors);
        Assert.Contains("5 x 4 boxes", results, StringComparison.Ordinal);
        var mesh = BackgroundEstimation.Estimate(folder.Image.View, [], new() { Estimator = rule, BoxWidth = 40, BoxHeight = 40 });
        using var sky = FitsFile.Open(folder["sky.fits"]);
        using var net = FitsFile.Open(folder["net.fits"]);
        Assert.Equal((float)mesh.LevelAt(33, 44), sky.Images.First().ReadImage()[33, 44], 3);
        Assert.Equal((float)mesh.RmsAt(33, 44), sky.Images.Last().ReadImage()[33, 44], 3);
        Assert.Equal(folder.Image[33, 44] - sky.Images.First().ReadImage()[33, 44], net.Images.First().ReadImage()[33, 44], 3);
        Assert.Equal("adu", sky.Images.First().Header.GetString("BUNIT"));
    }
}
