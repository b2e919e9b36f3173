using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Nocturne.Streams;

/// <content>Operators that hold elements back, group them or let them go.</content>
public sealed partial class Flow<TIn, TOut>
{
    /// <summary>An asynchronous boundary with a say in what happens when it is full. Drops are counted in <see cref="Run.Dropped"/>.</summary>
    /// <param name="capacity">Elements that may wait.</param>
    /// <param name="strategy">What happens to one element more.</param>
    /// <remarks>Emits when the buffer is not empty; back-pressures when it is full and the strategy says so, else never; completes when upstream
    /// completes and the buffer is empty; fails when upstream does or the buffer overflows with <see cref="OverflowStrategy.Fail"/>, behind the
    /// elements in the buffer.</remarks>
    public Flow<TIn, TOut> Buffer(int capacity, OverflowStrategy strategy)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        return strategy == OverflowStrategy.Backpressure ? Async(capacity) : Add<TOut>((scope, upstream) => Iterate(scope, upstream));

        async IAsyncEnumerable<TOut> Iterate(StreamScope scope, IAsyncEnumerable<TOut> upstream, [EnumeratorCancellation] CancellationToken token = default)
        {
            var mode = strategy switch
            {
                OverflowStrategy.DropHead => BoundedChannelFullMode.DropOldest,
                OverflowStrategy.DropTail => BoundedChannelFullMode.DropNewest,
                OverflowStrategy.DropNew => BoundedChannelFullMode.DropWrite,
                _ => BoundedChannelFullMode.Wait,
            };
            var channel = Channel.CreateBounded<TOut>(new BoundedChannelOptions(capacity) { FullMode = mode }, scope.Drop);
            await using var intake = Intake<TOut>.Start(scope, [upstream], channel, WriteAsync, token);
            while (await channel.Reader.WaitToReadAsync(token))
            {
                while (channel.Reader.TryRead(out var element)) yield return element;
            }

            ValueTask WriteAsync(TOut element, CancellationToken cancelled)
            {
                while (!channel.Writer.TryWrite(element))
                {
                    if (strategy == OverflowStrategy.Fail) throw new BufferOverflowException(capacity);
                    while (channel.Reader.TryRead(out var old)) scope.Drop(old);
                }
                return ValueTask.CompletedTask;
            }
        }
    }

    /// <summary>While downstream is busy, merges what arrives into one element. For summaries that add up; to let go of older elements use a
    /// <see cref="Buffer"/> that drops.</summary>
    /// <param name="aggregate">Merges the held element and the new one, which now belong to it.</param>
    /// <remarks>Emits when downstream asks and something has arrived; back-pressures never; completes when upstream completes and what was held
    /// is out; fails when upstream or the function does.</remarks>
    public Flow<TIn, TOut> Conflate(Func<TOut, TOut, TOut> aggregate)
    {
        return Add<TOut>((scope, upstream) => Iterate(scope, upstream));

        async IAsyncEnumerable<TOut> Iterate(StreamScope scope, IAsyncEnumerable<TOut> upstream, [EnumeratorCancellation] CancellationToken token = default)
        {
            var channel = Channel.CreateBounded<TOut>(1);
            await using var intake = Intake<TOut>.Start(scope, [upstream], channel, WriteAsync, token);
            while (await channel.Reader.WaitToReadAsync(token))
            {
                if (channel.Reader.TryRead(out var element)) yield return element;
            }

            ValueTask WriteAsync(TOut element, CancellationToken cancelled)
            {
                if (channel.Reader.TryRead(out var held))
                {
                    try
                    {
                        element = aggregate(held, element);
                    }
                    catch
                    {
                        Discard.Element(held);
                        throw;
                    }
                }
                channel.Writer.TryWrite(element);
                return ValueTask.CompletedTask;
            }
        }
    }

    /// <summary>Gathers elements into groups of a size; the last may be smaller.</summary>
    /// <remarks>Emits when a group is full or upstream completes; back-pressures when downstream does; completes when upstream completes; fails
    /// when upstream does, and disposes the group begun.</remarks>
    public Flow<TIn, IReadOnlyList<TOut>> Grouped(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return Add<IReadOnlyList<TOut>>((_, upstream) => Iterate(upstream));

        async IAsyncEnumerable<IReadOnlyList<TOut>> Iterate(IAsyncEnumerable<TOut> upstream, [EnumeratorCancellation] CancellationToken token = default)
        {
            var group = new Group<TOut>();
            try
            {
                await foreach (var element in upstream.WithCancellation(token))
                {
                    group.Add(element);
                    if (group.Count == count) yield return group.Take();
                }
                if (group.Count > 0) yield return group.Take();
            }
            finally
            {
                group.DiscardElements();
            }
        }
    }

    /// <summary>Gathers elements into groups, until a group has its size or some time has passed since its first element.</summary>
    /// <param name="count">The largest size.</param>
    /// <param name="time">The longest wait of an element for its group, by the run's clock.</param>
    /// <param name="isEnough">Whether a group of some size need not wait, because nothing more is about to come; null for never.</param>
    /// <remarks>Emits when a group is full or enough, its time is over, or upstream completes; back-pressures when downstream does and the next group is
    /// full; completes when upstream completes; fails when upstream does, and disposes the group begun.</remarks>
    public Flow<TIn, IReadOnlyList<TOut>> GroupedWithin(int count, TimeSpan time, Func<int, bool>? isEnough = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return Add<IReadOnlyList<TOut>>((scope, upstream) => Iterate(scope, upstream));

        async IAsyncEnumerable<IReadOnlyList<TOut>> Iterate(
            StreamScope scope, IAsyncEnumerable<TOut> upstream, [EnumeratorCancellation] CancellationToken token = default)
        {
            var group = new Group<TOut>();
            Alarm? alarm = null;
            await using var intake = Intake<TOut>.Start(scope, upstream, 1, token);
            try
            {
                var ready = intake.Reader.WaitToReadAsync(token).AsTask();
                while (true)
                {
                    if (alarm is not null) await Task.WhenAny(ready, alarm.Rings);
                    var full = false;
                    if (alarm is null || ready.IsCompleted)
                    {
                        if (!await ready) break;
                        while (!full && intake.Reader.TryRead(out var element))
                        {
                            group.Add(element);
                            alarm ??= new(scope.Clock, time);
                            full = group.Count == count || isEnough?.Invoke(group.Count) == true;
                        }
                        ready = intake.Reader.WaitToReadAsync(token).AsTask();
                    }
                    if (!full && alarm?.Rings.IsCompleted != true) continue;
                    alarm!.Dispose();
                    alarm = null;
                    yield return group.Take();
                }
                if (group.Count > 0) yield return group.Take();
            }
            finally
            {
                alarm?.Dispose();
                group.DiscardElements();
            }
        }
    }
}
