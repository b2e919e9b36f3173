using Nocturne.Core.Photometry;
using Nocturne.Streams;
using Nocturne.Streams.Night;

namespace Nocturne.Actors.Night;

/// <summary>Joins the bands of a night that runs in time, and publishes what was exposed together.</summary>
/// <remarks>
/// Each band is waited for up to its own watermark, and only for so long: a camera that is dead does not stall the others. How near exposures must be, and how long
/// is waited, follows from the cadences; the join begins when the first is known and anew when a band joins in. It only shows: what is exported is joined from the store, and complete.
/// </remarks>
sealed class JoinActor : Actor, IDisposable
{
    /// <summary>Frames of a band that wait for those of the others, at most: a band that runs so far ahead is shown without the oldest of them.</summary>
    const int LargestQueue = 1024;

    /// <summary>Cadences for which a band is waited for, and the time that a frame may take from its exposure to its rows.</summary>
    const double PatienceInCadences = 3;

    static readonly TimeSpan Work = TimeSpan.FromSeconds(10);

    readonly JoinGauge gauge;
    readonly CancellationTokenSource abort = new();
    readonly SortedDictionary<BandKey, Pending> bands = [];
    Dictionary<BandKey, ISourceQueue<SimultaneousFrame>> queues = [];

    public JoinActor(JoinGauge gauge)
    {
        this.gauge = gauge;
        Receive<Measured>(OnMeasured);
        Receive<Close>(_ => CloseQueues());
    }

    /// <summary>Frames of a band became durable.</summary>
    public sealed record Measured(BandKey Band, IReadOnlyList<SimultaneousFrame> Frames);

    /// <summary>No more frames will come.</summary>
    public sealed record Close;

    protected internal override async Task PostStop()
    {
        await abort.CancelAsync();
        Dispose();
    }

    public void Dispose() => abort.Dispose();

    void OnMeasured(Measured message)
    {
        if (!bands.TryGetValue(message.Band, out var band)) band = bands[message.Band] = new();
        foreach (var frame in message.Frames) band.Add(frame);
        if (!queues.ContainsKey(message.Band) && bands.Count > 1 && bands.Values.Any(one => one.Cadence is not null)) Begin();
        if (queues.Count == 0) return;
        foreach (var (key, pending) in bands)
        {
            // The buffer behind the queue has room for every frame, at the cost of older ones.
            while (pending.Waiting.TryDequeue(out var frame)) _ = queues[key].OfferAsync(frame, abort.Token).AsTask();
        }
    }

    void Begin()
    {
        CloseQueues();
        queues = [];
        var sources = new List<Source<SimultaneousFrame>>();
        foreach (var band in bands.Keys)
        {
            sources.Add(Source.Queue<SimultaneousFrame>(LargestQueue, out var queue).Buffer(LargestQueue, OverflowStrategy.DropHead));
            queues[band] = queue;
        }
        var cadences = bands.Values.Select(band => band.Cadence).OfType<double>().ToArray();
        var (tolerance, patience) = (TimeSpan.FromSeconds(cadences.Min() / 2), Work + TimeSpan.FromSeconds(PatienceInCadences * cadences.Max()));
        var events = Context.System.EventStream;
        _ = Source.JoinByTime(sources, frame => frame.MidUtc, tolerance, patience)
            .RunWith(
                Sink.ForEach<TimeGroup<SimultaneousFrame>>(group =>
                {
                    var together = new SimultaneousFrames(group.Time, [.. group.Members.OrderBy(member => member.Input).Select(member => member.Element)], group.IsComplete, group.Late);
                    gauge.Add(together);
                    events.Publish(together);
                }),
                Context.System.Clock,
                abort.Token).Completion.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
    }

    void CloseQueues()
    {
        foreach (var queue in queues.Values) queue.Complete();
    }

    sealed class Pending
    {
        readonly List<double> gaps = [];
        SimultaneousFrame? last;

        public Queue<SimultaneousFrame> Waiting { get; } = [];

        /// <summary>Median time between the first frames [s]; null before the second.</summary>
        public double? Cadence => gaps.Count > 0 ? SigmaClip.Median([.. gaps]) : null;

        public void Add(SimultaneousFrame frame)
        {
            const int enough = 20;
            if (gaps.Count < enough && last is not null && frame.MidUtc.SecondsSince(last.MidUtc) is > 0 and var gap) gaps.Add(gap);
            last = frame;
            if (Waiting.Count == LargestQueue) Waiting.Dequeue();
            Waiting.Enqueue(frame);
        }
    }
}
