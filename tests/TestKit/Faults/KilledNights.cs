using System.Diagnostics;
using System.Globalization;

namespace Nocturne.TestKit.Faults;

/// <summary>A watched night whose program is killed at random moments while files are being written, started again each time, and killed while it ends and makes the night definitive: its products are those of an undisturbed reduction, byte by byte.</summary>
/// <remarks>
/// A moment is an amount of processor time or of bytes written, not a time: on a machine that is busy with other things too, programs would else be killed before they have done anything.
/// Who rests, as all files are measured, is killed at rest.
/// </remarks>
/// <param name="program">The program that is killed.</param>
/// <param name="run">Runs the program undisturbed.</param>
public sealed class KilledNights(NocturneProgram program, CommandLine run) : IFaultKind
{
    /// <summary>A file may pause on the way for a while without being believed: this machine may be slow.</summary>
    static readonly string[] Watch = ["--quiet", "--set", "arrivals.settle=200 ms", "--set", "arrivals.poll=50 ms", "--set", "store.commit-every=5 ms"];

    /// <summary>What it takes, about, until all frames of such a night are measured, and until it is definitive.</summary>
    static readonly Effort UntilMeasured = new(1400, 500_000), UntilDefinitive = new(2400, 2_000_000);

    /// <summary>Who works for less than this, and waits for his turn to work for less than that, within <see cref="RestSeconds"/>, rests [ms].</summary>
    const int AtRest = 40, MostWaiting = 500;

    const double RestSeconds = 1;

    /// <summary>Exit codes of who was killed.</summary>
    const int Killed = 137, KilledOnWindows = -1;

    /// <inheritdoc/>
    public string Name => "kills";

    /// <inheritdoc/>
    public (string Counted, string Worst) Words => ("kills", "s from the last start to definitive");

    /// <inheritdoc/>
    public bool MayRunTogether => true;

    /// <inheritdoc/>
    public async Task<FaultOutcome> PlayAsync(int seed)
    {
        using var night = new FaultNight(seed);
        var (code, said) = await run(["reduce", night.Frames, "--out", night["undisturbed"], "--quiet"]).ConfigureAwait(false);
        if (code != 0) return new(0, 0, $"the undisturbed night cannot be reduced: {said}");
        var moments = new Dictionary<string, int>(StringComparer.Ordinal);
        await KillArrivalsAsync(night, moments).ConfigureAwait(false);
        await KillEndsAsync(night, moments).ConfigureAwait(false);
        var kills = moments.Values.Sum();

        var began = Stopwatch.GetTimestamp();
        (code, said) = await run(["watch", night.Watched, "--out", night["killed"], "--until-idle", "1500 ms", "--finalize", .. Watch]).ConfigureAwait(false);
        var took = Stopwatch.GetElapsedTime(began).TotalSeconds;
        var failure = code == 0 ? night.Differences("undisturbed", "killed") : $"the last watch ended with {code}: {said}";
        return new(kills, took, failure, moments);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    /// <summary>Lets the files appear while the program is killed again and again.</summary>
    async Task KillArrivalsAsync(FaultNight night, Dictionary<string, int> moments)
    {
        var (files, random) = (night.Files, night.Random);
        var kills = random.Next(4, 9);
        var next = 0;
        for (var kill = 0; kill < kills; kill++)
        {
            var killing = KillAsync(night, moments, Moment(random, UntilMeasured), ["watch", night.Watched, "--out", night["killed"], "--until-idle", "1 hour", .. Watch]);
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
    }

    /// <summary>Kills programs that would measure what is left, export it and make it definitive.</summary>
    async Task KillEndsAsync(FaultNight night, Dictionary<string, int> moments)
    {
        for (var kills = night.Random.Next(2, 6); kills > 0; kills--)
        {
            string[] command = night.Random.Next(3) == 0 ? ["finalize", night["killed"], "--quiet"] : ["watch", night.Watched, "--out", night["killed"], "--until-idle", "300 ms", "--finalize", .. Watch];
            await KillAsync(night, moments, Moment(night.Random, UntilDefinitive), command).ConfigureAwait(false);
        }
    }

    /// <summary>Some part of an effort; of what is written rather a small one, for who goes on with a night has less to write.</summary>
    static Effort Moment(Random random, Effort whole)
    {
        var part = random.NextDouble();
        return random.Next(2) == 0 ? new(part * whole.Milliseconds, double.PositiveInfinity) : new(double.PositiveInfinity, part * part * whole.Bytes);
    }

    /// <summary>Runs the program until it has done so much, or rests, and kills it, unless it has come to its end before.</summary>
    async Task KillAsync(FaultNight night, Dictionary<string, int> moments, Effort moment, string[] command)
    {
        var since = DateTime.UtcNow;
        using var process = program.Start(command);
        var (used, waited, unchanged) = (0.0, 0.0, Stopwatch.GetTimestamp());
        while (!process.HasExited)
        {
            await Task.Delay(1).ConfigureAwait(false);
            var now = Used(process);
            if (now >= moment.Milliseconds || Written(process) >= moment.Bytes) break;
            var isCalm = Stopwatch.GetElapsedTime(unchanged).TotalSeconds > RestSeconds;
            if (!isCalm && now < used + AtRest) continue;
            var nowWaited = WaitedForTurn(process);
            if (isCalm && now < used + AtRest && nowWaited < waited + MostWaiting) break;
            (used, waited, unchanged) = (now, nowWaited, Stopwatch.GetTimestamp());
        }
        process.Kill();
        await process.WaitForExitAsync().ConfigureAwait(false);
        if (process.ExitCode is not (Killed or KilledOnWindows)) return;
        var where = KillMoment.Of(night["killed"], since, night["scratch"]);
        moments[where] = moments.GetValueOrDefault(where) + 1;
    }

    /// <summary>Processor time of a process [ms]; that of one that ends meanwhile is of no interest.</summary>
    static double Used(Process process)
    {
        try
        {
            process.Refresh();
            return process.TotalProcessorTime.TotalMilliseconds;
        }
        catch (Exception fault) when (fault is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return double.PositiveInfinity;
        }
    }

    /// <summary>Bytes that a process has written to files, where the system tells (Linux); otherwise none.</summary>
    static double Written(Process process)
    {
        try
        {
            const string key = "wchar: ";
            var line = File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{process.Id}/io")).FirstOrDefault(line => line.StartsWith(key, StringComparison.Ordinal));
            return line is null ? 0 : double.Parse(line.AsSpan(key.Length), CultureInfo.InvariantCulture);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    /// <summary>For how long a process would have worked had others let it, where the system tells (Linux): who waits for his turn does not rest [ms].</summary>
    static double WaitedForTurn(Process process)
    {
        try
        {
            var threads = string.Create(CultureInfo.InvariantCulture, $"/proc/{process.Id}/task");
            return Directory.Exists(threads) ? Directory.GetDirectories(threads).Sum(thread => double.Parse(File.ReadAllText(Path.Combine(thread, "schedstat")).Split(' ')[1], CultureInfo.InvariantCulture)) / 1e6 : 0;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // A thread has just ended; it is asked again.
            return double.NaN;
        }
    }

    /// <summary>How much a program has done.</summary>
    readonly record struct Effort(double Milliseconds, double Bytes);
}
