using Nocturne.Streams;
using Nocturne.Streams.Night;
using Nocturne.Streams.Stages;
using Nocturne.Streams.Store;

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
    readonly CatalogueTurns turns;
    readonly Bell bell = new();
    readonly WaitingFrames frames;
    readonly BandBeginning beginning;
    readonly CancellationTokenSource abort = new();
    IReadOnlyList<string>? calibrationFiles;
    BandTally? tally;
    Run? run;
    volatile bool draining;

    public BandActor(NightPlan night, BandPlan plan, IActorRef store, IActorRef owner, BandGauge gauge, SemaphoreSlim preparation, CatalogueTurns turns)
    {
        (this.night, this.plan, this.store, this.owner, this.gauge, this.turns) = (night, plan, store, owner, gauge, turns);
        frames = new(plan.Band, store, bell);
        beginning = new(night, plan, store, frames, gauge, preparation, turns);
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
        await AppendAsync([.. checkpoint.Failed.Select(SetAside)], null, tally, system, token).ConfigureAwait(false);
        if (await beginning.MakeAsync(checkpoint, system.Clock, token).ConfigureAwait(false) is not { } begun) return tally.Summary(checkpoint.Catalogue?.Sources.Count ?? 0);
        calibrationFiles = begun.CalibrationFiles;
        if (night.IsLive) gauge.HasSettled(begun.Sample, (await store.AskAsync<StoreActor.Calibrations>(new StoreActor.FindLate(Band), Patience, token).ConfigureAwait(false)).Frames);
        SpentMemory.Return();
        turns.Over(Band);
        await turns.AllAsync(token).ConfigureAwait(false);
        if (begun.Catalogue is not { } catalogue) return await WithoutReferenceAsync(begun, tally, system, token).ConfigureAwait(false);

        gauge.Is(BandActivity.Measuring, catalogue.Sources.Count);
        if (night.IsLive) await SplitOffAsync(FrameShape.Of(begun.Sample), token).ConfigureAwait(false);
        var history = new PlaneTransformHistory(checkpoint.LastAligned?.Transform, checkpoint.LastAligned?.MidUtc);
        var recalled = await store.AskAsync<StoreActor.Recalled>(new StoreActor.Recall(Band, begun.Recipe.Sky), Patience, token).ConfigureAwait(false);
        await StreamAsync(begun.Recipe.Reduce(begun.Masters, begun.Backgrounds, catalogue, history, recalled.Sky), begun.Sample, tally, system, token).ConfigureAwait(false);
        return tally.Summary(catalogue.Sources.Count);
    }

    /// <summary>No frame shows enough stars: every frame gets its row all the same, with the reason.</summary>
    async Task<BandSummary> WithoutReferenceAsync(BandBeginning.Begun begun, BandTally tally, ActorSystem system, CancellationToken token)
    {
        var finding = begun.Recipe.Reference;
        var unplaced = begun.Recipe.Prepare(begun.Masters, begun.Backgrounds, again: false).Select(frame => frame.IsUsable
            ? frame.Refused(FrameState.Unaligned, FrameFault.TooFewStars, $"{frame.Descriptor.File}: fewer than {finding.Alignment.MinimumStars} stars above {finding.Finding.Sigmas} sigma.")
            : frame).Via(Stages.LightCurve());
        await StreamAsync(unplaced, null, tally, system, token).ConfigureAwait(false);
        var summary = tally.Summary(0);
        return summary with { Failure = summary.Unaligned > 0 ? tally.NoStars(finding) : summary.Failure };
    }

    async Task StreamAsync(Flow<FrameDescriptor, FrameOutcome> reduce, FrameDescriptor? sample, BandTally tally, ActorSystem system, CancellationToken token)
    {
        var stream = Source.From(frames.TakeAsync)
            .SelectAsync(1, (frame, cancel) => LaidAsync(frame, sample, cancel))
            .Via(reduce)
            .GroupedWithin(LargestCommit, plan.CommitEvery, gathered => gathered >= frames.UnderWay)
            .RunWith(Sink.ForEachAsync<IReadOnlyList<FrameOutcome>>(1, (outcomes, cancel) => AppendAsync(outcomes, sample, tally, system, cancel)), system.Clock, token);
        Volatile.Write(ref run, stream);
        if (draining) stream.Drain();
        await stream.Completion.ConfigureAwait(false);
    }

    /// <summary>The frame on the window of the reference; one that cannot be laid on it only tells what the camera did.</summary>
    async Task<FrameDescriptor> LaidAsync(FrameDescriptor frame, FrameDescriptor? sample, CancellationToken token)
    {
        if (sample is null) return frame;
        var laid = frame.LaidOn(sample) ?? frame with { Unlike = FrameShape.Of(sample) };
        return await store.AskAsync<FrameDescriptor>(new StoreActor.LookBack(laid), Patience, token).ConfigureAwait(false);
    }

    async Task AppendAsync(IReadOnlyList<FrameOutcome> outcomes, FrameDescriptor? sample, BandTally tally, ActorSystem system, CancellationToken token)
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
        if (night.IsLive && sample is not null && final.Any(outcome => outcome.Frame.Fault == FrameFault.Mismatched)) await SplitOffAsync(FrameShape.Of(sample), token).ConfigureAwait(false);
    }

    /// <summary>A setup that persists becomes a band of its own, with the frames that were set aside for it.</summary>
    async Task SplitOffAsync(FrameShape shape, CancellationToken token)
    {
        if (night.SplitShapesFrom == int.MaxValue) return;
        var moved = await store.AskAsync<AdmissionResult>(new StoreActor.SplitOff(Band, shape, night.SplitShapesFrom), Patience, token).ConfigureAwait(false);
        if (moved.Admitted.Count > 0) owner.Tell(new NightActor.Arrived(moved.Admitted, []), Self);
    }

    static FrameOutcome SetAside((FrameDescriptor Frame, int Tries, string Reason) failed) => new(
        FrameAdmission.Admit(failed.Frame).Refused(FrameState.Rejected, FrameFault.Quarantined, $"{failed.Reason} Set aside after {failed.Tries} tries.").Record, []);
}
