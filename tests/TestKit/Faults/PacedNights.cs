using System.Globalization;
using Nocturne.TestKit.Nights;

namespace Nocturne.TestKit.Faults;

/// <summary>One night watched while its files are written at its own pace, replayed at that pace, a hundred times as fast and as fast as can be, each with one worker and with two: the same provisional rows from the same catalogue, and the same definitive ones.</summary>
/// <remarks>By the clock of the machine: nothing is made to look as if it took time.</remarks>
/// <param name="run">Runs the program.</param>
public sealed class PacedNights(CommandLine run) : IFaultKind
{
    /// <summary>From frame to frame [s]: a night takes a few seconds.</summary>
    const double Cadence = 0.5;

    static readonly string[] Speeds = ["1", "100", "max"];

    static readonly int[] Workers = [1, 2];

    /// <inheritdoc/>
    public string Name => "pace";

    /// <inheritdoc/>
    public (string Counted, string Worst) Words => ("nights at four paces with one worker and two", "frames");

    /// <inheritdoc/>
    public bool MayRunTogether => true;

    /// <inheritdoc/>
    public async Task<FaultOutcome> PlayAsync(int seed)
    {
        using var night = new FaultNight(seed, Cadence);
        var tellings = Workers.SelectMany(workers => Speeds.Select(speed => Replay(night, speed, workers)).Append(Watch(night, workers))).ToArray();
        var running = tellings.Select(telling => run(telling.Command)).ToArray();
        var written = await run(["replay", night.Frames, "--speed", "1", "--into", night.Watched]).ConfigureAwait(false);
        var ended = await Task.WhenAll(running).ConfigureAwait(false);
        var failed = ended.Append(written).FirstOrDefault(end => end.Code != 0);
        var failure = failed.Code != 0 ? $"ended with {failed.Code}: {failed.Said}" : await JudgeAsync(night, [.. tellings.Select(telling => telling.Folder)]).ConfigureAwait(false);
        return new(1, night.Files.Count, failure);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    static (string Folder, string[] Command) Replay(FaultNight night, string speed, int workers) =>
        Telling(night, $"replay-{speed}-{workers}", workers, folder => ["replay", night.Frames, "--speed", speed, "--out", folder, "--quiet"]);

    static (string Folder, string[] Command) Watch(FaultNight night, int workers) =>
        Telling(night, $"watch-{workers}", workers, folder => ["watch", night.Watched, "--out", folder, "--until-idle", "3 s", "--quiet", .. NocturneProgram.Hasty]);

    static (string Folder, string[] Command) Telling(FaultNight night, string folder, int workers, Func<string, string[]> command) =>
        (folder, [.. command(night[folder]), "--set", string.Create(CultureInfo.InvariantCulture, $"reduce.parallelism={workers}")]);

    async Task<string?> JudgeAsync(FaultNight night, string[] folders)
    {
        // The catalogue is made of the first good frames that are there; who had the same ones has the same rows.
        foreach (var alike in folders.GroupBy(folder => string.Join(' ', Products.Digests(night[$"{folder}/catalogue"]).Values)))
        {
            foreach (var other in alike.Skip(1))
            {
                if (night.Differences(alike.First(), other) is { } difference) return $"provisional, {alike.First()} and {other}: {difference}";
            }
        }
        var (code, said) = await run(["reduce", night.Frames, "--out", night["reduced"], "--quiet"]).ConfigureAwait(false);
        if (code != 0) return $"to reduce ended with {code}: {said}";
        foreach (var folder in folders)
        {
            (code, said) = await run(["finalize", night[folder], "--quiet"]).ConfigureAwait(false);
            if (code != 0) return $"to finalize {folder} ended with {code}: {said}";
            if (night.Differences("reduced", folder) is { } difference) return $"definitive, {folder}: {difference}";
        }
        return null;
    }
}
