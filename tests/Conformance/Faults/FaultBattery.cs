using System.Collections.Concurrent;
using System.Globalization;
using Nocturne.Runner;
using Nocturne.Runner.Commands;
using Nocturne.Runner.Reduction;
using Nocturne.Runner.Settings;
using Nocturne.TestKit.Faults;

namespace Nocturne.Conformance.Faults;

/// <summary>Plays random faults: <c>faults --count N [--seed S] [--only KIND]</c>. One line a kind; each failure names the seed that plays it again.</summary>
public static class FaultBattery
{
    /// <summary>Seeds that are played at the same time, where they may be.</summary>
    const int Together = 2;

    public static IEnumerable<string> Kinds => Makers.Keys;

    static Dictionary<string, Func<IFaultKind>> Makers { get; } = new(StringComparer.Ordinal)
    {
        ["kills"] = () => new KilledNights(new(typeof(ExitCode).Assembly.Location), RunAsync),
        ["finalize"] = () => new KilledFinalizations(new(typeof(ExitCode).Assembly.Location)),
        ["order"] = () => new ShuffledNights(RunAsync),
        ["mutants"] = Files,
        ["cuts"] = () => new CutFiles(Files()),
        ["damage"] = () => new DamagedNights(RunAsync),
        ["writers"] = () => new SlowWriters(),
        ["disk"] = () => new FullDisk(),
        ["borrowed"] = () => new BorrowedNights(RunAsync),
        ["room"] = () => new ScarceRoom(RunAsync),
        ["pace"] = () => new PacedNights(RunAsync),
    };

    /// <param name="request">What to play.</param>
    public static IEnumerable<CaseResult> Run(FaultRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        foreach (var (name, make) in Makers.Where(maker => request.Only is null || request.Only == maker.Key))
        {
            using var kind = make();
            foreach (var result in Play(kind, name, request.Seed, request.Count)) yield return result;
        }
    }

    static IEnumerable<CaseResult> Play(IFaultKind kind, string name, int first, int count)
    {
        var failures = new ConcurrentQueue<CaseResult>();
        var among = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var gate = new Lock();
        var (seed, faults, worst) = (first, 0, 0.0);
        var workers = Enumerable.Range(0, kind.MayRunTogether ? Together : 1).Select(_ => Task.Run(async () =>
        {
            while (true)
            {
                int mine;
                lock (gate)
                {
                    // A seed counts as one fault until it is known better.
                    if (faults >= count) return;
                    faults++;
                    mine = seed++;
                }
                var outcome = await PlayOneAsync(kind, mine).ConfigureAwait(false);
                if (outcome.Failure is { } failure) failures.Enqueue(CaseResult.Failed($"{name} --seed {mine}", failure));
                lock (gate)
                {
                    faults += outcome.Faults - 1;
                    worst = Math.Max(worst, outcome.Worst);
                    foreach (var (sort, many) in outcome.Among ?? new Dictionary<string, int>()) among[sort] = among.GetValueOrDefault(sort) + many;
                }
            }
        })).ToArray();
        Task.WaitAll(workers);
        foreach (var failure in failures) yield return failure;
        yield return new(name, failures.IsEmpty, string.Create(CultureInfo.InvariantCulture,
            $"{faults:N0} {kind.Words.Counted} in {seed - first:N0} seeds, worst {worst:G3} {kind.Words.Worst}, {failures.Count} failures{string.Concat(among.Select(sort => $"; {sort.Value:N0} {sort.Key}"))}"));
    }

    static async Task<FaultOutcome> PlayOneAsync(IFaultKind kind, int seed)
    {
        try
        {
            return await kind.PlayAsync(seed).ConfigureAwait(false);
        }
        catch (Exception fault)
        {
            return new(1, 0, fault.ToString());
        }
    }

    static DamagedFiles Files() => new(Originals(), HeaderReading.From(SettingsLoader.Load([], [])));

    /// <summary>Small files of all kinds, and a frame that could be measured.</summary>
    static (string, byte[])[] Originals()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "fault-data");
        using var night = new FaultNight(1);
        var frame = night.Files[0];
        return
        [
            (Path.GetFileName(frame), File.ReadAllBytes(frame)),
            .. Directory.GetFiles(folder).Where(file => !file.Contains("expected", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(file => (Path.GetFileName(file), File.ReadAllBytes(file))),
        ];
    }

    static async Task<(int Code, string Said)> RunAsync(string[] args, TimeProvider? clock = null)
    {
        await using var said = new StringWriter();
        var both = TextWriter.Synchronized(said);
        var code = await NocturneCommand.RunAsync(args, both, both, clock).ConfigureAwait(false);
        return (code, said.ToString());
    }
}
