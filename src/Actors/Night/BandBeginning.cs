using Nocturne.Core.Catalogs;
using Nocturne.Streams;
using Nocturne.Streams.Night;
using Nocturne.Streams.Stages;

namespace Nocturne.Actors.Night;

/// <summary>How a band begins: settles the shape of its frames, builds its masters and makes its catalogue, or finds them in its checkpoint.</summary>
sealed class BandBeginning(NightPlan night, BandPlan plan, IActorRef store, WaitingFrames frames, BandGauge gauge, SemaphoreSlim preparation, CatalogueTurns turns)
{
    static readonly TimeSpan Patience = Timeout.InfiniteTimeSpan;

    /// <summary>With what the frames of a band are reduced.</summary>
    /// <param name="Sample">A frame of the band's shape.</param>
    /// <param name="Recipe">The recipe for frames like it.</param>
    /// <param name="Masters">The masters that fit it.</param>
    /// <param name="CalibrationFiles">Of what the masters are made.</param>
    /// <param name="Catalogue">The sources; null when no frame shows enough stars.</param>
    public sealed record Begun(FrameDescriptor Sample, BandRecipe Recipe, BandMasters Masters, IReadOnlyList<string> CalibrationFiles, SourceCatalogue? Catalogue)
    {
        /// <summary>Backgrounds of frames that were calibrated with these masters.</summary>
        public KnownBackgrounds Backgrounds { get; } = new();

        /// <summary>From file to calibrated pixels with a background mesh, of frames that will be visited again.</summary>
        public Flow<FrameDescriptor, NightFrame> PrepareFirst() => Recipe.Prepare(Masters, Backgrounds, again: true);
    }

    /// <summary>Frames of one shape, from which the catalogue may be made.</summary>
    sealed class Candidate(FrameDescriptor sample)
    {
        public FrameDescriptor Sample => sample;

        public Queue<FrameDescriptor> Unseen { get; } = [];

        public Begun? Begun { get; set; }

        public ReferenceBuilder? Builder { get; set; }
    }

    /// <summary>Begins, or goes on from the checkpoint; null when there is nothing to reduce.</summary>
    public async Task<Begun?> MakeAsync(StoreActor.Checkpoint checkpoint, TimeProvider clock, CancellationToken token)
    {
        if (checkpoint.Catalogue is null) await turns.BeforeAsync(plan.Band, token).ConfigureAwait(false);
        if (checkpoint.Catalogue is null && night.IsLive) return await GatherAsync(checkpoint, clock, token).ConfigureAwait(false);
        if (await FirstAsync(token).ConfigureAwait(false) is not { } first) return null;
        return checkpoint.Catalogue is { } catalogue
            ? await CalibratedAsync(checkpoint.Reference ?? first, checkpoint.Calibrations, made => Task.FromResult(made with { Catalogue = catalogue }), token).ConfigureAwait(false)
            : await BuildAsync(first, checkpoint, clock, token).ConfigureAwait(false);
    }

    /// <summary>The first frame that waits; null when none will come.</summary>
    async Task<FrameDescriptor?> FirstAsync(CancellationToken token)
    {
        await foreach (var frame in frames.LookAsync(token).ConfigureAwait(false)) return frame;
        return null;
    }

    /// <summary>All frames are there: the catalogue is made from those of the usual shape, spread over the night.</summary>
    async Task<Begun> BuildAsync(FrameDescriptor first, StoreActor.Checkpoint checkpoint, TimeProvider clock, CancellationToken token)
    {
        var shapes = await store.AskAsync<StoreActor.ShapeCounts>(new StoreActor.CountShapes(plan.Band), Patience, token).ConfigureAwait(false);
        var all = await frames.AllAsync(BandShapes.Usual(shapes.Frames), token).ConfigureAwait(false);
        if (all.Count == 0) all = await frames.AllAsync(FrameShape.Of(first), token).ConfigureAwait(false);

        // This is what takes the most memory: bands take turns.
        return await CalibratedAsync(
            all[0],
            checkpoint.Calibrations,
            async made => made with { Catalogue = await SaveAsync(await new ReferenceBuilder(made.PrepareFirst(), made.Recipe.Reference).BuildAsync(all, clock, token).ConfigureAwait(false), token).ConfigureAwait(false) },
            token).ConfigureAwait(false);
    }

    /// <summary>The night runs: the first good frames of the shape that is the usual one so far make the catalogue. Hours may pass until there are enough: nobody else waits for them.</summary>
    async Task<Begun?> GatherAsync(StoreActor.Checkpoint checkpoint, TimeProvider clock, CancellationToken token)
    {
        gauge.Is(BandActivity.Collecting);
        var (counts, candidates) = (new Dictionary<FrameShape, int>(), new Dictionary<FrameShape, Candidate>());
        await foreach (var frame in frames.LookAsync(token).ConfigureAwait(false))
        {
            var shape = FrameShape.Of(frame);
            counts[shape] = counts.GetValueOrDefault(shape) + 1;
            if (!candidates.TryGetValue(shape, out var candidate)) candidates[shape] = candidate = new(frame);
            candidate.Unseen.Enqueue(frame);
            var usual = BandShapes.Usual(counts);
            if (counts[usual] >= night.FirstCatalogue && await LookAsync(candidates[usual], checkpoint, clock, token).ConfigureAwait(false)) break;
        }
        if (candidates.Count == 0) return null;
        var chosen = candidates[BandShapes.Usual(counts)];
        await LookAsync(chosen, checkpoint, clock, token).ConfigureAwait(false);
        var made = await SettleAsync(chosen.Begun!, token).ConfigureAwait(false);
        return made with { Catalogue = await SaveAsync(await chosen.Builder!.BuildGatheredAsync(made.PrepareFirst(), clock, token).ConfigureAwait(false), token).ConfigureAwait(false) };
    }

    /// <summary>The band stays with the calibration frames that there are now, so that its rows are of one kind until it is made anew; masters that are older are built again.</summary>
    async Task<Begun> SettleAsync(Begun made, CancellationToken token)
    {
        var settled = await store.AskAsync<StoreActor.Calibrations>(new StoreActor.Settle(plan.Band), Patience, token).ConfigureAwait(false);
        var files = plan.Masters.FilesOf(new CalibrationMatching(settled.Frames).Complete([made.Sample]));
        return files.SequenceEqual(made.CalibrationFiles) ? made : await CalibratedAsync(made.Sample, settled.Frames, Task.FromResult, token).ConfigureAwait(false);
    }

    /// <summary>Looks at the frames of a shape that nobody has looked at; true when enough of them are good.</summary>
    async Task<bool> LookAsync(Candidate candidate, StoreActor.Checkpoint checkpoint, TimeProvider clock, CancellationToken token)
    {
        var made = candidate.Begun ??= await CalibratedAsync(candidate.Sample, checkpoint.Calibrations, Task.FromResult, token).ConfigureAwait(false);
        var builder = candidate.Builder ??= new ReferenceBuilder(made.PrepareFirst(), made.Recipe.Reference with { Frames = night.FirstCatalogue!.Value });
        while (!builder.HasEnough && candidate.Unseen.TryDequeue(out var frame)) await builder.GatherAsync(frame, clock, token).ConfigureAwait(false);
        return builder.HasEnough;
    }

    /// <summary>Builds the masters that fit a frame, and does what takes memory while no other band does.</summary>
    async Task<Begun> CalibratedAsync(FrameDescriptor sample, IReadOnlyList<FrameDescriptor> calibrations, Func<Begun, Task<Begun>> work, CancellationToken token)
    {
        var recipe = plan.Recipe(sample);
        var calibration = new CalibrationMatching(calibrations).Complete([sample]);
        gauge.Calibrates(calibration);
        await preparation.WaitAsync(token).ConfigureAwait(false);
        try
        {
            var masters = await Task.Run(() => plan.Masters.Build(calibration), token).ConfigureAwait(false);
            return await work(new(sample, recipe, masters, plan.Masters.FilesOf(calibration), null)).ConfigureAwait(false);
        }
        finally
        {
            preparation.Release();
        }
    }

    async Task<SourceCatalogue?> SaveAsync(ReferenceStack? reference, CancellationToken token)
    {
        if (reference is null) return null;
        var saved = await store.AskAsync<StoreActor.Referenced>(new StoreActor.SaveReference(plan.Band, reference, InOrder: !night.IsLive), Patience, token).ConfigureAwait(false);
        return saved.Catalogue;
    }
}
