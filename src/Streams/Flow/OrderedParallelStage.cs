using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;
using System.Threading.Channels;

namespace Nocturne.Streams;

/// <summary>The worker of <c>SelectAsync</c>: a pump starts the work, the reader takes the results in order.</summary>
[SuppressMessage("Design", "CA1001", Justification = "ReadAsync disposes them when the enumeration ends.")]
sealed class OrderedParallelStage<TIn, TOut>(
    StreamScope scope,
    IAsyncEnumerable<TIn> upstream,
    int parallelism,
    Func<TIn, CancellationToken, Task<TOut>> selector,
    CancellationToken token)
{
    readonly Channel<Task<Outcome>> started = Channel.CreateUnbounded<Task<Outcome>>(new() { SingleReader = true, SingleWriter = true });
    readonly SemaphoreSlim places = new(parallelism);
    readonly CancellationTokenSource intake = CancellationTokenSource.CreateLinkedTokenSource(token);
    readonly CancellationTokenSource work = CancellationTokenSource.CreateLinkedTokenSource(token);

    public async IAsyncEnumerable<TOut> ReadAsync()
    {
        var pump = scope.Spawn(PumpAsync);
        try
        {
            while (await started.Reader.WaitToReadAsync(token))
            {
                while (started.Reader.TryRead(out var task))
                {
                    var outcome = await task;
                    places.Release();
                    if (outcome.Failure is not null) ExceptionDispatchInfo.Throw(outcome.Failure);
                    if (outcome.HasValue) yield return outcome.Value;
                }
            }
        }
        finally
        {
            await intake.CancelAsync();
            await work.CancelAsync();
            await pump;
            while (started.Reader.TryRead(out var task)) Discard.Element((await task).Value);
            intake.Dispose();
            work.Dispose();
            places.Dispose();
        }
    }

    async Task PumpAsync()
    {
        Exception? failure = null;
        try
        {
            await using var elements = upstream.GetAsyncEnumerator(intake.Token);
            while (true)
            {
                await places.WaitAsync(intake.Token);
                if (!await elements.MoveNextAsync()) break;
                var element = elements.Current;
                started.Writer.TryWrite(Task.Run(() => WorkAsync(element)));
            }
        }
        catch (Exception e)
        {
            failure = e;
        }
        started.Writer.TryComplete(failure);
    }

    async Task<Outcome> WorkAsync(TIn element)
    {
        try
        {
            return new(true, await selector(element, work.Token), null);
        }
        catch (Exception e)
        {
            if (scope.Judge(e, element, work.Token) != StreamDirective.Stop) return default;
            await intake.CancelAsync();
            return new(false, default!, e);
        }
    }

    readonly record struct Outcome(bool HasValue, TOut Value, Exception? Failure);
}
