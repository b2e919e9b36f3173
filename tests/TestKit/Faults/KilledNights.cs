using System.Diagnostics;

namespace Nocturne.TestKit.Faults;

/// <summary>A watched night whose program is killed at random moments while files are being written, started again each time, and made definitive, which is killed too: its products are those of an undisturbed reduction, byte by byte.</summary>
/// <param name="program">The program.</param>
public sealed class KilledNights(NocturneProgram program) : IFaultKind
{
    /// <summary>A file may pause on the way for a while without being believed: this machine may be slow.</summary>
    static readonly string[] Watch = ["--quiet", "--set", "arrivals.settle=200 ms", "--set", "arrivals.poll=50 ms", "--set", "store.commit-every=5 ms"];

    /// <inheritdoc/>
    public string Name => "kills";

    /// <inheritdoc/>
    public (string Counted, string Worst) Words => ("kills", "s from the last start to definitive");

    /// <inheritdoc/>
    public bool MayRunTogether => false;

    /// <inheritdoc/>
    public async Task<FaultOutcome> PlayAsync(int seed)
    {
        using var night = new FaultNight(seed);
        var (code, said) = await program.RunAsync("reduce", night.Frames, "--out", night["undisturbed"], "--quiet").ConfigureAwait(false);
        if (code != 0) return new(0, 0, $"the undisturbed night cannot be reduced: {said}");
        var kills = await KillAsync(night).ConfigureAwait(false);

        var began = Stopwatch.GetTimestamp();
        (code, said) = await program.RunAsync(["watch", night.Watched, "--out", night["killed"], "--until-idle", "1500 ms", .. Watch]).ConfigureAwait(false);
        if (code != 0) return new(kills, 0, $"the last watch ended with {code}: {said}");
        if (night.Random.Next(2) == 0)
        {
            using var process = program.Start("finalize", night["killed"], "--quiet");
            await KillAfterAsync(process, TimeSpan.FromMilliseconds(night.Random.Next(100, 1500))).ConfigureAwait(false);
            kills++;
        }
        (code, said) = await program.RunAsync("finalize", night["killed"], "--quiet").ConfigureAwait(false);
        var took = Stopwatch.GetElapsedTime(began).TotalSeconds;
        if (code != 0) return new(kills, took, $"to finalize ended with {code}: {said}");
        return new(kills, took, night.Differences("undisturbed", "killed"));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    /// <summary>Lets the files appear while the program is killed again and again; how often it was.</summary>
    async Task<int> KillAsync(FaultNight night)
    {
        var (files, random) = (night.Files, night.Random);
        var kills = random.Next(4, 9);
        var next = 0;
        for (var kill = 0; kill < kills; kill++)
        {
            using var process = program.Start(["watch", night.Watched, "--out", night["killed"], "--until-idle", "1 hour", .. Watch]);
            var killing = KillAfterAsync(process, TimeSpan.FromMilliseconds(random.Next(100, 1600)));
            for (var until = (kill + 1) * files.Count / kills; next < until; next++)
            {
                var writer = night.Writer(files[next], WritingWay.Grows, WritingWay.Filled, WritingWay.Renamed, WritingWay.Rsync, WritingWay.MovedIn);
                while (!writer.IsDone)
                {
                    writer.Step();
                    if (random.Next(20) == 0) await Task.Delay(random.Next(1, 40)).ConfigureAwait(false);
                }
            }
            await killing.ConfigureAwait(false);
        }
        return kills;
    }

    static async Task KillAfterAsync(Process process, TimeSpan time)
    {
        await Task.Delay(time).ConfigureAwait(false);
        process.Kill();
        await process.WaitForExitAsync().ConfigureAwait(false);
    }
}
