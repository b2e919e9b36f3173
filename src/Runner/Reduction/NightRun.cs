using Microsoft.Extensions.Logging;
using Nocturne.Actors;
using Nocturne.Actors.Night;
using Nocturne.Runner.Plugins;
using Nocturne.Runner.Settings;
using Nocturne.Streams;
using Nocturne.Streams.Export;
using Nocturne.Streams.Night;
using Nocturne.Streams.Stages;
using Nocturne.Streams.Store;

namespace Nocturne.Runner.Reduction;

/// <summary>The actors of a night, from their start to their end: the same for a night that is there and for one that arrives.</summary>
sealed class NightRun(NocturneSettings settings, NightStore store, ILogger log, TimeProvider clock)
{
    /// <summary>Small frames need not be counted so closely [bytes].</summary>
    const long SmallestAutomaticBudget = 16L << 20;

    /// <summary>Memory for the frames of one master's median [bytes].</summary>
    const long LargestMedian = 256L << 20;

    /// <summary>Time for the frames under way when the user wants to stop.</summary>
    static readonly TimeSpan LongestDrain = TimeSpan.FromMinutes(10);

    readonly FramePool pool = new(settings.Reduce.MemoryBudget.Value?.Bytes ?? SmallestAutomaticBudget);
    readonly NightPlugins plugins = new(settings, log);
    int bands;

    /// <summary>Frames that are worked on at the same time.</summary>
    public int Workers { get; } = settings.Reduce.Parallelism.Or(Environment.ProcessorCount);

    /// <summary>Gets a last look at each frame while its pixels are there; null when nobody wants one.</summary>
    public Action<NightFrame>? Look { get; init; }

    /// <summary>Opens the store of a night that is begun, or gone on with, with these settings.</summary>
    /// <exception cref="CommandException">It was begun with others.</exception>
    public static NightStore OpenStore(NocturneSettings settings, string folder, TimeProvider clock)
    {
        var digest = SettingsDigest.Of(settings);
        var store = NightStore.OpenOrCreate(folder, new(ProgramVersion.Text, digest, string.Join('\n', SettingsDigest.ResultLines(settings)), clock.GetUtcNow()) { Rows = settings.Time.RowTime > 0 ? new(settings.Time.RowTime, settings.Time.RowOrder) : null }, clock);
        if (store.Info.SettingsDigest == digest && store.Info.ProgramVersion == ProgramVersion.Text) return store;
        var (version, began) = (store.Info.ProgramVersion, store.Info.SettingsDigest == digest ? "another version of Nocturne" : "other settings");
        store.Dispose();
        throw new CommandException(ExitCode.Usage, $"{folder}: this night was begun with {began} (version {version}). Choose another --out, or --overwrite to begin anew.");
    }

    /// <summary>Reduces what waits in the store.</summary>
    /// <param name="intake">Where more frames come from; null when all are there.</param>
    /// <param name="only">Bands to reduce; null for all that are wanted.</param>
    /// <param name="listen">Gets the system before anything happens, to subscribe to what it publishes.</param>
    /// <param name="interrupt">Cancelled when the user wants to stop: frames under way are finished.</param>
    public async Task<NightResult> RunAsync(IntakePlan? intake, IReadOnlyList<BandKey>? only, Action<ActorSystem> listen, CancellationToken interrupt)
    {
        await using var system = new ActorSystem("night", clock, log);
        listen(system);
        var folder = store.Folder;
        var writer = system.ActorOf(Props.Create(() => new StoreActor(store, (band, reference) => SaveReference(folder, band, reference))), "store");
        var night = system.ActorOf(Props.Create(() => new NightActor(writer)), "night");
        var waiting = store.Bands.Where(band => IsWanted(band) && only?.Contains(band) != false && store.Counts(band).Total > 0).ToArray();
        var plan = new NightPlan(Plan, pool)
        {
            FirstCatalogue = intake is null ? null : settings.Live.FirstCatalogue,
            // Who names the bands that are wanted wants no others.
            SplitShapesFrom = settings.Reduce.Bands.Count > 0 ? int.MaxValue : PixelTreatments.InputOf(settings).SplitShapesFrom,
        };
        object request = intake is null ? new NightActor.Reduce(plan, waiting) : new NightActor.Watch(plan, waiting, intake);
        var ended = night.AskAsync<NightResult>(request, Timeout.InfiniteTimeSpan, CancellationToken.None);
        system.Shutdown.AddTask(ShutdownPhase.StopIntake, "stop taking frames", _ =>
        {
            night.Tell(new NightActor.Stop());
            return Task.CompletedTask;
        });
        system.Shutdown.SetTimeout(ShutdownPhase.DrainStreams, LongestDrain);
        system.Shutdown.AddTask(ShutdownPhase.DrainStreams, "finish the frames under way", _ => ended);
        using var stopping = interrupt.Register(() => _ = system.Shutdown.RunAsync("the user asked to stop"));
        return await ended.ConfigureAwait(false);
    }

    /// <summary>Measures frames without stars where the other cameras say that they lie; all bands must be done.</summary>
    /// <param name="result">What the bands came to.</param>
    /// <param name="interrupt">Cancelled when the user wants to stop: the frames that are left stay as they are.</param>
    public Task<NightResult> BorrowAsync(NightResult result, CancellationToken interrupt) => new BorrowedFrames(store, Plan, clock).MeasureAsync(result, interrupt);

    /// <summary>Lets go of the buffers, before the exports are written.</summary>
    public void Trim() => pool.Trim();

    void SaveReference(string folder, BandKey band, ReferenceStack reference)
    {
        StackFiles.Save(folder, band, store.Describe(band, reference.Catalogue.ReferenceFrame), reference);
        GrowthFile.Save(folder, band, reference);
    }

    bool IsWanted(BandKey band) => settings.Reduce.Bands.Count == 0 || settings.Reduce.Bands.Contains(band.ToString());

    BandPlan Plan(BandKey band)
    {
        var factory = new RecipeFactory(settings, plugins, pool, Workers, clock);
        var share = Interlocked.Increment(ref bands);
        return new(band, Recipe, new MastersBuilder(LargestMedian, settings.Calibration.MinFrames, settings.Calibration.Variance), settings.Store.CommitEvery.Value);

        BandRecipe Recipe(FrameDescriptor first)
        {
            // Two frames a worker and one a band keep every worker busy; more would only wait in memory.
            if (settings.Reduce.MemoryBudget.IsAuto) pool.RaiseBudget(4L * first.Reading.Width * first.Reading.Height * ((2 * Workers) + Math.Max(share, Volatile.Read(ref bands))));
            return factory.For(first) with { Look = Look };
        }
    }
}
