using System.Diagnostics;

namespace Nocturne.TestKit.Faults;

/// <summary>Files appear out of order within a window, each twice, some of them long after all others: once definitive, the night is the one that was reduced from all of them in order.</summary>
/// <param name="run">Runs a command line of the program; gives its exit code and all that it said.</param>
public sealed class ShuffledNights(Func<string[], Task<(int Code, string Said)>> run) : IFaultKind
{
    /// <summary>Files that may change places.</summary>
    const int Window = 6;

    /// <summary>One file in so many is late.</summary>
    const int OneLateIn = 100;

    /// <inheritdoc/>
    public string Name => "order";

    /// <inheritdoc/>
    public (string Counted, string Worst) Words => ("files out of order", "s for a night");

    /// <inheritdoc/>
    public bool MayRunTogether => true;

    /// <inheritdoc/>
    public async Task<FaultOutcome> PlayAsync(int seed)
    {
        using var night = new FaultNight(seed);
        var (files, random) = (night.Files, night.Random);
        var order = files.Select((file, i) => (File: file, Place: i + random.NextDouble() * Window, IsLate: random.Next(OneLateIn) == 0)).OrderBy(entry => entry.IsLate).ThenBy(entry => entry.Place).ToArray();
        // One night in four has a late file for certain: few have a hundred files.
        if (random.Next(4) == 0) order[^1].IsLate = true;
        var began = Stopwatch.GetTimestamp();
        var watching = run(["watch", night.Watched, "--out", night["watched"], "--until-idle", "1500 ms", "--finalize", "--quiet", .. NocturneProgram.Hasty]);
        var late = false;
        foreach (var (file, _, isLate) in order)
        {
            if (isLate && !late) await Task.Delay(1000).ConfigureAwait(false);
            late |= isLate;
            var writer = night.Writer(file, WritingWay.CopiedTwice);
            while (!writer.IsDone)
            {
                writer.Step();
                if (random.Next(50) == 0) await Task.Delay(random.Next(1, 30)).ConfigureAwait(false);
            }
        }
        var (code, said) = await watching.ConfigureAwait(false);
        if (code != 0) return new(files.Count, 0, $"the watch ended with {code}: {said}");
        var took = Stopwatch.GetElapsedTime(began).TotalSeconds;
        (code, said) = await run(["reduce", night.Watched, "--out", night["reduced"], "--quiet"]).ConfigureAwait(false);
        if (code != 0) return new(files.Count, took, $"to reduce ended with {code}: {said}");
        (code, said) = await run(["reduce", night.Frames, "--out", night["once"], "--quiet"]).ConfigureAwait(false);
        if (code != 0) return new(files.Count, took, $"to reduce the night without copies ended with {code}: {said}");
        return new(files.Count, took, night.Differences("reduced", "watched") ?? night.Differences("once/lightcurves", "watched/lightcurves"));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
