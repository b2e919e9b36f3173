using Microsoft.Extensions.Logging;
using Nocturne.Actors;
using Nocturne.Actors.Night;
using Nocturne.Runner.Progress;
using Nocturne.Runner.Report;
using Nocturne.Runner.Settings;
using Nocturne.Streams;
using Nocturne.Streams.Export;
using Nocturne.Streams.Night;
using Nocturne.Streams.Stages;
using Nocturne.Streams.Store;

namespace Nocturne.Runner.Reduction;

/// <summary>The main job: a night's files become light curves, exports and a report in one folder.</summary>
sealed class NightReduction(NocturneSettings settings, FrameFactsReader read, IProgressView progress, ILogger log, TimeProvider clock)
{
    /// <summary>Small frames need not be counted so closely [bytes].</summary>
    const long SmallestAutomaticBudget = 16L << 20;

    /// <summary>Memory for the frames of one master's median [bytes].</summary>
    const long LargestMedian = 256L << 20;

    readonly int workers = settings.Reduce.Parallelism.Or(Environment.ProcessorCount);

    /// <summary>Reduces a night, or goes on with one that was interrupted.</summary>
    /// <param name="files">The frames.</param>
    /// <param name="folder">Where the results go.</param>
    /// <param name="interrupt">Cancelled when the user wants to stop: frames under way are finished.</param>
    /// <exception cref="CommandException">The input or the output cannot be used.</exception>
    public async Task<NightResult> ReduceAsync(NightFiles files, string folder, CancellationToken interrupt)
    {
        var inventory = await ScanAsync(files, interrupt).ConfigureAwait(false);
        SpentMemory.Return();
        using var store = OpenStore(folder);
        var pool = new FramePool(settings.Reduce.MemoryBudget.Value?.Bytes ?? AutomaticBudget(inventory));
        var plans = Plans(inventory, pool);
        store.Append(inventory.Rejected);
        var result = await RunAsync(plans, store, folder, interrupt).ConfigureAwait(false);
        if (result.StoreFailure is null)
        {
            if (!result.Interrupted) store.Complete();
            pool.Trim();
            SpentMemory.Return();
            using var night = store.Read();
            NightExports.WriteAll(night, folder);
            SpentMemory.Return();
            if (settings.Report.Html) ReportWriter.Write(night, folder, files.Root);
        }
        return result;
    }

    async Task<NightInventory> ScanAsync(NightFiles files, CancellationToken interrupt)
    {
        const string row = "headers";
        progress.Begin(row, files.Paths.Count);
        var scanner = new NightScanner(read);
        var headers = await scanner.ReadHeadersAsync(files.Root, files.Paths, workers, done => progress.Advance(row, done), interrupt).ConfigureAwait(false);
        return NightScanner.Sort(await CalibrationChoice.ApplyAsync(headers, settings, scanner, workers, interrupt).ConfigureAwait(false));
    }

    NightStore OpenStore(string folder)
    {
        var digest = SettingsDigest.Of(settings);
        var store = NightStore.OpenOrCreate(folder, new(ProgramVersion.Text, digest, string.Join('\n', SettingsDigest.ResultLines(settings)), clock.GetUtcNow()));
        if (store.Info.SettingsDigest == digest && store.Info.ProgramVersion == ProgramVersion.Text) return store;
        var (version, began) = (store.Info.ProgramVersion, store.Info.SettingsDigest == digest ? "another version of Nocturne" : "other settings");
        store.Dispose();
        throw new CommandException(ExitCode.Usage, $"{folder}: this night was begun with {began} (version {version}). Choose another --out, or --overwrite to begin anew.");
    }

    List<BandPlan> Plans(NightInventory inventory, FramePool pool)
    {
        var factory = new RecipeFactory(settings, pool, workers);
        var masters = new MastersBuilder(LargestMedian, settings.Calibration.MinFrames);
        var wanted = settings.Reduce.Bands;
        return [.. inventory.Bands.Where(band => wanted.Count == 0 || wanted.Contains(band.Band.ToString())).Select(band => new BandPlan(band, factory.For(band), masters, settings.Store.CommitEvery.Value))];
    }

    async Task<NightResult> RunAsync(List<BandPlan> plans, NightStore store, string folder, CancellationToken interrupt)
    {
        await using var system = new ActorSystem("night", clock, log);
        foreach (var plan in plans) progress.Begin(plan.Frames.Band.ToString(), plan.Frames.Frames.Count);
        using var watching = system.EventStream.Subscribe<BandProgress>(news => progress.Advance(news.Band.ToString(), news.Done));
        var writer = system.ActorOf(Props.Create(() => new StoreActor(store, (band, reference) => StackFiles.Save(folder, plans.First(plan => plan.Frames.Band == band).Frames, reference))), "store");
        var night = system.ActorOf(Props.Create(() => new NightActor(writer)), "night");
        var ended = night.AskAsync<NightResult>(new NightActor.Reduce(plans), Timeout.InfiniteTimeSpan, CancellationToken.None);
        system.Shutdown.AddTask(ShutdownPhase.StopIntake, "stop taking frames", _ =>
        {
            night.Tell(new NightActor.Stop());
            return Task.CompletedTask;
        });
        system.Shutdown.SetTimeout(ShutdownPhase.DrainStreams, TimeSpan.FromMinutes(10));
        system.Shutdown.AddTask(ShutdownPhase.DrainStreams, "finish the frames under way", _ => ended);
        using var stopping = interrupt.Register(() => _ = system.Shutdown.RunAsync("the user asked to stop"));
        return await ended.ConfigureAwait(false);
    }

    /// <summary>Two frames a worker and one a band keep every worker busy; more would only wait in memory.</summary>
    long AutomaticBudget(NightInventory inventory)
    {
        var largest = inventory.Bands.SelectMany(band => band.Frames).Select(frame => 4L * frame.Width * frame.Height).DefaultIfEmpty(0).Max();
        return Math.Max(SmallestAutomaticBudget, largest * ((2 * workers) + inventory.Bands.Count));
    }
}
