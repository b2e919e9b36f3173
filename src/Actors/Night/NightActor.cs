using Nocturne.Streams.Night;

namespace Nocturne.Actors.Night;

/// <summary>The night: starts a band actor for each camera and filter, supervises them, and knows when all is done.</summary>
public sealed class NightActor : Actor, IDisposable
{
    static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(100);
    static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    readonly IActorRef store;
    readonly SemaphoreSlim preparation = new(1);
    readonly Dictionary<IActorRef, BandPlan> running = [];
    readonly Dictionary<BandKey, BandSummary> done = [];
    readonly Dictionary<BandKey, Exception> faults = [];
    IActorRef? client;
    bool interrupted;
    Exception? storeFailure;

    /// <param name="store">The <see cref="StoreActor"/>.</param>
    public NightActor(IActorRef store)
    {
        this.store = store;
        Receive<Reduce>(Start);
        Receive<Stop>(_ => Interrupt());
        Receive<BandDone>(message =>
        {
            done[message.Summary.Band] = message.Summary;
            interrupted |= message.Interrupted && message.Summary.Measured + message.Summary.Unaligned + message.Summary.Rejected < message.Summary.Frames;
        });
        Receive<BandFaulted>(OnFault);
        Receive<Terminated>(OnBandEnded);
    }

    /// <summary>Asks to reduce bands; answered by a <see cref="NightResult"/>.</summary>
    public sealed record Reduce(IReadOnlyList<BandPlan> Bands);

    /// <summary>Asks to finish the frames under way and take no more.</summary>
    public sealed record Stop;

    internal sealed record BandDone(BandSummary Summary, bool Interrupted);

    internal sealed record BandFaulted(BandKey Band, Exception Cause);

    public void Dispose() => preparation.Dispose();

    void Start(Reduce message)
    {
        client = Sender;
        foreach (var plan in message.Bands)
        {
            var failures = new FrameFailures();
            var self = Self;
            var band = Props.Create(() => new BandActor(plan, store, self, failures, preparation));
            var supervisor = BackoffSupervisor.Props(Backoff.OnFailure(band, "stream", FirstWait, LongestWait) with { MaxRetries = 10 });
            running[Context.Watch(Context.ActorOf(supervisor, plan.Frames.Band.ToString()))] = plan;
        }
        AnswerWhenDone();
    }

    void Interrupt()
    {
        interrupted |= running.Count > 0;
        foreach (var band in running.Keys) band.Tell(new BandActor.Drain(), Self);
    }

    void OnFault(BandFaulted message)
    {
        faults[message.Band] = message.Cause;
        if (!IsStoreFailure(message.Cause)) return;
        storeFailure ??= message.Cause;
        foreach (var band in running.Keys) Context.Stop(band);
    }

    void OnBandEnded(Terminated message)
    {
        if (!running.Remove(message.Actor, out var plan)) return;
        var band = plan.Frames.Band;
        if (!done.ContainsKey(band))
        {
            var reason = faults.TryGetValue(band, out var cause) ? cause.Message : "it was stopped";
            done[band] = new(band, plan.Frames.Frames.Count, 0, 0, 0, 0, $"Band {band}: given up: {reason}");
        }
        AnswerWhenDone();
    }

    void AnswerWhenDone()
    {
        if (running.Count > 0 || client is null) return;
        client.Tell(new NightResult([.. done.Values.OrderBy(summary => summary.Band)], interrupted, storeFailure), Self);
        client = null;
    }

    /// <summary>A store that cannot be written is nothing that a restart mends.</summary>
    internal static bool IsStoreFailure(Exception cause) => cause is Streams.Store.StoreException or IOException or UnauthorizedAccessException;
}
