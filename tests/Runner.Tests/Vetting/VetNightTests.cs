using System.Globalization;
using System.Text.Json;
using Nocturne.Core.Simulation;
using Nocturne.Core.Vetting;
using Nocturne.Runner.Tests.Nights;
using Nocturne.Streams.Store;
using static Nocturne.Runner.Tests.Vetting.VetFolder;

namespace Nocturne.Runner.Tests.Vetting;

/// <summary>The command <c>nocturne vet night</c>: from frames to the cause of a dip.</summary>
public sealed class VetNightTests : IDisposable
{
    const int Frames = 60;

    /// <summary>A star that loses a tenth of its light for 20 frames, in thin clouds, and three others.</summary>
    static readonly SimulationPlan Plan = new()
    {
        Seed = 11,
        Width = 128,
        Height = 128,
        Frames = Frames,
        CadenceSeconds = 60,
        Bands = [SimulatedBand.Opticam("g")],
        Stars = new() { Given = [new(1, 40.2, 60.7, 60_000), new(2, 90.4, 30.1, 50_000), new(3, 84.3, 95.2, 45_000), new(4, 30.6, 100.3, 40_000)] },
        Variables = [new EclipseVariability(2, Frames / 2, 20, 0.1)],
        Psf = new() { Sigma = 1.4 },
        Motion = new() { DriftX = 0.05, Jitter = 0.3 },
        Transparency = new() { CloudDepth = 0.2 },
    };

    readonly SimulatedNight night = new(Plan);

    public void Dispose() => night.Dispose();

    [Fact]
    public async Task A_star_that_dims_in_a_simulated_night_is_found_to_dim_itself()
    {
        await CommandRun.ReduceAsync(night.Frames, night["out"], "--set", "stamps.sources=[1,2]");
        var (star, dips) = Dips();

        var (code, results, errors) = await CommandRun.RunAsync(["vet", "night", night["out"], "--target", star, "--page", night["page"], "--stamps", night["stamps"], .. dips]);

        Assert.True(code == ExitCode.Success, errors);
        using var json = JsonDocument.Parse(results);
        var aperture = Sector(json, "V10", "1:g");
        Assert.False(aperture.TryGetProperty("provisional", out _));
        Assert.Equal("flat", aperture.GetProperty("refined").GetProperty("depth_trend").GetString());
        Assert.InRange(aperture.GetProperty("refined").GetProperty("depth_ppm").GetDouble(), 90_000, 110_000);
        // A perfect star would have 1; the jitter of twenty frames takes some of it.
        Assert.InRange(Sector(json, "V20", "1:g").GetProperty("refined").GetProperty("psf_likeness").GetDouble(), 0.999, 1);
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
        var (star, dips) = Dips();

        var first = await CommandRun.RunAsync(["vet", "night", night["out"], "--target", star, .. dips]);
        var second = await CommandRun.RunAsync(["vet", "night", night["other"], "--target", star, .. dips]);

        Assert.Equal(first.Results, second.Results);
    }

    [Fact]
    public async Task A_night_that_is_still_written_gives_provisional_results()
    {
        await CommandRun.ReduceAsync(night.Frames, night["out"], "--set", "stamps.sources=[1,2]");
        var (star, dips) = Dips();
        using var writer = NightStore.Open(night["out"]);

        var (_, results, _) = await CommandRun.RunAsync(["vet", "night", night["out"], "--target", star, "--brief", .. dips]);

        using var json = JsonDocument.Parse(results);
        Assert.True(Sector(json, "V10", "1:g").GetProperty("provisional").GetBoolean());
    }

    [Fact]
    public async Task A_star_whose_pixels_were_not_kept_is_told_with_what_to_do()
    {
        await CommandRun.ReduceAsync(night.Frames, night["out"]);

        var (code, _, errors) = await RunAsync("night", night["out"], "--target", "1");

        Assert.Equal(ExitCode.UnusableInput, code);
        Assert.Contains("--set stamps.sources=[1]", errors, StringComparison.Ordinal);
    }

    /// <summary>The number of the star that dims, in the catalogue, and the dips as options.</summary>
    (string Star, string[] Options) Dips()
    {
        using var reader = NightReader.Open(night["out"]);
        var band = reader.Bands[0];
        var frames = reader.Frames(band).ToArray();
        var truth = night.Simulator.Truth(0, Frames / 2).Sources[1];
        var catalogue = reader.LoadCatalogue(band)!;
        var map = frames[Frames / 2].Transform!.Value;
        var star = catalogue.Sources.MinBy(source =>
        {
            var (x, y) = map.Apply(source.X, source.Y);
            return double.Hypot(x - truth.X, y - truth.Y);
        })!;
        var middle = frames[Frames / 2].BmjdTdbMid is { } barycentric ? barycentric + 2_400_000.5 - TransitEphemeris.BtjdZero : throw new InvalidOperationException("The night has no barycentric times.");
        return (star.Number.ToString(CultureInfo.InvariantCulture), ["--period", "1", "--epoch", middle.ToString("R", CultureInfo.InvariantCulture), "--duration", (18 / 60.0).ToString("R", CultureInfo.InvariantCulture)]);
    }
}
