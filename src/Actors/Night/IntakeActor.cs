using Nocturne.Streams;
using Nocturne.Streams.Arrivals;
using Nocturne.Streams.Night;
using Nocturne.Streams.Store;

namespace Nocturne.Actors.Night;

/// <summary>Takes files as they arrive, reads their headers, and notes their frames in the ledger, where the bands find them.</summary>
/// <remarks>What the disk refuses is tried again until it gives in; meanwhile no further file is taken.</remarks>
sealed class IntakeActor : Actor, IDisposable
{
    static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(200);
    static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    /// <summary>Frames that wait for every band when an intake that can wait does so.</summary>
    const int Plenty = 4096;

    /// <summary>Looks at the bands, without seeing them get on, after which it goes on all the same.</summary>
    const int MostLooks = 100;

    static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);

    readonly IntakePlan plan;
    readonly IActorRef store;
    readonly IActorRef night;
    readonly IntakeGauge gauge;
    readonly CancellationTokenSource abort = new();
    Run? run;

    public IntakeActor(IntakePlan plan, IActorRef store, IActorRef night, IntakeGauge gauge)
    {
        (this.plan, this.store, this.night, this.gauge) = (plan, store, night, gauge);
        Receive<Begin>(begin => _ = ReadAsync(Context.System).PipeTo(Self, success: _ => new Ended(null), failure: cause => new Ended(cause)));
        Receive<Drain>(_ => Stop());
        Receive<Ended>(message => End(message.Cause));
        Receive<StoreActor.Stored>(_ => { });
        Receive<Failure>(_ => { });
    }

    /// <summary>Take no more.</summary>
    public sealed record Drain;

    sealed record Begin;

    sealed record Ended(Exception? Cause);

    protected internal override Task PreStart()
    {
        Self.Tell(new Begin());
        night.Tell(new NightActor.IntakeStarted(Self), Self);
        return Task.CompletedTask;
    }

    protected internal override async Task PostStop()
    {
        await abort.CancelAsync();
        Dispose();
    }

    public void Dispose() => abort.Dispose();

    void Stop()
    {
        if (Volatile.Read(ref run) is { } stream) stream.Drain();
        abort.Cancel();
    }

    void End(Exception? cause)
    {
        if (cause is not (null or OperationCanceledException))
        {
            gauge.Trouble = cause.Message;
            throw cause;
        }
        night.Tell(new NightActor.IntakeEnded(), Self);
        Context.Stop(Self);
    }

    async Task<Done> ReadAsync(ActorSystem system)
    {
        var stream = Source.From(plan.Arrivals.ReadAsync).RunWith(Sink.ForEachAsync<ArrivalBatch>(1, (batch, token) => TakeAsync(batch, system, token)), system.Clock, abort.Token);
        Volatile.Write(ref run, stream);
        try
        {
            await stream.Completion.ConfigureAwait(false);
        }
        finally
        {
            if (plan.Arrivals.Unfinished is { Count: > 0 } unfinished) store.Tell(new StoreActor.NoteIncomplete(unfinished), Self);
        }
        return default;
    }

    async Task TakeAsync(ArrivalBatch batch, ActorSystem system, CancellationToken token)
    {
        gauge.Pending = batch.Pending;
        gauge.Trouble = batch.Trouble;
        if (batch.Files.Count > 0)
        {
            if (plan.Arrivals.CanWait) await BandsAsync(system.Clock, token).ConfigureAwait(false);
            await TakeAsync(batch.Files, system, token).ConfigureAwait(false);
        }
        if (batch.Incomplete.Count > 0)
        {
            await InsistAsync(() => store.AskAsync<StoreActor.Stored>(new StoreActor.NoteIncomplete(batch.Incomplete), Timeout.InfiniteTimeSpan, token), system.Clock, token).ConfigureAwait(false);
            system.EventStream.Publish(new FilesIncomplete(batch.Incomplete.Select(entry => (entry.File.File, entry.Reason)).ToArray()));
        }
        if (batch.CaughtUp) night.Tell(new NightActor.CaughtUp(), Self);
    }

    /// <summary>Waits for the bands while each of them has plenty to do and gets on with it: a ledger that only grows by what is done stays in the caches.</summary>
    async Task BandsAsync(TimeProvider clock, CancellationToken token)
    {
        var (fewest, looks) = (int.MaxValue, 0);
        while (gauge.Backlog is >= Plenty and var backlog && looks < MostLooks)
        {
            (fewest, looks) = backlog < fewest ? (backlog, 0) : (fewest, looks + 1);
            await Task.Delay(BetweenLooks, clock, token).ConfigureAwait(false);
        }
    }

    async Task TakeAsync(IReadOnlyList<ArrivedFile> files, ActorSystem system, CancellationToken token)
    {
        var images = await Source.From(files).SelectAsync(plan.Workers, file => Task.Run(() => plan.Scanner.Scan(file), token))
            .RunWith(Sink.Collect<IReadOnlyList<ScannedFile>>(), system.Clock, token).Completion.ConfigureAwait(false);
        var all = images.SelectMany(image => image).ToArray();
        var rejected = (IReadOnlyList<FrameOutcome>)[];
        var admitted = await InsistAsync(
            () =>
            {
                var admission = Sort(files, all);
                rejected = admission.Rejected;
                return store.AskAsync<AdmissionResult>(new StoreActor.Admit(admission), Timeout.InfiniteTimeSpan, token);
            },
            system.Clock,
            token).ConfigureAwait(false);
        gauge.Take(files.Count);
        if (rejected.Count > 0) system.EventStream.Publish(new FramesStored(rejected));
        if (admitted.Admitted.Count > 0 || admitted.Calibrations.Count > 0) night.Tell(new NightActor.Arrived(admitted.Admitted, admitted.Calibrations), Self);
    }

    Admission Sort(IReadOnlyList<ArrivedFile> files, IReadOnlyList<ScannedFile> images) =>
        plan.Sorter.Sort(images) with { Files = plan.Arrivals.FilesAreRemembered ? files : [] };

    /// <summary>Does something that the disk may refuse, until it does not.</summary>
    async Task<T> InsistAsync<T>(Func<Task<T>> work, TimeProvider clock, CancellationToken token)
    {
        for (var wait = FirstWait; ; wait = wait < LongestWait ? 2 * wait : LongestWait)
        {
            try
            {
                return await work().ConfigureAwait(false);
            }
            catch (Exception fault) when (NightActor.IsStoreFailure(fault))
            {
                gauge.Trouble = fault.Message;
                await Task.Delay(wait, clock, token).ConfigureAwait(false);
                gauge.Trouble = null;
            }
        }
    }
}
