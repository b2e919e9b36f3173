using Nocturne.Streams.Night;

namespace Nocturne.Actors.Night;

/// <summary>The night: starts a band actor for each camera and filter, supervises them, and knows when all is done.</summary>
public sealed class NightActor : Actor, IDisposable
{
    static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(100);
    static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    /// <summary>Time without a failure after which the waits begin anew.</summary>
    static readonly TimeSpan Calm = TimeSpan.FromMinutes(1);

    /// <summary>Restarts of a band, when the whole night is there from the beginning, before it is given up.</summary>
    const int MostRestarts = 10;

    static readonly TimeSpan StatusEvery = TimeSpan.FromSeconds(1);

    readonly IActorRef store;
    readonly SemaphoreSlim preparation = new(1);
    readonly Dictionary<IActorRef, BandKey> running = [];
    readonly Dictionary<BandKey, IActorRef> bands = [];
    readonly SortedDictionary<BandKey, BandGauge> gauges = [];
    readonly Dictionary<BandKey, BandSummary> done = [];
    readonly Dictionary<BandKey, Exception> faults = [];
    readonly HashSet<BandKey> known = [];
    readonly IntakeGauge intakeGauge = new();
    readonly JoinGauge joinGauge = new();
    CatalogueTurns turns = new([]);
    NightPlan? plan;
    IActorRef? intake;
    IActorRef? join;
    IActorRef? client;
    bool caughtUp, intakeDone, stopping, interrupted;
    Exception? storeFailure;

    /// <param name="store">The <see cref="StoreActor"/>.</param>
    public NightActor(IActorRef store)
    {
        this.store = store;
        Receive<Reduce>(message => Begin(message.Plan, message.Bands, null));
        Receive<Watch>(message => Begin(message.Plan, message.Bands, message.Intake));
        Receive<Stop>(_ => Interrupt());
        Receive<Arrived>(OnArrived);
        Receive<CaughtUp>(_ => StartKnownBands());
        Receive<IntakeStarted>(message =>
        {
            if (stopping) message.Actor.Tell(new IntakeActor.Drain(), Self);
        });
        Receive<IntakeEnded>(_ => CloseIntake());
        Receive<BandStarted>(OnBandStarted);
        Receive<JoinActor.Measured>(message => join?.Tell(message, Self));
        Receive<BandDone>(message =>
        {
            done[message.Summary.Band] = message.Summary;
            interrupted |= message.Interrupted && message.Summary.Measured + message.Summary.Unaligned + message.Summary.Rejected < message.Summary.Frames;
        });
        Receive<BandFaulted>(OnFault);
        Receive<Terminated>(OnEnded);
        Receive<Tick>(_ => PublishStatus());
    }

    /// <summary>Asks to reduce the frames that wait in the store, all of which are there; answered by a <see cref="NightResult"/>.</summary>
    /// <param name="Plan">How.</param>
    /// <param name="Bands">Bands that have frames.</param>
    public sealed record Reduce(NightPlan Plan, IReadOnlyList<BandKey> Bands);

    /// <summary>Asks to reduce frames as they arrive, until no more come; answered by a <see cref="NightResult"/>.</summary>
    /// <param name="Plan">How.</param>
    /// <param name="Bands">Bands that have frames from earlier.</param>
    /// <param name="Intake">Where frames come from.</param>
    public sealed record Watch(NightPlan Plan, IReadOnlyList<BandKey> Bands, IntakePlan Intake);

    /// <summary>Asks to finish the frames under way and take no more.</summary>
    public sealed record Stop;

    internal sealed record Arrived(IReadOnlyDictionary<BandKey, long> Admitted, IReadOnlyList<FrameDescriptor> Calibrations);

    internal sealed record CaughtUp;

    internal sealed record IntakeStarted(IActorRef Actor);

    internal sealed record IntakeEnded;

    internal sealed record BandStarted(BandKey Band, IActorRef Actor);

    internal sealed record BandDone(BandSummary Summary, bool Interrupted);

    internal sealed record BandFaulted(BandKey Band, Exception Cause);

    sealed record Tick;

    public void Dispose() => preparation.Dispose();

    protected internal override Task PostStop()
    {
        Dispose();
        return Task.CompletedTask;
    }

    /// <summary>A store that cannot be written is nothing that a restart mends.</summary>
    internal static bool IsStoreFailure(Exception cause) => cause is Streams.Store.StoreException or IOException or UnauthorizedAccessException;

    void Begin(NightPlan night, IReadOnlyList<BandKey> withFrames, IntakePlan? arrivals)
    {
        client = Sender;
        plan = night;
        known.UnionWith(withFrames);
        Context.Timers.StartPeriodicTimer(nameof(Tick), new Tick(), StatusEvery);
        if (arrivals is null)
        {
            intakeDone = true;
            turns = new(withFrames);
            StartKnownBands();
        }
        else
        {
            var self = Self;
            var props = Props.Create(() => new IntakeActor(arrivals, store, self, intakeGauge));
            join = Context.ActorOf(Props.Create(() => new JoinActor(joinGauge)), "join");
            intake = Context.Watch(Context.ActorOf(BackoffSupervisor.Props(Backoff.OnFailure(props, "stream", FirstWait, LongestWait) with { AutoReset = Calm }), "intake"));
        }
        AnswerWhenDone();
    }

    /// <summary>Bands begin only when what was there at the beginning has been read: calibration frames are often among the last.</summary>
    void StartKnownBands()
    {
        caughtUp = true;
        foreach (var band in known.Order()) StartBand(band);
    }

    void StartBand(BandKey band)
    {
        if (bands.ContainsKey(band) || stopping) return;
        var (self, night, order) = (Self, plan!, turns);
        var bandPlan = night.Band(band);
        var gauge = gauges[band] = new BandGauge(band, Context.System.Clock);
        var props = Props.Create(() => new BandActor(night, bandPlan, store, self, gauge, preparation, order));
        var options = Backoff.OnFailure(props, "stream", FirstWait, LongestWait) with { MaxRetries = night.IsLive ? -1 : MostRestarts, AutoReset = night.IsLive ? Calm : FirstWait };
        var actor = Context.Watch(Context.ActorOf(BackoffSupervisor.Props(options), band.ToString()));
        running[actor] = band;
        bands[band] = actor;
        intakeGauge.Bands = [.. running.Values.Select(one => gauges[one])];
    }

    void OnArrived(Arrived message)
    {
        foreach (var (band, admitted) in message.Admitted)
        {
            known.Add(band);
            if (!bands.TryGetValue(band, out var actor))
            {
                if (caughtUp) StartBand(band);
                continue;
            }
            actor.Tell(new BandActor.FramesWaiting(admitted), Self);
        }
        foreach (var gauge in gauges.Values) gauge.CalibrationsCame(message.Calibrations);
    }

    void CloseIntake()
    {
        intakeDone = true;
        if (!caughtUp) StartKnownBands();
        foreach (var band in running.Keys) band.Tell(new BandActor.Close(), Self);
    }

    void OnBandStarted(BandStarted message)
    {
        if (stopping) message.Actor.Tell(new BandActor.Drain(), Self);
        else if (intakeDone) message.Actor.Tell(new BandActor.Close(), Self);
    }

    void Interrupt()
    {
        stopping = true;
        interrupted |= running.Count > 0 || intake is not null;
        intake?.Tell(new IntakeActor.Drain(), Self);
        foreach (var band in running.Keys) band.Tell(new BandActor.Drain(), Self);
    }

    void OnFault(BandFaulted message)
    {
        faults[message.Band] = message.Cause;
        gauges[message.Band].HasFailed(message.Cause);
        if (plan!.IsLive || !IsStoreFailure(message.Cause)) return;
        storeFailure ??= message.Cause;
        foreach (var band in running.Keys) Context.Stop(band);
    }

    void OnEnded(Terminated message)
    {
        if (message.Actor == intake) intake = null;
        if (running.Remove(message.Actor, out var band))
        {
            gauges[band].Is(BandActivity.Ended);
            intakeGauge.Bands = [.. running.Values.Select(one => gauges[one])];
            turns.Over(band);
            if (!done.ContainsKey(band))
            {
                var reason = faults.TryGetValue(band, out var cause) ? cause.Message : "it was stopped";
                done[band] = new(band, gauges[band].Read().Counts.Total, 0, 0, 0, 0, $"Band {band}: given up: {reason}");
            }
        }
        AnswerWhenDone();
    }

    void AnswerWhenDone()
    {
        if (running.Count > 0 || intake is not null || client is null) return;
        join?.Tell(new JoinActor.Close(), Self);
        PublishStatus();
        client.Tell(new NightResult([.. done.Values.OrderBy(summary => summary.Band)], interrupted, storeFailure), Self);
        client = null;
    }

    void PublishStatus()
    {
        var phase = running.Count == 0 && intake is null ? NightPhase.Ended : intakeDone || stopping ? NightPhase.Finishing : caughtUp ? NightPhase.Running : NightPhase.CatchingUp;
        var status = new NightStatus
        {
            At = Context.System.Clock.GetUtcNow(),
            Phase = phase,
            Bands = [.. gauges.Values.Select(gauge => gauge.Read())],
            FilesTaken = intakeGauge.Taken,
            FilesPending = intakeGauge.Pending,
            PoolBytes = plan!.Pool.LeasedBytes,
            PoolBudget = plan.Pool.BudgetBytes,
            PoolWaiting = plan.Pool.Waiting,
            Simultaneous = joinGauge.Together,
            LastSimultaneous = joinGauge.Last,
            Trouble = intakeGauge.Trouble,
        };
        NightMetrics.Show(status);
        Context.System.EventStream.Publish(status);
    }
}
