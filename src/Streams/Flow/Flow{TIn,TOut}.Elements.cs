using System.Runtime.CompilerServices;

namespace Nocturne.Streams;

/// <content>Operators that look at one element after the other.</content>
public sealed partial class Flow<TIn, TOut>
{
    /// <summary>Turns each element into another. The input now belongs to the function.</summary>
    /// <remarks>Emits when the function returns; back-pressures when downstream does; completes when upstream completes; fails when the function
    /// does and supervision says stop.</remarks>
    public Flow<TIn, TNext> Select<TNext>(Func<TOut, TNext> selector)
    {
        return Add<TNext>((scope, upstream) => Iterate(scope, upstream));

        async IAsyncEnumerable<TNext> Iterate(StreamScope scope, IAsyncEnumerable<TOut> upstream, [EnumeratorCancellation] CancellationToken token = default)
        {
            await foreach (var element in upstream.WithCancellation(token))
            {
                TNext next;
                try
                {
                    next = selector(element);
                }
                catch (Exception e)
                {
                    if (scope.Judge(e, element, token) == StreamDirective.Stop) throw;
                    continue;
                }
                yield return next;
            }
        }
    }

    /// <summary>Hands on the elements that fit a condition and disposes the others.</summary>
    /// <remarks>Emits when the condition holds; back-pressures when downstream does; completes when upstream completes; fails when the condition
    /// does and supervision says stop.</remarks>
    public Flow<TIn, TOut> Where(Func<TOut, bool> condition)
    {
        return Add<TOut>((scope, upstream) => Iterate(scope, upstream));

        async IAsyncEnumerable<TOut> Iterate(StreamScope scope, IAsyncEnumerable<TOut> upstream, [EnumeratorCancellation] CancellationToken token = default)
        {
            await foreach (var element in upstream.WithCancellation(token))
            {
                bool passes;
                try
                {
                    passes = condition(element);
                }
                catch (Exception e)
                {
                    if (scope.Judge(e, element, token) == StreamDirective.Stop) throw;
                    continue;
                }
                if (passes) yield return element;
                else Discard.Element(element);
            }
        }
    }

    /// <summary>Turns each element into none, one or several, in order. The input now belongs to the function.</summary>
    /// <remarks>Emits when the sequence has a next element; back-pressures when downstream does; completes when upstream completes and the last
    /// sequence is at its end; fails when the function or its sequence does and supervision says stop.</remarks>
    public Flow<TIn, TNext> SelectMany<TNext>(Func<TOut, IEnumerable<TNext>> selector)
    {
        return Add<TNext>((scope, upstream) => Iterate(scope, upstream));

        async IAsyncEnumerable<TNext> Iterate(StreamScope scope, IAsyncEnumerable<TOut> upstream, [EnumeratorCancellation] CancellationToken token = default)
        {
            await foreach (var element in upstream.WithCancellation(token))
            {
                IEnumerator<TNext>? sequence = null;
                var materialised = false;
                try
                {
                    while (true)
                    {
                        try
                        {
                            if (sequence is null)
                            {
                                var all = selector(element);
                                materialised = all is IReadOnlyCollection<TNext>;
                                sequence = all.GetEnumerator();
                            }
                            if (!sequence.MoveNext()) break;
                        }
                        catch (Exception e)
                        {
                            if (scope.Judge(e, element, token) == StreamDirective.Stop) throw;
                            break;
                        }
                        yield return sequence.Current;
                    }
                }
                finally
                {
                    // A list that was not handed on to its end holds elements that nobody else will dispose; a lazy sequence has not made them yet.
                    while (materialised && sequence?.MoveNext() == true) Discard.Element(sequence.Current);
                    sequence?.Dispose();
                }
            }
        }
    }

    /// <summary>Turns each element into another with a state that is carried along. The input now belongs to the function.</summary>
    /// <param name="seed">Makes the first state of each run, and a new one when supervision says restart.</param>
    /// <param name="step">From state and element to the next state and the output.</param>
    /// <remarks>Emits when the step returns; back-pressures when downstream does; completes when upstream completes; fails when the step does and
    /// supervision says stop.</remarks>
    public Flow<TIn, TNext> Scan<TState, TNext>(Func<TState> seed, Func<TState, TOut, (TState State, TNext Output)> step)
    {
        return Add<TNext>((scope, upstream) => Iterate(scope, upstream));

        async IAsyncEnumerable<TNext> Iterate(StreamScope scope, IAsyncEnumerable<TOut> upstream, [EnumeratorCancellation] CancellationToken token = default)
        {
            var state = seed();
            await foreach (var element in upstream.WithCancellation(token))
            {
                TNext next;
                try
                {
                    (state, next) = step(state, element);
                }
                catch (Exception e)
                {
                    var directive = scope.Judge(e, element, token);
                    if (directive == StreamDirective.Stop) throw;
                    if (directive == StreamDirective.Restart) state = seed();
                    continue;
                }
                yield return next;
            }
        }
    }

    /// <summary>Shows each element to an action on its way. The element is lent, not given: the action must neither keep nor dispose it.</summary>
    /// <remarks>Emits when the action returns; back-pressures when downstream does; completes when upstream completes; fails when the action does
    /// and supervision says stop.</remarks>
    public Flow<TIn, TOut> WireTap(Action<TOut> action) => Select(element =>
    {
        action(element);
        return element;
    });

    /// <summary>Hands on the first elements, then cancels upstream.</summary>
    /// <remarks>Emits when upstream does; back-pressures when downstream does; completes after the given number of elements or when upstream
    /// completes; fails when upstream does.</remarks>
    public Flow<TIn, TOut> Take(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return Add<TOut>((_, upstream) => Iterate(upstream));

        async IAsyncEnumerable<TOut> Iterate(IAsyncEnumerable<TOut> upstream, [EnumeratorCancellation] CancellationToken token = default)
        {
            var left = count;
            if (left == 0) yield break;
            await foreach (var element in upstream.WithCancellation(token))
            {
                yield return element;
                if (--left == 0) yield break;
            }
        }
    }

    /// <summary>Hands on elements as long as a condition holds; disposes the first that does not fit and cancels upstream.</summary>
    /// <remarks>Emits when the condition holds; back-pressures when downstream does; completes at the first element that does not fit or when
    /// upstream completes; fails when the condition does.</remarks>
    public Flow<TIn, TOut> TakeWhile(Func<TOut, bool> condition)
    {
        return Add<TOut>((_, upstream) => Iterate(upstream));

        async IAsyncEnumerable<TOut> Iterate(IAsyncEnumerable<TOut> upstream, [EnumeratorCancellation] CancellationToken token = default)
        {
            await foreach (var element in upstream.WithCancellation(token))
            {
                var passes = false;
                try
                {
                    passes = condition(element);
                }
                finally
                {
                    if (!passes) Discard.Element(element);
                }
                if (!passes) yield break;
                yield return element;
            }
        }
    }

    /// <summary>Turns a failure of upstream into a last element and a completion. The function may throw to let a failure pass.</summary>
    /// <remarks>Emits when upstream does, and once after a failure; back-pressures when downstream does; completes when upstream completes or
    /// fails; fails when the function does, or the run is aborted.</remarks>
    public Flow<TIn, TOut> Recover(Func<Exception, TOut> last)
    {
        return Add<TOut>((_, upstream) => Iterate(upstream));

        async IAsyncEnumerable<TOut> Iterate(IAsyncEnumerable<TOut> upstream, [EnumeratorCancellation] CancellationToken token = default)
        {
            await using var elements = upstream.GetAsyncEnumerator(token);
            while (true)
            {
                TOut? recovered = default;
                var failed = false;
                try
                {
                    if (!await elements.MoveNextAsync()) yield break;
                }
                catch (Exception e) when (!token.IsCancellationRequested)
                {
                    recovered = last(e);
                    failed = true;
                }
                yield return failed ? recovered! : elements.Current;
                if (failed) yield break;
            }
        }
    }
}
