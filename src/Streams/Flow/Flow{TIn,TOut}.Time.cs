using System.Runtime.CompilerServices;

namespace Nocturne.Streams;

/// <content>Operators that look at the clock.</content>
public sealed partial class Flow<TIn, TOut>
{
    /// <summary>Slows elements down (shaping): each one costs time, and goes out when that has passed since the one before. For replay at the
    /// pace of the night.</summary>
    /// <param name="cost">The time an element takes after the one before it.</param>
    /// <param name="burst">How far the stream may lag behind its pace and still catch up without waiting.</param>
    /// <remarks>Emits when the cost of the element is paid; back-pressures meanwhile; completes when upstream completes; fails when upstream or
    /// the function does.</remarks>
    public Flow<TIn, TOut> Throttle(Func<TOut, TimeSpan> cost, TimeSpan burst = default)
    {
        return Add<TOut>((scope, upstream) => Iterate(scope.Clock, upstream));

        async IAsyncEnumerable<TOut> Iterate(TimeProvider clock, IAsyncEnumerable<TOut> upstream, [EnumeratorCancellation] CancellationToken token = default)
        {
            var start = clock.GetTimestamp();
            var due = -burst;
            await foreach (var element in upstream.WithCancellation(token))
            {
                try
                {
                    var now = clock.GetElapsedTime(start);
                    due = (due > now - burst ? due : now - burst) + cost(element);
                    if (due > now) await Task.Delay(due - now, clock, token);
                }
                catch
                {
                    Discard.Element(element);
                    throw;
                }
                yield return element;
            }
        }
    }

    /// <summary>Fails when upstream is silent for too long. Time that downstream takes does not count.</summary>
    /// <param name="limit">The longest silence, by the run's clock.</param>
    /// <remarks>Emits when upstream does; back-pressures when downstream does; completes when upstream completes; fails with a
    /// <see cref="TimeoutException"/> after the silence, or when upstream does.</remarks>
    public Flow<TIn, TOut> IdleTimeout(TimeSpan limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(limit, TimeSpan.Zero);
        return Add<TOut>((scope, upstream) => Iterate(scope.Clock, upstream));

        async IAsyncEnumerable<TOut> Iterate(TimeProvider clock, IAsyncEnumerable<TOut> upstream, [EnumeratorCancellation] CancellationToken token = default)
        {
            using var silence = CancellationTokenSource.CreateLinkedTokenSource(token);
            await using var timer = clock.CreateTimer(_ => silence.Cancel(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            await using var elements = upstream.GetAsyncEnumerator(silence.Token);
            while (true)
            {
                timer.Change(limit, Timeout.InfiniteTimeSpan);
                try
                {
                    if (!await elements.MoveNextAsync()) yield break;
                }
                catch (OperationCanceledException) when (silence.IsCancellationRequested && !token.IsCancellationRequested)
                {
                    throw new TimeoutException(FormattableString.Invariant($"No element came for {limit.TotalSeconds:0.###} s."));
                }
                timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                yield return elements.Current;
            }
        }
    }
}
