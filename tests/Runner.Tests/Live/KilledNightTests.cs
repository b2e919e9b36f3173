using System.Diagnostics;
using Nocturne.Runner.Tests.Nights;

namespace Nocturne.Runner.Tests.Live;

/// <summary>A watched night whose program is killed again and again loses nothing and doubles nothing.</summary>
public sealed class KilledNightTests
{
    [Fact]
    public async Task A_watched_night_killed_twenty_five_times_ends_with_the_same_bytes()
    {
        using var night = new SimulatedNight(SimulatedNight.Small with { Frames = 30 });
        await CommandRun.ReduceAsync(night.Frames, night["undisturbed"]);
        var files = Directory.GetFiles(night.Frames, "*.fits").Order(StringComparer.Ordinal).ToArray();
        var random = new Random(17);
        Directory.CreateDirectory(night["arriving"]);
        var next = 0;
        for (var kill = 0; kill < 25; kill++)
        {
            using var process = Start(night, "--until-idle", "1 hour");
            for (var until = Math.Min(files.Length, ((kill + 1) * files.Length / 25) + random.Next(3)); next < until; next++)
                File.Copy(files[next], Path.Combine(night["arriving"], Path.GetFileName(files[next])));
            await Task.Delay(random.Next(250, 1300));
            process.Kill();
            await process.WaitForExitAsync();
        }

        using (var last = Start(night, "--until-idle", "1 s", "--finalize"))
        {
            var results = await last.StandardOutput.ReadToEndAsync();
            await last.WaitForExitAsync();
            Assert.True(last.ExitCode == 0, results);
        }
        Assert.Equal(Products.Digests(night["undisturbed"]), Products.Digests(night["killed"]));
    }

    [Fact]
    public async Task Ctrl_C_finishes_what_is_under_way_and_the_same_command_goes_on()
    {
        using var night = new SimulatedNight(SimulatedNight.Small with { Frames = 6 });
        Directory.Move(night.Frames, night["arriving"]);
        using (var process = Start(night, "--until-idle", "1 hour", "--status-json", night["status.json"]))
        {
            while (!File.Exists(night["status.json"])) await Task.Delay(50);
            using var signal = Process.Start("kill", ["-INT", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
            await signal.WaitForExitAsync();
            await process.WaitForExitAsync();
            Assert.Equal((int)ExitCode.Interrupted, process.ExitCode);
        }
        using var again = Start(night, "--until-idle", "500 ms");
        await again.WaitForExitAsync();
        Assert.Equal(0, again.ExitCode);
        Assert.Equal(18, File.ReadAllLines(night["killed/frames.csv"]).Length - 1);
        Assert.DoesNotContain("Waiting", File.ReadAllText(night["killed/frames.csv"]), StringComparison.Ordinal);
    }

    static Process Start(SimulatedNight night, params string[] more) => Process.Start(new ProcessStartInfo("dotnet", [
        typeof(ExitCode).Assembly.Location, "watch", night["arriving"], "--out", night["killed"], "--quiet", .. LiveRun.Hasty, .. more,
    ])
    { RedirectStandardOutput = true })!;
}
