using Nocturne.Core.Simulation;
using Nocturne.Core.Sky;
using Nocturne.Streams.Store;

namespace Nocturne.Runner.Tests.Nights;

/// <summary>The bands of a night are one observation: joined in time, under one sky, with one numbering or an honest refusal.</summary>
public sealed class JointNightTests
{
    static readonly SimulationPlan Clear = SimulatedNight.Small with { Transparency = new(), Detector = new() };

    [Fact]
    public async Task Simultaneous_samples_hold_each_star_in_all_bands_also_when_the_cameras_are_not_synchronised()
    {
        var (g, r) = (SimulatedBand.Opticam("g"), SimulatedBand.Opticam("r"));
        using var night = new SimulatedNight(Clear with { CadenceSeconds = 4, Bands = [g, r with { DelaySeconds = 1.3, FluxFactor = 2 }] });
        await CommandRun.ReduceAsync(night.Frames, night["out"]);
        var rows = Products.Rows(night["out/simultaneous.csv"]);
        Assert.Equal(12 * rows.Select(row => row["source"]).Distinct().Count(), rows.Count);
        foreach (var row in rows)
        {
            Assert.Equal(1.3, (row.Number("mjd_2-r") - row.Number("mjd_1-g")) * 86400, 0.01);
            Assert.Equal(2.5 * Math.Log10(2), row.Number("colour_1-g_2-r"), Math.Max(0.08, 5 * row.Number("colour_err_1-g_2-r")));
        }
        Assert.Equal(12, Products.Rows(night["out/common_sky.csv"]).Count);

        var (code, _, errors) = await CommandRun.RunAsync("export", night["out"], "--format", "simultaneous", "--out", night["again.csv"]);
        Assert.True(code == ExitCode.Success, errors);
        Assert.Equal(File.ReadAllText(night["out/simultaneous.csv"]), File.ReadAllText(night["again.csv"]));
        (code, _, errors) = await CommandRun.RunAsync("export", night["out"], "--format", "sky", "--out", night["sky.ecsv"]);
        Assert.True(code == ExitCode.Success, errors);
    }

    [Fact]
    public async Task Defect_13_stars_of_bands_that_are_numbered_apart_are_never_mixed()
    {
        using var night = new SimulatedNight(Clear with { Bands = [SimulatedBand.Opticam("g")] });
        using (var other = new SimulatedNight(Clear with { Seed = 99, Bands = [SimulatedBand.Opticam("r")] }))
        {
            foreach (var file in Directory.GetFiles(other.Frames, "240101r*")) File.Copy(file, Path.Combine(night.Frames, Path.GetFileName(file)));
        }
        await CommandRun.ReduceAsync(night.Frames, night["out"]);
        Assert.False(File.Exists(night["out/simultaneous.csv"]));
        Assert.Matches("Not in 2:r: [^<]+; its stars have numbers of their own", File.ReadAllText(night["out/report.html"]));
        foreach (var command in new[] { "lightcurve", "period" })
        {
            var (code, _, errors) = await CommandRun.RunAsync(command, night["out"], "--target", "1", "--bands", "g,r");
            Assert.Equal(ExitCode.UnusableInput, code);
            Assert.Contains("its stars have numbers of their own, and none is taken for that of another band", errors, StringComparison.Ordinal);
        }
        var (alone, results, complaint) = await CommandRun.RunAsync("lightcurve", night["out"], "--target", "1", "--out", night["one.csv"]);
        Assert.True(alone == ExitCode.Success, complaint);
        Assert.Contains("numbers of their own", results, StringComparison.Ordinal);
        Assert.All(Products.Rows(night["one.csv"]), row => Assert.Contains("g2", row["frame"], StringComparison.Ordinal));
    }

    [Fact]
    public async Task Another_filter_in_the_beam_is_told_by_the_first_frame_through_it()
    {
        var (g, u) = (new SimulatedBand(1, "g"), new SimulatedBand(1, "u") { DelaySeconds = 60 });
        using var night = new SimulatedNight(Clear with { CadenceSeconds = 4, Bands = [g, u] });
        await CommandRun.ReduceAsync(night.Frames, night["out"]);
        using var reader = NightReader.Open(night["out"]);
        var changes = reader.SkyTransitions(new("1", "u")).Select(change => change.Change).ToArray();
        Assert.Equal(SkyState.FilterChanged, changes[0].To);
        Assert.Equal("The filter changed from g to u.", changes[0].Sentence);
        Assert.Equal(SkyState.Tracking, changes[1].To);
        Assert.DoesNotContain(reader.SkyTransitions(new("1", "g")), change => change.Change.To == SkyState.FilterChanged);
        Assert.Contains("The filter changed from g to u.", File.ReadAllText(night["out/report.html"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Filters_that_take_turns_are_no_change()
    {
        var (g, u) = (new SimulatedBand(1, "g"), new SimulatedBand(1, "u") { DelaySeconds = 2 });
        using var night = new SimulatedNight(Clear with { CadenceSeconds = 4, Bands = [g, u] });
        await CommandRun.ReduceAsync(night.Frames, night["out"]);
        using var reader = NightReader.Open(night["out"]);
        Assert.DoesNotContain(reader.SkyTransitions(new("1", "g")), change => change.Change.To == SkyState.FilterChanged);
        Assert.Equal(SkyState.Tracking, reader.Frames(new("1", "u")).Last().Sky);
    }
}
