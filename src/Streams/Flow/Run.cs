using System.Diagnostics.CodeAnalysis;

namespace Nocturne.Streams;

/// <summary>A stream that was started: its end, and the two ways to end it early.</summary>
/// <remarks>The first failure wins and is what <see cref="Completion"/> throws, unwrapped. When it completes, no stage of the run is running any
/// more.</remarks>
[SuppressMessage("Design", "CA1001", Justification = "A cancellation source without a timer holds nothing to dispose, and a run may be drained or aborted after its end.")]
public abstract class Run
{
    static readonly Exception Finished = new InvalidOperationException("The run has finished.");

    readonly CancellationTokenSource abort = new();
    readonly CancellationTokenSource drain = new();
    Exception? conclusion;
    int runningStages;
    long dropped;

    private protected Run()
    {
    }

    /// <summary>Ends when the last stage has ended; throws the first failure, or the reason given to <see cref="Abort"/>.</summary>
    public Task Completion => CompletionTask;

    /// <summary>Elements dropped so far: by overflow or by supervision.</summary>
    public long Dropped => Interlocked.Read(ref dropped);

    /// <summary>Stages that run at this moment, fused stages counted as one; zero once the run is complete.</summary>
    public int RunningStages => Volatile.Read(ref runningStages);

    internal CancellationToken Draining => drain.Token;

    internal CancellationToken Aborting => abort.Token;

    private protected abstract Task CompletionTask { get; }

    /// <summary>Completes the intake: sources take in nothing more, what is under way flows out to the sink, then the run completes.</summary>
    public void Drain() => _ = drain.CancelAsync();

    /// <summary>Fails the run: every stage is cancelled, what is under way is disposed. Only the first call counts, and none once the run has
    /// ended.</summary>
    /// <param name="reason">What <see cref="Completion"/> throws.</param>
    public void Abort(Exception reason)
    {
        ArgumentNullException.ThrowIfNull(reason);
        if (Conclude(reason) == reason) _ = abort.CancelAsync();
    }

    internal void CountDropped() => Interlocked.Increment(ref dropped);

    internal async Task Spawn(Func<Task> body)
    {
        Interlocked.Increment(ref runningStages);
        try
        {
            await Task.Run(body);
        }
        finally
        {
            Interlocked.Decrement(ref runningStages);
        }
    }

    /// <summary>Settles how the run ends; the first caller decides. Null: it ended well.</summary>
    private protected Exception? Conclude(Exception? failure)
    {
        var mine = failure ?? Finished;
        var settled = Interlocked.CompareExchange(ref conclusion, mine, null) ?? mine;
        return settled == Finished ? null : settled;
    }
}
