using System.Runtime.ExceptionServices;

namespace Nocturne.Streams;

/// <summary>A stream that was started and whose sink gives a result.</summary>
public sealed class Run<TResult> : Run
{
    internal Run(Func<StreamScope, CancellationToken, Task<TResult>> graph, TimeProvider clock, CancellationToken token) =>
        Completion = ExecuteAsync(new StreamScope(this, clock, _ => StreamDirective.Stop), graph, token);

    /// <summary>The sink's result, once the last stage has ended; throws the first failure, or the reason given to <see cref="Run.Abort"/>.</summary>
    public new Task<TResult> Completion { get; }

    private protected override Task CompletionTask => Completion;

    async Task<TResult> ExecuteAsync(StreamScope scope, Func<StreamScope, CancellationToken, Task<TResult>> graph, CancellationToken token)
    {
        await using var registration = token.Register(() => Abort(new OperationCanceledException(token)));
        TResult result = default!;
        Exception? failure = null;
        await scope.Spawn(async () =>
        {
            try
            {
                result = await graph(scope, Aborting);
            }
            catch (Exception e)
            {
                failure = e;
            }
        });
        if (Conclude(failure) is { } first)
        {
            Discard.Element(result);
            ExceptionDispatchInfo.Throw(first);
        }
        return result;
    }
}
