using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Nocturne.Streams;

/// <summary>The worker of MergeByTime and JoinByTime: carries the sources' elements to the merger and wakes up when an input becomes idle.</summary>
sealed class TimeMergeStage<T>(StreamScope scope, IReadOnlyList<Source<T>> sources, TimeMerger<T> merger, int buffer)
{
    public delegate bool TryTake<TOut>([MaybeNullWhen(false)] out TOut element);

    public async IAsyncEnumerable<TOut> ReadAsync<TOut>(TryTake<TOut> tryTake, [EnumeratorCancellation] CancellationToken token = default)
    {
        var places = sources.Select(_ => new SemaphoreSlim(buffer)).ToArray();
        merger.Released = input => places[input].Release();
        var tagged = sources.Select((source, i) => Tag(i, source.Build(scope), places[i])).ToArray();
        await using var intake = Intake<Signal>.Start(scope, tagged, Channel.CreateUnbounded<Signal>(), token);
        try
        {
            var ready = intake.Reader.WaitToReadAsync(token).AsTask();
            while (true)
            {
                // What has arrived counts before the clock does.
                while (intake.Reader.TryRead(out var signal))
                {
                    if (signal.Finished) merger.Finish(signal.Input);
                    else merger.Add(signal.Input, signal.Element);
                }
                merger.LookAtClock();
                if (tryTake(out var element))
                {
                    yield return element;
                    continue;
                }
                if (merger.UntilIdle() is { } wait)
                {
                    if (wait <= TimeSpan.Zero) continue;
                    using var alarm = new Alarm(scope.Clock, wait);
                    await Task.WhenAny(ready, alarm.Rings);
                    if (!ready.IsCompleted) continue;
                }
                if (!await ready) break;
                ready = intake.Reader.WaitToReadAsync(token).AsTask();
            }
        }
        finally
        {
            merger.DiscardElements();
            (tryTake.Target as IElementHolder)?.DiscardElements();
        }
    }

    static async IAsyncEnumerable<Signal> Tag(
        int input, IAsyncEnumerable<T> upstream, SemaphoreSlim places, [EnumeratorCancellation] CancellationToken token = default)
    {
        await using var elements = upstream.GetAsyncEnumerator(token);
        while (true)
        {
            await places.WaitAsync(token);
            if (!await elements.MoveNextAsync()) break;
            yield return new(input, elements.Current, false);
        }
        yield return new(input, default!, true);
    }

    readonly record struct Signal(int Input, T Element, bool Finished) : IElementHolder
    {
        public void DiscardElements() => Discard.Element(Element);
    }
}
