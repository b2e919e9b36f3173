using System.Text.Json;
using Nocturne.Runner.Tests.Nights;
using Nocturne.Streams.Store;
using static Nocturne.Runner.Tests.Vetting.VetFolder;

namespace Nocturne.Runner.Tests.Vetting;

/// <summary>The command <c>nocturne vet night</c>: from frames to the cause of a dip.</summary>
public sealed class VetNightTests : IDisposable
{
    readonly SimulatedNight night = new(DippingNight.Plan);

    public void Dispose() => night.Dispose();

    [Fact]
    public async Task A_star_that_dims_in_a_simulated_night_is_found_to_dim_itself()
    {
        await CommandRun.ReduceAsync(night.Frames, night["out"], "--set", "stamps.sources=[1,2]");
        var (star, dips) = DippingNight.Star(night, night["out"], 2);

        var (code, results, errors) = await CommandRun.RunAsync(["vet", "night", night["out"], "--target", star, "--page", night["page"], "--stamps", night["stamps"], .. dips]);

        Assert.True(code == ExitCode.Success, errors);
        using var json = JsonDocument.Parse(results);
        var aperture = Sector(json, "V10", "1:g");
        Assert.False(aperture.TryGetProperty("provisional", out _));
        Assert.Equal("flat", aperture.GetProperty("refined").GetProperty("depth_trend").GetString());
        Assert.InRange(aperture.GetProperty("refined").GetProperty("depth_ppm").GetDouble(), 90_000, 110_000);
        // A perfect star would have 1. The star wanders by a third of a pixel from frame to frame: unless that is taken off, twenty frames leave 0.87.
        Assert.InRange(Sector(json, "V20", "1:g").GetProperty("refined").GetProperty("psf_likeness").GetDouble(), 0.99, 1);
        Assert.True(File.Exists(night["page/night.html"]));

        // The stamps that were written give the same reference numbers when they are read as a target pixel file.
        var (_, again, _) = await CommandRun.RunAsync(["vet", "all", night[$"stamps/star{star}_1_g_tp.fits"], .. dips]);
        using var written = JsonDocument.Parse(again);
        foreach (var check in new[] { "V10", "V20" })
        {
            var read = Assert.Single(written.RootElement.GetProperty("checks").GetProperty(check).GetProperty("by_sector").EnumerateObject()).Value;
            Assert.Equal(Sector(json, check, "1:g").GetProperty("metrics").GetRawText(), read.GetProperty("metrics").GetRawText());
        }
    }

    [Fact]
    public async Task Neither_the_number_of_workers_nor_a_second_run_changes_a_digit()
    {
        await CommandRun.ReduceAsync(night.Frames, night["out"], "--set", "stamps.sources=[1,2]", "--set", "reduce.parallelism=1");
        await CommandRun.ReduceAsync(night.Frames, night["other"], "--set", "stamps.sources=[1,2]", "--set", "reduce.parallelism=5");
        await CommandRun.ReduceAsync(night.Frames, night["other"], "--set", "stamps.sources=[1,2]", "--set", "reduce.parallelism=2");
        var (star, dips) = DippingNight.Star(night, night["out"], 2);

        var first = await CommandRun.RunAsync(["vet", "night", night["out"], "--target", star, .. dips]);
        var second = await CommandRun.RunAsync(["vet", "night", night["other"], "--target", star, .. dips]);

        Assert.Equal(first.Results, second.Results);
    }

    [Fact]
    public async Task A_night_that_has_not_come_to_its_end_gives_provisional_results_for_it_and_for_its_dips()
    {
        await CommandRun.ReduceAsync(night.Frames, night["out"], "--set", "stamps.sources=[1,2]");
        var (star, dips) = DippingNight.Star(night, night["out"], 2);
        using var writer = NightStore.Open(night["out"]);

        var (_, results, errors) = await CommandRun.RunAsync(["vet", "night", night["out"], "--target", star, .. dips]);
        var (_, lines, _) = await CommandRun.RunAsync(["vet", "night", night["out"], "--target", star, "--out", night["out.json"], "--page", night["page"], .. dips]);

        using var json = JsonDocument.Parse(results);
        foreach (var check in new[] { "V10", "V20" }) Assert.True(Sector(json, check, "1:g").GetProperty("provisional").GetBoolean());
        // Half a day has not gone by, but three durations have: what each form takes for the end of a dip's baseline.
        var raw = Sector(json, "V10", "1:g").GetProperty("raw");
        Assert.True(Assert.Single(raw.GetProperty("reference").GetProperty("transits").EnumerateArray()).GetProperty("provisional").GetBoolean());
        Assert.Contains("all results are provisional", errors, StringComparison.Ordinal);
        Assert.All(lines.TrimEnd().Split('\n'), line => Assert.Contains(": provisional: ", line, StringComparison.Ordinal));
        Assert.Contains("provisional", await File.ReadAllTextAsync(night["page/night.html"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_star_whose_pixels_were_not_kept_is_told_with_what_to_do()
    {
        await CommandRun.ReduceAsync(night.Frames, night["out"]);

        var (code, _, errors) = await RunAsync("night", night["out"], "--target", "1");

        Assert.Equal(ExitCode.UnusableInput, code);
        Assert.Contains("--set stamps.sources=[1]", errors, StringComparison.Ordinal);
    }
}
