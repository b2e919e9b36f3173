using Nocturne.Core.Quality;
using Nocturne.Core.Simulation;
using Nocturne.Runner.Plugins;
using Nocturne.Runner.Tests.Nights;

namespace Nocturne.Runner.Tests.Plugins;

/// <summary>Nights reduced with the classes of the example plug-in.</summary>
public sealed class PluginNightTests
{
    static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "plugins");

    static readonly SimulationPlan OneBand = SimulatedNight.Small with { Bands = [SimulatedBand.Opticam("g")], Frames = 6, Transparency = new() };

    [Fact]
    public async Task A_local_background_of_ones_own_fills_the_background_columns()
    {
        using var night = new SimulatedNight(OneBand);
        await CommandRun.ReduceAsync(night.Frames, night["mean"], "--photometers", "forced_aperture_annulus");
        await CommandRun.ReduceAsync(night.Frames, night["median"], "--photometers", "forced_aperture_annulus", "--set", "local-background.type=median", "--set", "local-background.clip-rounds=0");
        await ReduceAsync(night, "own", "forced_aperture_annulus", "local-background.type=\"MyLab.MedianAnnulus, MyLab\"");
        var (mean, median, own) = (Curve(night, "mean"), Curve(night, "median"), Curve(night, "own"));
        for (var i = 0; i < own.Count; i++)
        {
            Assert.NotEqual(mean[i].Number("background"), own[i].Number("background"));
            Assert.Equal(median[i].Number("background"), own[i].Number("background"), 0.25);
            Assert.InRange(own[i].Number("background_err") / mean[i].Number("background_err"), 0.85, 1.15);
            Assert.InRange(own[i].Number("flux") / mean[i].Number("flux"), 0.97, 1.03);
        }
    }

    [Fact]
    public async Task A_photometer_of_ones_own_stands_beside_the_others_under_its_name()
    {
        using var night = new SimulatedNight(OneBand);
        await ReduceAsync(night, "out", "forced_aperture,core,forced_core_annulus", "plugins.photometers=[\"MyLab.CorePhotometer, MyLab\"]");
        var aperture = Products.Rows(night["out/lightcurves/forced_aperture/1-g_source_1.csv"]);
        foreach (var label in new[] { "core", "forced_core_annulus" })
        {
            var core = Products.Rows(night[$"out/lightcurves/{label}/1-g_source_1.csv"]);
            Assert.Equal(6, core.Count);
            for (var i = 0; i < 6; i++) Assert.InRange(core[i].Number("flux") / aperture[i].Number("flux"), 0.3, 0.8);
            Assert.All(core, row => Assert.Equal(9, row.Number("area")));
        }
    }

    [Fact]
    public async Task Background_finder_and_aperture_selector_can_be_ones_own()
    {
        using var night = new SimulatedNight(OneBand);
        await CommandRun.ReduceAsync(night.Frames, night["ours"]);
        await ReduceAsync(
            night, "own", "forced_aperture", "plugins.background=\"MyLab.BoxMedianSky, MyLab\"", "plugins.finder=\"MyLab.BrightFinder, MyLab\"", "plugins.aperture-selector=\"MyLab.BrightestShape, MyLab\"");
        var (ours, own) = (Products.Rows(night["ours/lightcurves/forced_aperture/1-g_source_1.csv"]), Products.Rows(night["own/lightcurves/forced_aperture/1-g_source_1.csv"]));
        for (var i = 0; i < 6; i++)
        {
            Assert.InRange(own[i].Number("flux") / ours[i].Number("flux"), 0.95, 1.05);
            Assert.NotEqual(ours[i].Number("area"), own[i].Number("area"));
        }

        Assert.NotEqual(await File.ReadAllTextAsync(night["ours/frames.csv"]), await File.ReadAllTextAsync(night["own/frames.csv"]));
    }

    [Fact]
    public async Task A_plugin_that_throws_flags_its_measurements_is_named_once_and_stops_nothing()
    {
        using var night = new SimulatedNight(OneBand);
        await ReduceAsync(night, "out", "forced_aperture,forced_aperture_annulus,forced_psf_annulus,forced_deblended_annulus", "local-background.type=\"MyLab.BrokenAnnulus, MyLab\"");
        var lost = 0;
        foreach (var label in new[] { "forced_aperture_annulus", "forced_psf_annulus", "forced_deblended_annulus" })
        {
            foreach (var row in Directory.GetFiles(night[$"out/lightcurves/{label}"]).SelectMany(Products.Rows))
            {
                var flags = (QualityFlag)(int)row.Number("flags");
                var failed = row.Number("x") < 128;
                Assert.Equal(failed, flags.HasFlag(QualityFlag.PluginFailed));
                Assert.Equal(failed, double.IsNaN(row.Number("flux")));
                lost += failed ? 1 : 0;
            }
        }

        Assert.True(lost > 6);
        Assert.All(Directory.GetFiles(night["out/lightcurves/forced_aperture"]).SelectMany(Products.Rows), row => Assert.True(double.IsFinite(row.Number("flux"))));
        var log = await File.ReadAllTextAsync(night["out/nocturne.log"]);
        Assert.Single(log.Split('\n'), line => line.Contains("The plug-in", StringComparison.Ordinal));
        Assert.Contains("MyLab.BrokenAnnulus", log, StringComparison.Ordinal);
        Assert.Contains("There is no sky on the left.", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_background_that_throws_leaves_the_frame_to_the_built_in_one()
    {
        using var night = new SimulatedNight(OneBand);
        await CommandRun.ReduceAsync(night.Frames, night["ours"]);
        await ReduceAsync(night, "own", "forced_aperture", "plugins.background=\"MyLab.BrokenSky, MyLab\"");
        var (ours, own) = (Products.Rows(night["ours/lightcurves/forced_aperture/1-g_source_1.csv"]), Products.Rows(night["own/lightcurves/forced_aperture/1-g_source_1.csv"]));
        for (var i = 0; i < 6; i++)
        {
            Assert.Equal(ours[i]["flux"], own[i]["flux"]);
            Assert.Equal((int)QualityFlag.PluginFailed, (int)own[i].Number("flags") & (int)QualityFlag.PluginFailed);
        }
    }

    [Theory]
    [InlineData("local-background.type=\"MyLab.Nothing, MyLab\"", "'local-background.type' names the class MyLab.Nothing, but MyLab.dll has none of that name.")]
    [InlineData("local-background.type=\"MyLab.MedianAnnulus, TheirLab\"", "TheirLab.dll, which does not exist; 'plugins.folder' says where plug-ins lie.")]
    [InlineData("local-background.type=\"MyLab.CorePhotometer, MyLab\"", "'local-background.type' names MyLab.CorePhotometer, which is no ILocalBackground")]
    [InlineData("local-background.type=\"MyLab.MedianAnnulus, ../MyLab\"", "must be \"Namespace.Class, Assembly\".")]
    [InlineData("plugins.photometers=[MedianAnnulus]", "must be \"Namespace.Class, Assembly\".")]
    [InlineData("local-background.type=middle", "Choose from none, annulus, mean, median, mode, sextractor, polynomial")]
    [InlineData("local-background.type=none", "wants a local sky, but 'local-background.type' is 'none'")]
    public async Task What_cannot_be_loaded_is_told_before_anything_is_written(string setting, string sentence)
    {
        using var night = new SimulatedNight(OneBand with { Frames = 1 });
        var (code, _, errors) = await CommandRun.RunAsync(
            "reduce", night.Frames, "--out", night["out"], "--photometers", "aperture_annulus", "--set", $"plugins.folder=\"{Folder}\"", "--set", setting);
        Assert.Equal(ExitCode.Usage, code);
        Assert.Contains(sentence, errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(night["out"]));
    }

    [Theory]
    [InlineData("MyLab.CorePhotometer, MyLab", "core")]
    [InlineData("MyLab.BigRing, MyLab", "big_ring")]
    [InlineData("Photometer, MyLab", "photometer")]
    public void A_photometer_is_called_by_its_class(string plugin, string kind) => Assert.Equal(kind, NightPlugins.KindOf(plugin));

    static Task ReduceAsync(SimulatedNight night, string folder, string photometers, params string[] settings) => CommandRun.ReduceAsync(
        night.Frames, night[folder], ["--photometers", photometers, "--set", $"plugins.folder=\"{Folder}\"", .. settings.SelectMany(setting => new[] { "--set", setting })]);

    static List<Dictionary<string, string>> Curve(SimulatedNight night, string folder) => Products.Rows(night[$"{folder}/lightcurves/forced_aperture_annulus/1-g_source_2.csv"]);
}
