using System.Diagnostics;

namespace Nocturne.TestKit.Faults;

/// <summary>A watched night that is being made definitive when the program is killed, at moments spread over the whole of that: the same command makes it the night that was reduced undisturbed, byte by byte.</summary>
/// <param name="program">The program.</param>
/// <param name="moments">Moments at which each night is killed.</param>
public sealed class KilledFinalizations(NocturneProgram program, int moments = 8) : IFaultKind
{
    /// <inheritdoc/>
    public string Name => "finalize";

    /// <inheritdoc/>
    public (string Counted, string Worst) Words => ("kills of finalize", "s to make a night definitive");

    /// <inheritdoc/>
    public bool MayRunTogether => false;

    /// <inheritdoc/>
    public async Task<FaultOutcome> PlayAsync(int seed)
    {
        using var night = new FaultNight(seed);
        if (seed % 2 == 1)
        {
            // Frames that are measured where another camera says follow from the bands when these are done.
            foreach (var file in night.Files) File.Delete(file);
            BorrowedNights.Write(seed, night.Frames);
        }
        var (code, said) = await program.RunAsync("reduce", night.Frames, "--out", night["undisturbed"], "--quiet").ConfigureAwait(false);
        if (code != 0) return new(0, 0, $"the undisturbed night cannot be reduced: {said}");
        (code, said) = await program.RunAsync(["watch", night.Frames, "--out", night["provisional"], "--until-idle", "500 ms", "--quiet", .. NocturneProgram.Hasty]).ConfigureAwait(false);
        if (code != 0) return new(0, 0, $"the watch ended with {code}: {said}");

        Copy(night["provisional"], night["measure"]);
        var began = Stopwatch.GetTimestamp();
        (code, said) = await program.RunAsync("finalize", night["measure"], "--quiet").ConfigureAwait(false);
        var whole = Stopwatch.GetElapsedTime(began);
        if (code != 0) return new(0, 0, $"to finalize ended with {code}: {said}");

        var kills = 0;
        for (var moment = 0; moment < moments; moment++)
        {
            var killed = night[$"killed{moment}"];
            Copy(night["provisional"], killed);
            var after = whole * ((moment + night.Random.NextDouble()) / moments);
            using (var process = program.Start("finalize", killed, "--quiet"))
            {
                await Task.Delay(after).ConfigureAwait(false);
                process.Kill();
                await process.WaitForExitAsync().ConfigureAwait(false);
            }
            kills++;
            (code, said) = await program.RunAsync("finalize", killed, "--quiet").ConfigureAwait(false);
            if (code != 0) return new(kills, whole.TotalSeconds, $"killed after {after.TotalSeconds:F2} s, to finalize again ended with {code}: {said}");
            if (night.Differences("undisturbed", $"killed{moment}") is { } differences) return new(kills, whole.TotalSeconds, $"killed after {after.TotalSeconds:F2} of {whole.TotalSeconds:F2} s: {differences}");
        }
        return new(kills, whole.TotalSeconds);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
