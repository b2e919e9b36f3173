using Nocturne.Core.Catalogs;
using Nocturne.Streams;
using Nocturne.Streams.Night;
using Nocturne.Streams.Stages;

namespace Nocturne.Actors.Night;

/// <summary>One camera and filter of the night: owns its stream and brings it from its last checkpoint to its last frame.</summary>
/// <remarks>
/// Its frames wait in the store, so a restart loses nothing and needs no message again. While the night runs, the first good frames make a provisional catalogue, and then all
/// frames are measured, those before it too.
/// A file that cannot be used becomes a row with a reason. A fault of the program fails the stream and so the actor, which its supervisor starts again
/// from the checkpoint; a frame that does so three times is set aside.
/// </remarks>
sealed class BandActor : Actor, IDisposable
{
    /// <summary>Failures after which a frame is set aside.</summary>
    public const int MostTries = 3;

    /// <summary>Frames that are made durable together at most.</summary>
    const int LargestCommit = 256;

    static readonly TimeSpan Patience = Timeout.InfiniteTimeSpan;

    readonly BandPlan plan;
    readonly NightPlan night;
    readonly IActorRef store;
    readonly IActorRef owner;
    readonly BandGauge gauge;
    readonly SemaphoreSlim preparation;
    readonly CatalogueTurns turns;
    readonly Bell bell = new();
    readonly WaitingFrames frames;
    readonly CancellationTokenSource abort = new();
    IReadOnlyList<string>? calibrationFiles;
    BandTally? tally;
    Run? run;
    volatile bool draining;

    public BandActor(NightPlan night, BandPlan plan, IActorRef store, IActorRef owner, BandGauge gauge, SemaphoreSlim preparation, CatalogueTurns turns)
    {
        (this.night, this.plan, this.store, this.owner, this.gauge, this.preparation, this.turns) = (night, plan, store, owner, gauge, preparation, turns);
        frames = new(plan.Band, store, bell);
        Receive<Begin>(begin => _ = ReduceAsync(Context.System, abort.Token).PipeTo(Self, success: summary => new Finished(summary), failure: cause => new Failed(cause)));
        Receive<FramesWaiting>(message => OnFramesWaiting(message.Admitted));
        Receive<Close>(_ => frames.Close());
        Receive<ReadAgain>(_ => frames.TryAgain());
        Receive<Drain>(_ => Stop());
        Receive<Finished>(message => End(message.Summary));
        ReceiveAsync<Failed>(message => FailAsync(message.Cause));
    }

    /// <summary>More frames wait in the store.</summary>
    /// <param name="Admitted">How many have begun to wait since the store was opened.</param>
    public sealed record FramesWaiting(long Admitted);

    /// <summary>No more frames will come.</summary>
    public sealed record Close;

    /// <summary>Finish the frames under way, take no more.</summary>
    public sealed record Drain;

    sealed record Begin;

    sealed record ReadAgain;

    sealed record Finished(BandSummary Summary);

    sealed record Failed(Exception Cause);

    BandKey Band => plan.Band;

    protected internal override Task PreStart()
    {
        Self.Tell(new Begin());
        if (night.IsLive) Context.Timers.StartPeriodicTimer(nameof(ReadAgain), new ReadAgain(), night.ReadAgainAfter);

        // Whoever was told to close or to drain before a restart is told again.
        owner.Tell(new NightActor.BandStarted(Band, Self), Self);
        return Task.CompletedTask;
    }

    protected internal override async Task PostStop()
    {
        await abort.CancelAsync();
        Dispose();
    }

    public void Dispose() => abort.Dispose();

    void OnFramesWaiting(long admitted)
    {
        if (Volatile.Read(ref tally) is { } counts)
        {
            counts.Admit(admitted);
            gauge.Counts(counts.Counts);
        }
        bell.Ring();
    }

    /// <summary>A running stream finishes what is under way; before that there is nothing to finish.</summary>
    void Stop()
    {
        draining = true;
        if (Volatile.Read(ref run) is { } stream) stream.Drain();
        else abort.Cancel();
    }

    void End(BandSummary summary)
    {
        owner.Tell(new NightActor.BandDone(summary, draining), Self);
        Context.Stop(Self);
    }

    async Task FailAsync(Exception cause)
    {
        if (draining && cause is OperationCanceledException)
        {
            End(tally?.Summary(0) ?? new(Band, 0, 0, 0, 0, 0, null));
            return;
        }
        if (cause is FrameFailedException failed) await CountTryAsync(failed);
        owner.Tell(new NightActor.BandFaulted(Band, cause), Self);
        if (night.IsLive || !NightActor.IsStoreFailure(cause)) throw cause;
        Context.Stop(Self);
    }

    /// <summary>The try is counted in the ledger, so that a frame that always fails is known after a restart too.</summary>
    async Task CountTryAsync(FrameFailedException failed)
    {
        try
        {
            await store.AskAsync<StoreActor.Stored>(new StoreActor.CountTry(Band, failed.Frame.Id, failed.Message), Patience);
        }
        catch (Exception fault) when (NightActor.IsStoreFailure(fault))
        {
            // The frame is tried once more than it should; that is all.
        }
    }

    async Task<BandSummary> ReduceAsync(ActorSystem system, CancellationToken token)
    {
        gauge.Is(BandActivity.Starting);
        var checkpoint = await store.AskAsync<StoreActor.Checkpoint>(new StoreActor.Load(Band), Patience, token).ConfigureAwait(false);
        var tally = new BandTally(Band, checkpoint.Counts, checkpoint.Admitted);
        Volatile.Write(ref this.tally, tally);
        gauge.Begin(checkpoint.Counts, checkpoint.Catalogue?.Sources.Count ?? 0);
        await AppendAsync([.. checkpoint.Failed.Select(SetAside)], tally, system, token).ConfigureAwait(false);
        if (await FirstAsync(token).ConfigureAwait(false) is not { } first) return tally.Summary(checkpoint.Catalogue?.Sources.Count ?? 0);

        var sample = checkpoint.Reference ?? first;
        var recipe = plan.Recipe(sample);
        var known = new KnownBackgrounds();
        var (masters, catalogue) = await PrepareAsync(recipe, known, sample, checkpoint, system, token).ConfigureAwait(false);
        SpentMemory.Return();
        turns.Over(Band);
        await turns.AllAsync(token).ConfigureAwait(false);
        if (catalogue is null) return await WithoutReferenceAsync(recipe, masters, known, tally, system, token).ConfigureAwait(false);

        gauge.Is(BandActivity.Measuring, catalogue.Sources.Count);
        var history = new PlaneTransformHistory(checkpoint.LastAligned?.Transform, checkpoint.LastAligned?.MidUtc);
        var recalled = await store.AskAsync<StoreActor.Recalled>(new StoreActor.Recall(Band, recipe.Sky), Patience, token).ConfigureAwait(false);
        await StreamAsync(recipe.Reduce(masters, known, catalogue, history, recalled.Sky), sample, tally, system, token).ConfigureAwait(false);
        return tally.Summary(catalogue.Sources.Count);
    }

    /// <summary>The first frame that waits; null when none will come.</summary>
    async Task<FrameDescriptor?> FirstAsync(CancellationToken token)
    {
        await foreach (var frame in frames.LookAsync(token).ConfigureAwait(false)) return frame;
        return null;
    }

    /// <summary>Master frames and catalogue. Bands take turns, when the whole night is there in the order of the bands, for this is what takes the most memory; it is given back before the stream begins.</summary>
    async Task<(BandMasters Masters, SourceCatalogue? Catalogue)> PrepareAsync(BandRecipe recipe, KnownBackgrounds known, FrameDescriptor sample, StoreActor.Checkpoint checkpoint, ActorSystem system, CancellationToken token)
    {
        var calibration = new CalibrationMatching(checkpoint.Calibrations).Complete([sample]);
        gauge.Calibrates(calibration);
        calibrationFiles = plan.Masters.FilesOf(calibration);
        if (checkpoint.Catalogue is null) await turns.BeforeAsync(Band, token).ConfigureAwait(false);
        await preparation.WaitAsync(token).ConfigureAwait(false);
        BandMasters masters;
        try
        {
            masters = await Task.Run(() => plan.Masters.Build(calibration), token).ConfigureAwait(false);
            if (checkpoint.Catalogue is not null) return (masters, checkpoint.Catalogue);
            if (!night.IsLive) return (masters, await BuildCatalogueAsync(recipe, masters, known, system, token).ConfigureAwait(false));
        }
        finally
        {
            preparation.Release();
        }

        // Hours may pass until there are enough good frames: nobody else is to wait for them.
        return (masters, await BuildFirstCatalogueAsync(recipe, masters, known, system, token).ConfigureAwait(false));
    }

    async Task<SourceCatalogue?> BuildCatalogueAsync(BandRecipe recipe, BandMasters masters, KnownBackgrounds known, ActorSystem system, CancellationToken token)
    {
        var all = await frames.AllAsync(token).ConfigureAwait(false);
        return await SaveAsync(await new ReferenceBuilder(recipe.Prepare(masters, known, again: true), recipe.Reference).BuildAsync(all, system.Clock, token).ConfigureAwait(false), token).ConfigureAwait(false);
    }

    async Task<SourceCatalogue?> BuildFirstCatalogueAsync(BandRecipe recipe, BandMasters masters, KnownBackgrounds known, ActorSystem system, CancellationToken token)
    {
        gauge.Is(BandActivity.Collecting);
        var builder = new ReferenceBuilder(recipe.Prepare(masters, known, again: true), recipe.Reference with { Frames = night.FirstCatalogue!.Value });
        return await SaveAsync(await builder.BuildFirstAsync(frames.LookAsync(token), system.Clock, token).ConfigureAwait(false), token).ConfigureAwait(false);
    }

    async Task<SourceCatalogue?> SaveAsync(ReferenceStack? reference, CancellationToken token)
    {
        if (reference is null) return null;
        var saved = await store.AskAsync<StoreActor.Referenced>(new StoreActor.SaveReference(Band, reference, InOrder: !night.IsLive), Patience, token).ConfigureAwait(false);
        return saved.Catalogue;
    }

    /// <summary>No frame shows enough stars: every frame gets its row all the same, with the reason.</summary>
    async Task<BandSummary> WithoutReferenceAsync(BandRecipe recipe, BandMasters masters, KnownBackgrounds known, BandTally tally, ActorSystem system, CancellationToken token)
    {
        var finding = recipe.Reference;
        var unplaced = recipe.Prepare(masters, known, again: false).Select(frame => frame.IsUsable
            ? frame.Refused(FrameState.Unaligned, FrameFault.TooFewStars, $"{frame.Descriptor.File}: fewer than {finding.Alignment.MinimumStars} stars above {finding.Finding.Sigmas} sigma.")
            : frame).Via(Stages.LightCurve());
        await StreamAsync(unplaced, null, tally, system, token).ConfigureAwait(false);
        var summary = tally.Summary(0);
        return summary with { Failure = summary.Unaligned > 0 ? tally.NoStars(finding) : summary.Failure };
    }

    async Task StreamAsync(Flow<FrameDescriptor, FrameOutcome> reduce, FrameDescriptor? sample, BandTally tally, ActorSystem system, CancellationToken token)
    {
        var stream = Source.From(frames.TakeAsync)
            .SelectAsync(1, (frame, cancel) => ThatFitsAsync(frame, sample, tally, system, cancel))
            .SelectMany(frame => frame)
            .Via(reduce)
            .GroupedWithin(LargestCommit, plan.CommitEvery, gathered => gathered >= frames.UnderWay)
            .RunWith(Sink.ForEachAsync<IReadOnlyList<FrameOutcome>>(1, (outcomes, cancel) => AppendAsync(outcomes, tally, system, cancel)), system.Clock, token);
        Volatile.Write(ref run, stream);
        if (draining) stream.Drain();
        await stream.Completion.ConfigureAwait(false);
    }

    /// <summary>The frame, when it has the size and binning of the reference; a row with the reason and nothing when it has not.</summary>
    async Task<FrameDescriptor[]> ThatFitsAsync(FrameDescriptor frame, FrameDescriptor? sample, BandTally tally, ActorSystem system, CancellationToken token)
    {
        if (sample is null) return [frame];
        if (FrameShape.Of(frame) == FrameShape.Of(sample)) return [await store.AskAsync<FrameDescriptor>(new StoreActor.LookBack(frame), Patience, token).ConfigureAwait(false)];
        await AppendAsync([NightScanner.Mismatched(frame, FrameShape.Of(sample))], tally, system, token).ConfigureAwait(false);
        return [];
    }

    async Task AppendAsync(IReadOnlyList<FrameOutcome> outcomes, BandTally tally, ActorSystem system, CancellationToken token)
    {
        var final = night.IsLive ? [.. outcomes.Where(outcome => outcome.Frame.Fault != FrameFault.Unreadable || !frames.SetAside(outcome.Frame.Id))] : outcomes;
        if (final.Count == 0) return;
        var stored = await store.AskAsync<StoreActor.Stored>(new StoreActor.Append(final, calibrationFiles), Patience, token).ConfigureAwait(false);
        foreach (var outcome in final) frames.Release(outcome.Frame.Id);
        if (night.IsLive && final.Select(SimultaneousFrame.Of).OfType<SimultaneousFrame>().ToArray() is { Length: > 0 } seen) owner.Tell(new JoinActor.Measured(Band, seen), Self);
        tally.Add(final);
        var counts = tally.Counts;
        gauge.Add(final, counts, stored.LatencySeconds);
        system.EventStream.Publish(new FramesStored(final));
        system.EventStream.Publish(new BandProgress(Band, counts.Done, counts.Total));
    }

    static FrameOutcome SetAside((FrameDescriptor Frame, int Tries, string Reason) failed) => new(
        FrameAdmission.Admit(failed.Frame).Refused(FrameState.Rejected, FrameFault.Quarantined, $"{failed.Reason} Set aside after {failed.Tries} tries.").Record, []);
}
