using Nocturne.Streams.Night;
using Nocturne.Streams.Store;

namespace Nocturne.TestKit.Faults;

/// <summary>A watched night with damaged files among its frames: the frames are all measured, and each other file is in the ledger, as taken or as incomplete.</summary>
/// <param name="run">Runs the program.</param>
public sealed class DamagedNights(CommandLine run) : IFaultKind
{
    /// <summary>Damaged files of a night.</summary>
    const int Mutants = 20;

    /// <inheritdoc/>
    public string Name => "damage";

    /// <inheritdoc/>
    public (string Counted, string Worst) Words => ("damaged files in watched nights", "files incomplete at the end");

    /// <inheritdoc/>
    public bool MayRunTogether => true;

    /// <inheritdoc/>
    public async Task<FaultOutcome> PlayAsync(int seed)
    {
        using var night = new FaultNight(seed);
        var (files, random) = (night.Files, night.Random);
        foreach (var file in files) File.Copy(file, Path.Combine(night.Watched, Path.GetFileName(file)));
        for (var i = 0; i < Mutants; i++)
        {
            var mutant = FitsMutant.Make(File.ReadAllBytes(files[random.Next(files.Count)]), isCompressed: false, i, random);
            File.WriteAllBytes(Path.Combine(night.Watched, $"mutant{i}.fits"), mutant.Bytes);
        }
        var (code, said) = await run(["watch", night.Watched, "--out", night["out"], "--until-idle", "1500 ms", "--quiet", .. NocturneProgram.Hasty]).ConfigureAwait(false);
        return new(Mutants, Incomplete(night), code is 0 or PartlyReduced ? Judge(night, files) : $"the watch ended with {code}: {said}");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    /// <summary>Exit code when some bands were reduced: mutants may seem to be of a camera of their own.</summary>
    const int PartlyReduced = 5;

    static double Incomplete(FaultNight night)
    {
        using var reader = NightReader.Open(night["out"]);
        return reader.IncompleteFiles().Count();
    }

    static string? Judge(FaultNight night, IReadOnlyList<string> files)
    {
        HashSet<string> incomplete;
        using (var reader = NightReader.Open(night["out"]))
        {
            incomplete = [.. reader.IncompleteFiles().Select(file => file.File)];
            var frames = reader.Bands.SelectMany(reader.Frames).ToArray();
            if (frames.FirstOrDefault(frame => frame.State == FrameState.Rejected && string.IsNullOrWhiteSpace(frame.Reason)) is { } unexplained) return $"{unexplained.File} is rejected without a reason.";
            if (frames.FirstOrDefault(frame => frame.State == FrameState.Waiting) is { } waiting) return $"{waiting.File} still waits.";
            // A copy whose damage does not show may stand for its frame.
            var done = frames.Where(frame => frame.State is not FrameState.Rejected || frame.Fault == FrameFault.Duplicate).Select(frame => frame.File).ToHashSet();
            if (files.Select(file => Path.GetFileName(file)).Where(file => !done.Contains(file)).ToArray() is { Length: > 0 } lost)
                return $"{lost.Length} good frames are not measured: {string.Join(" ", frames.Where(frame => frame.File == lost[0]).Select(frame => frame.Reason).DefaultIfEmpty($"{lost[0]} has no row."))}";
        }
        using var store = NightStore.Open(night["out"]);
        var forgotten = new DirectoryInfo(night.Watched).GetFiles().FirstOrDefault(file => !incomplete.Contains(file.Name) && !store.IsTaken(file.Name, file.Length, file.LastWriteTimeUtc));
        return forgotten is null ? null : $"{forgotten.Name} is not in the ledger.";
    }
}
