namespace Nocturne.TestKit.Faults;

/// <summary>Files appear out of order within a window, each twice, some of them minutes after all others: once definitive, the night is the one that was reduced from all of them in order.</summary>
/// <remarks>The night runs by a clock that only the writers move, so that minutes take a moment.</remarks>
/// <param name="run">Runs the program.</param>
public sealed class ShuffledNights(CommandLine run) : IFaultKind
{
    /// <summary>Files that may change places.</summary>
    const int Window = 6;

    /// <summary>One file in so many is late, and one of each night.</summary>
    const int OneLateIn = 100;

    /// <summary>From one file to the next.</summary>
    static readonly TimeSpan Cadence = TimeSpan.FromSeconds(5);

    /// <summary>Steps of the night's clock while files are written, and while it waits for late ones.</summary>
    static readonly TimeSpan Step = TimeSpan.FromMilliseconds(250), LongStep = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public string Name => "order";

    /// <inheritdoc/>
    public (string Counted, string Worst) Words => ("files out of order, each twice", "minutes late");

    /// <inheritdoc/>
    public bool MayRunTogether => true;

    /// <inheritdoc/>
    public async Task<FaultOutcome> PlayAsync(int seed)
    {
        using var night = new FaultNight(seed);
        var count = night.Files.Count;
        var (deliveries, late, latest) = Deliveries(night);
        var clock = new ManualTime();

        // A stage that takes a moment seems to take minutes.
        var watching = run(["watch", night.Watched, "--out", night["watched"], "--until-idle", "7 minutes", "--finalize", "--quiet", "--set", "live.stage-timeout=1 day"], clock);
        while (deliveries.TryDequeue(out var delivery, out var due))
        {
            while (clock.Elapsed < due && !watching.IsCompleted) await PassAsync(clock, due - clock.Elapsed > Cadence ? LongStep : Step).ConfigureAwait(false);
            if (delivery() is { } pause) deliveries.Enqueue(delivery, clock.Elapsed + pause);
        }
        while (!watching.IsCompleted) await PassAsync(clock, LongStep).ConfigureAwait(false);
        var (code, said) = await watching.ConfigureAwait(false);
        return new(count, latest.TotalMinutes, code == 0 ? await JudgeAsync(night).ConfigureAwait(false) : $"the watch ended with {code}: {said}", new Dictionary<string, int> { ["minutes late"] = late });
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    /// <summary>A step of the night's clock, and a moment for the work.</summary>
    static async Task PassAsync(ManualTime clock, TimeSpan step)
    {
        clock.Advance(step);
        await Task.Delay(1).ConfigureAwait(false);
    }

    /// <summary>What brings each file and its copy, by when it begins; each gives the pause until it goes on, or null when it is done.</summary>
    static (PriorityQueue<Func<TimeSpan?>, TimeSpan> Deliveries, int Late, TimeSpan Latest) Deliveries(FaultNight night)
    {
        var (files, random) = (night.Files, night.Random);
        var deliveries = new PriorityQueue<Func<TimeSpan?>, TimeSpan>();
        var (late, latest) = (0, TimeSpan.Zero);
        var certain = random.Next(files.Count);
        for (var i = 0; i < files.Count; i++)
        {
            var file = files[i];
            var delay = TimeSpan.Zero;
            if (i == certain || random.Next(OneLateIn) == 0)
            {
                delay = TimeSpan.FromMinutes(2 + (4 * random.NextDouble()));
                late++;
                if (delay > latest) latest = delay;
            }
            var writer = night.Writer(file, WritingWay.Grows, WritingWay.Filled, WritingWay.Renamed, WritingWay.Rsync, WritingWay.MovedIn, WritingWay.CopiedTwice);
            deliveries.Enqueue(() => Write(writer), Due(i) + delay);
            if (writer.Way == WritingWay.CopiedTwice) continue;

            // The copy may come before the file.
            var copy = night.Writer(file, SlowWriter.CopyOf(Path.GetFileName(file)), WritingWay.Grows, WritingWay.Renamed, WritingWay.MovedIn);
            deliveries.Enqueue(() => Write(copy), Due(i) + delay);
        }
        return (deliveries, late, latest);

        TimeSpan Due(int place) => Cadence * (place + (random.NextDouble() * Window));
    }

    static TimeSpan? Write(SlowWriter writer)
    {
        var pause = writer.Step();
        return writer.IsDone ? null : pause;
    }

    async Task<string?> JudgeAsync(FaultNight night)
    {
        foreach (var (frames, folder) in new[] { (night.Watched, "reduced"), (night.Frames, "once") })
        {
            var (code, said) = await run(["reduce", frames, "--out", night[folder], "--quiet"]).ConfigureAwait(false);
            if (code != 0) return $"to reduce '{folder}' ended with {code}: {said}";
        }
        return night.Differences("reduced", "watched") ?? night.Differences("once/lightcurves", "watched/lightcurves");
    }
}
