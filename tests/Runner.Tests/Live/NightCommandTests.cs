using System.Text.Json;
using Nocturne.Core.Simulation;
using Nocturne.Runner.Tests.Nights;

namespace Nocturne.Runner.Tests.Live;

/// <summary>What the ledger tells of a night.</summary>
public sealed class NightCommandTests : IDisposable
{
    readonly SimulatedNight night = new(SimulatedNight.Small with { Frames = 6, Bands = [SimulatedBand.Opticam("g")], BadFrames = [new(3, BadFrameKind.NoTime)], Transparency = new() });

    public void Dispose() => night.Dispose();

    [Fact]
    public async Task The_ledger_tells_states_reasons_and_how_a_point_came_about()
    {
        new NightWriter(night.Simulator, night["calibration"]).WriteCalibration(flats: 2);
        foreach (var flat in Directory.GetFiles(night["calibration/flats"])) File.Copy(flat, Path.Combine(night.Frames, Path.GetFileName(flat)));
        File.Copy(Path.Combine(night.Frames, "240101g200000004o.fits"), Path.Combine(night.Frames, "copy.fits"));
        await LiveRun.WatchAsync(night.Frames, night["out"], "--status-json", night["status.json"]);

        var overview = await LiveRun.SucceedAsync("night", night["out"]);
        Assert.Contains("5 measured, 0 not aligned, 2 rejected, 0 waiting", overview, StringComparison.Ordinal);
        Assert.Contains("cadence    1 s", overview, StringComparison.Ordinal);
        Assert.Contains("The night is provisional", overview, StringComparison.Ordinal);

        var rejected = await LiveRun.SucceedAsync("night", night["out"], "--rejected");
        Assert.Contains("the header has no time that can be read", rejected, StringComparison.Ordinal);
        Assert.Contains("copy.fits: the same frame as 240101g200000004o.fits.", rejected, StringComparison.Ordinal);

        var why = await LiveRun.SucceedAsync("night", night["out"], "--why", "240101g200000004o.fits", "1");
        Assert.Contains("provisional: 'nocturne finalize' may change it", why, StringComparison.Ordinal);
        Assert.Contains("flat g-band_flat_0.fits, flat g-band_flat_1.fits", why, StringComparison.Ordinal);
        Assert.Contains("forced_aperture", why, StringComparison.Ordinal);
        Assert.Contains("raw counts from", why, StringComparison.Ordinal);

        using var state = JsonDocument.Parse(await LiveRun.SucceedAsync("night", night["out"], "--json"));
        Assert.Equal(5, state.RootElement.GetProperty("bands")[0].GetProperty("measured").GetInt32());
        using var point = JsonDocument.Parse(await LiveRun.SucceedAsync("night", night["out"], "--json", "--why", "240101g200000004o.fits", "1"));
        Assert.Equal("Provisional", point.RootElement.GetProperty("level").GetString());
        using var status = JsonDocument.Parse(await File.ReadAllTextAsync(night["status.json"]));
        Assert.Equal("ended", status.RootElement.GetProperty("phase").GetString());
        Assert.Equal(5, status.RootElement.GetProperty("bands")[0].GetProperty("measured").GetInt32());
        Assert.True(status.RootElement.GetProperty("bands")[0].GetProperty("latency_seconds").GetDouble() >= 0);
    }

    [Fact]
    public async Task A_frame_that_is_not_there_is_named()
    {
        await LiveRun.WatchAsync(night.Frames, night["out"]);
        var (code, _, errors) = await CommandRun.RunAsync("night", night["out"], "--why", "nothing.fits", "1");
        Assert.Equal(ExitCode.UnusableInput, code);
        Assert.Contains("nothing.fits: no such frame in this night", errors, StringComparison.Ordinal);
    }
}
