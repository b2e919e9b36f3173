using Nocturne.Core.Calibration;
using Nocturne.Core.Catalogs;
using Nocturne.Streams;
using Nocturne.Streams.Night;
using Nocturne.Streams.Stages;

namespace Nocturne.Actors.Night;

/// <summary>One camera and filter of the night: owns its stream and brings it from its last checkpoint to its last frame.</summary>
/// <remarks>
/// A file that cannot be used becomes a row with a reason. A fault of the program fails the stream and so the actor, which its supervisor starts again
/// from the checkpoint; a frame that does so three times is set aside.
/// </remarks>
sealed class BandActor : Actor, IDisposable
{
    /// <summary>Frames that are made durable together at most.</summary>
    const int LargestCommit = 256;

    static readonly TimeSpan Patience = Timeout.InfiniteTimeSpan;

    readonly BandPlan plan;
    readonly IActorRef store;
    readonly IActorRef night;
    readonly FrameFailures failures;
    readonly SemaphoreSlim preparation;
    readonly CancellationTokenSource abort = new();
    BandTally? tally;
    Run? run;
    volatile bool draining;

    public BandActor(BandPlan plan, IActorRef store, IActorRef night, FrameFailures failures, SemaphoreSlim preparation)
    {
        this.plan = plan;
        this.store = store;
        this.night = night;
        this.failures = failures;
        this.preparation = preparation;
        Receive<Begin>(begin => _ = ReduceAsync(Context.System, abort.Token).PipeTo(Self, success: summary => new Finished(summary), failure: cause => new Failed(cause)));
        Receive<Drain>(_ => Stop());
        Receive<Finished>(message => End(message.Summary));
        Receive<Failed>(message => Fail(message.Cause));
    }

    /// <summary>Finish the frames under way, take no more.</summary>
    public sealed record Drain;

    sealed record Begin;

    sealed record Finished(BandSummary Summary);

    sealed record Failed(Exception Cause);

    BandKey Band => plan.Frames.Band;

    protected internal override Task PreStart()
    {
        Self.Tell(new Begin());
        return Task.CompletedTask;
    }

    protected internal override async Task PostStop()
    {
        await abort.CancelAsync();
        Dispose();
    }

    public void Dispose() => abort.Dispose();

    /// <summary>A running stream finishes what is under way; before that there is nothing to finish.</summary>
    void Stop()
    {
        draining = true;
        if (Volatile.Read(ref run) is { } stream) stream.Drain();
        else abort.Cancel();
    }

    void End(BandSummary summary)
    {
        night.Tell(new NightActor.BandDone(summary, draining), Self);
        Context.Stop(Self);
    }

    void Fail(Exception cause)
    {
        if (draining && cause is OperationCanceledException)
        {
            End(tally?.Summary(Band, 0) ?? new(Band, plan.Frames.Frames.Count, 0, 0, 0, 0, null));
            return;
        }
        if (cause is FrameFailedException frame) failures.Add(frame);
        night.Tell(new NightActor.BandFaulted(Band, cause), Self);
        if (!NightActor.IsStoreFailure(cause)) throw cause;
        Context.Stop(Self);
    }

    async Task<BandSummary> ReduceAsync(ActorSystem system, CancellationToken token)
    {
        var checkpoint = await store.AskAsync<StoreActor.Checkpoint>(new StoreActor.Load(Band), Patience, token).ConfigureAwait(false);
        var tally = new BandTally(plan.Frames.Frames, checkpoint.Known);
        Volatile.Write(ref this.tally, tally);
        await AppendAsync([.. tally.Remaining.Select(SetAside).OfType<FrameOutcome>()], tally, system, token).ConfigureAwait(false);
        if (tally.Remaining.Count == 0) return tally.Summary(Band, checkpoint.Catalogue?.Sources.Count ?? 0);

        var (masters, catalogue) = await PrepareAsync(checkpoint.Catalogue, tally, system, token).ConfigureAwait(false);
        SpentMemory.Return();
        if (catalogue is null) return await WithoutReferenceAsync(masters, tally, system, token).ConfigureAwait(false);

        var history = new PlaneTransformHistory(checkpoint.LastAligned?.Transform);
        await StreamAsync(plan.Recipe.Reduce(masters, catalogue, history), tally, system, token).ConfigureAwait(false);
        return tally.Summary(Band, catalogue.Sources.Count);
    }

    /// <summary>Master frames and catalogue. Bands take turns, for this is what takes the most memory; it is given back before the stream begins.</summary>
    async Task<(CalibrationMasters Masters, SourceCatalogue? Catalogue)> PrepareAsync(SourceCatalogue? catalogue, BandTally tally, ActorSystem system, CancellationToken token)
    {
        await preparation.WaitAsync(token).ConfigureAwait(false);
        try
        {
            var masters = await Task.Run(() => plan.Masters.Build(plan.Frames.Biases, plan.Frames.Darks, plan.Frames.Flats), token).ConfigureAwait(false);
            catalogue ??= await BuildCatalogueAsync(masters, tally, system, token).ConfigureAwait(false);
            return (masters, catalogue);
        }
        finally
        {
            preparation.Release();
        }
    }

    async Task<SourceCatalogue?> BuildCatalogueAsync(CalibrationMasters masters, BandTally tally, ActorSystem system, CancellationToken token)
    {
        var reference = await new ReferenceBuilder(plan.Recipe.Prepare(masters), plan.Recipe.Reference).BuildAsync(tally.Remaining, system.Clock, token).ConfigureAwait(false);
        if (reference is null) return null;
        await store.AskAsync<StoreActor.Stored>(new StoreActor.SaveReference(Band, reference), Patience, token).ConfigureAwait(false);
        return reference.Catalogue;
    }

    /// <summary>No frame shows enough stars: every frame gets its row all the same, with the reason.</summary>
    async Task<BandSummary> WithoutReferenceAsync(CalibrationMasters masters, BandTally tally, ActorSystem system, CancellationToken token)
    {
        var finding = plan.Recipe.Reference;
        var unplaced = plan.Recipe.Prepare(masters).Select(frame => frame.IsUsable
            ? frame.Refused(FrameState.Unaligned, FrameFault.TooFewStars, $"{frame.Descriptor.File}: fewer than {finding.Alignment.MinimumStars} stars above {finding.Finding.Sigmas} sigma.")
            : frame).Via(Stages.LightCurve());
        await StreamAsync(unplaced, tally, system, token).ConfigureAwait(false);
        var summary = tally.Summary(Band, 0);
        return summary with { Failure = summary.Unaligned > 0 ? tally.NoStars(Band, finding) : summary.Failure };
    }

    async Task StreamAsync(Flow<FrameDescriptor, FrameOutcome> reduce, BandTally tally, ActorSystem system, CancellationToken token)
    {
        var stream = Source.From(tally.Remaining)
            .Via(reduce)
            .GroupedWithin(LargestCommit, plan.CommitEvery)
            .RunWith(Sink.ForEachAsync<IReadOnlyList<FrameOutcome>>(1, (outcomes, cancel) => AppendAsync(outcomes, tally, system, cancel)), system.Clock, token);
        Volatile.Write(ref run, stream);
        if (draining) stream.Drain();
        await stream.Completion.ConfigureAwait(false);
    }

    async Task AppendAsync(IReadOnlyList<FrameOutcome> outcomes, BandTally tally, ActorSystem system, CancellationToken token)
    {
        if (outcomes.Count == 0) return;
        await store.AskAsync<StoreActor.Stored>(new StoreActor.Append(outcomes), Patience, token).ConfigureAwait(false);
        tally.Add(outcomes);
        system.EventStream.Publish(new BandProgress(Band, tally.Done, tally.Total));
    }

    FrameOutcome? SetAside(FrameDescriptor frame) => failures.SetAside(frame.Id) is { } reason
        ? new(FrameAdmission.Admit(frame).Refused(FrameState.Rejected, FrameFault.Quarantined, $"{reason} Set aside after {FrameFailures.Limit} tries.").Record, [])
        : null;
}
