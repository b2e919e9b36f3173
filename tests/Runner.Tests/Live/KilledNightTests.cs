using System.Diagnostics;
using Nocturne.TestKit.Faults;

namespace Nocturne.Runner.Tests.Live;

/// <summary>A watched night whose program is killed again and again loses nothing and doubles nothing.</summary>
public sealed class KilledNightTests
{
    [Fact]
    public async Task Watched_nights_killed_twenty_five_times_end_with_the_bytes_of_undisturbed_ones()
    {
        using var nights = new KilledNights(new(typeof(ExitCode).Assembly.Location));
        for (var (seed, kills) = (17, 0); kills < 25; seed++)
        {
            var outcome = await nights.PlayAsync(seed);
            Assert.True(outcome.Failure is null, $"seed {seed}: {outcome.Failure}");
            kills += outcome.Faults;
        }
    }

    [Fact]
    public async Task Ctrl_C_finishes_what_is_under_way_and_the_same_command_goes_on()
    {
        using var night = new SimulatedNight(SimulatedNight.Small with { Frames = 6 });
        Directory.Move(night.Frames, night["arriving"]);
        using (var process = Start(night, "--until-idle", "1 hour", "--status-json", night["status.json"]))
        {
            while (!File.Exists(night["status.json"])) await Task.Delay(50);
            using var signal = Process.Start("kill", [Interrupt, process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
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

    /// <summary>What Ctrl-C sends; a shell that runs the tests in the background makes its children deaf to it, and then what a service manager sends.</summary>
    static string Interrupt => File.Exists("/proc/self/status") && (Convert.ToUInt64(File.ReadLines("/proc/self/status").First(line => line.StartsWith("SigIgn:", StringComparison.Ordinal))[7..].Trim(), 16) & 2) != 0 ? "-TERM" : "-INT";

    static Process Start(SimulatedNight night, params string[] more) => Process.Start(new ProcessStartInfo("dotnet", [
        typeof(ExitCode).Assembly.Location, "watch", night["arriving"], "--out", night["killed"], "--quiet", .. NocturneProgram.Hasty, .. more,
    ])
    { RedirectStandardOutput = true })!;
}
