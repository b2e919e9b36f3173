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

    static Process Start(SimulatedNight night, params string[] more) => Process.Start(new ProcessStartInfo("dotnet", [
        typeof(ExitCode).Assembly.Location, "watch", night["arriving"], "--out", night["killed"], "--quiet", .. LiveRun.Hasty, .. more,
    ])
    { RedirectStandardOutput = true })!;
}
