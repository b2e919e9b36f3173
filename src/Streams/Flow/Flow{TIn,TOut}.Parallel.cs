using System.Runtime.CompilerServices;

namespace Nocturne.Streams;

/// <content>Operators that put threads between stages.</content>
public sealed partial class Flow<TIn, TOut>
{
    /// <summary>Ends the fusion: what is above runs beside what is below, with a buffer between.</summary>
    /// <param name="buffer">Elements that may wait in between.</param>
    /// <remarks>Emits when the buffer is not empty; back-pressures when it is full; completes when upstream completes and the buffer is empty;
    /// fails when upstream does, behind the elements in the buffer.</remarks>
    public Flow<TIn, TOut> Async(int buffer = 16)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(buffer, 1);
        return Add<TOut>((scope, upstream) => Iterate(scope, upstream));

        async IAsyncEnumerable<TOut> Iterate(StreamScope scope, IAsyncEnumerable<TOut> upstream, [EnumeratorCancellation] CancellationToken token = default)
        {
            await using var intake = Intake<TOut>.Start(scope, upstream, buffer, token);
            while (await intake.Reader.WaitToReadAsync(token))
            {
                while (intake.Reader.TryRead(out var element)) yield return element;
            }
        }
    }

    /// <summary>Works on several elements at the same time and hands the results on in the order of the elements.</summary>
    /// <param name="parallelism">Elements in flight at most, finished ones that wait for their turn included.</param>
    /// <param name="selector">Runs on the thread pool, so that a body that only computes runs in parallel too. The input now belongs to it.</param>
    /// <remarks>Emits when the result of the oldest element is there; back-pressures when all places are in flight; completes when upstream
    /// completes and all results are out; fails when a function does and supervision says stop, behind the elements before it; no further element
    /// is taken in from that moment.</remarks>
    public Flow<TIn, TNext> SelectAsync<TNext>(int parallelism, Func<TOut, Task<TNext>> selector) =>
        SelectAsync(parallelism, (element, _) => selector(element));

    /// <inheritdoc cref="SelectAsync{TNext}(int, Func{TOut, Task{TNext}})"/>
    /// <param name="parallelism">Elements in flight at most, finished ones that wait for their turn included.</param>
    /// <param name="selector">Gets the element and the token that is cancelled when the result is not wanted any more.</param>
    public Flow<TIn, TNext> SelectAsync<TNext>(int parallelism, Func<TOut, CancellationToken, Task<TNext>> selector)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(parallelism, 1);
        return Add<TNext>((scope, upstream) =>
            new TokenEnumerable<TNext>(token => new OrderedParallelStage<TOut, TNext>(scope, upstream, parallelism, selector, token).ReadAsync()));
    }
}
