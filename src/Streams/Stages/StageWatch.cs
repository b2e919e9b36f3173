using Nocturne.Streams.Night;

namespace Nocturne.Streams.Stages;

/// <summary>Times the stages and notices when one hangs.</summary>
/// <param name="Clock">The clock.</param>
/// <param name="Limit">How long a stage may work on one frame; infinite for as long as it likes.</param>
public sealed record StageWatch(TimeProvider Clock, TimeSpan Limit)
{
    /// <summary>By the system's clock, without a limit.</summary>
    public static StageWatch None { get; } = new(TimeProvider.System, Timeout.InfiniteTimeSpan);

    /// <summary>Runs a step, but waits no longer than the limit.</summary>
    /// <exception cref="StageHangsException">The step did not end. Its frame stays with it, and its pixels are not given to others until it ends, if it ever does.</exception>
    public async ValueTask<NightFrame> GuardAsync(Stage stage, NightFrame frame, FrameStep step, CancellationToken token)
    {
        if (Limit == Timeout.InfiniteTimeSpan) return await step(frame, token).ConfigureAwait(false);
        var work = Task.Run(() => step(frame, token).AsTask(), CancellationToken.None);
        try
        {
            return await work.WaitAsync(Limit, Clock, CancellationToken.None).ConfigureAwait(false);
        }
        catch (TimeoutException) when (!work.IsCompleted)
        {
            frame.Pixels?.Abandon();
            _ = work.ContinueWith(late => late.Result.Dispose(), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
            throw new StageHangsException(stage, Limit);
        }
    }
}
