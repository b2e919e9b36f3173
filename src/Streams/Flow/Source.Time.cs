using System.Runtime.CompilerServices;
using Nocturne.Core.Astrometry;

namespace Nocturne.Streams;

/// <content>Sources made of callers, clocks and other sources.</content>
public static partial class Source
{
    /// <summary>A bounded queue that others put elements into. For one run.</summary>
    /// <param name="capacity">Elements that may wait.</param>
    /// <param name="queue">Where to put them in.</param>
    /// <remarks>Emits when the queue has an element; completes when the queue was completed, or the run is drained, and what is in it is out;
    /// fails when the queue was failed.</remarks>
    public static Source<T> Queue<T>(int capacity, out ISourceQueue<T> queue)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        var made = new SourceQueue<T>(capacity);
        queue = made;
        return new(scope => made.ReadAsync(scope));
    }

    /// <summary>The time, again and again, first after one interval. Ticks that fall together because downstream is busy are one.</summary>
    /// <param name="interval">Time between ticks.</param>
    /// <param name="clock">The clock; the run's when null.</param>
    /// <remarks>Emits when the interval has passed and downstream asks; completes when the run is drained; fails never.</remarks>
    public static Source<DateTimeOffset> Tick(TimeSpan interval, TimeProvider? clock = null)
    {
        return new(scope => From(token => Iterate(clock ?? scope.Clock, token)).Build(scope));

        async IAsyncEnumerable<DateTimeOffset> Iterate(TimeProvider time, [EnumeratorCancellation] CancellationToken token)
        {
            using var timer = new PeriodicTimer(interval, time);
            while (await timer.WaitForNextTickAsync(token)) yield return time.GetUtcNow();
        }
    }

    /// <summary>The elements of several sources as they come; each source runs beside the others.</summary>
    /// <remarks>Emits when any source does; back-pressures all when downstream does; completes when all sources have completed; fails when one
    /// does, behind the elements before it.</remarks>
    public static Source<T> Merge<T>(params IReadOnlyList<Source<T>> sources)
    {
        return new(scope => Iterate(scope));

        async IAsyncEnumerable<T> Iterate(StreamScope scope, [EnumeratorCancellation] CancellationToken token = default)
        {
            var channel = System.Threading.Channels.Channel.CreateBounded<T>(MergeBuffer);
            await using var intake = Intake<T>.Start(scope, [.. sources.Select(source => source.Build(scope))], channel, token);
            while (await intake.Reader.WaitToReadAsync(token))
            {
                while (intake.Reader.TryRead(out var element)) yield return element;
            }
        }
    }

    /// <summary>The elements of several sources in the order of their times. Each source must give its own elements in that order.</summary>
    /// <param name="sources">The sources; the place in this list is the number of the input.</param>
    /// <param name="time">The time of an element.</param>
    /// <param name="idleLimit">A source that is silent for so long, by the run's clock, no longer holds up the others; null: all are waited for,
    /// and the result does not depend on the clock.</param>
    /// <remarks>Emits when the oldest element is certain: every other source has a younger one, has completed, or is idle. An element that comes
    /// after younger ones have left is emitted at once and marked late. Back-pressures a source when 16 of its elements wait; completes when all
    /// sources have completed; fails when one does.</remarks>
    public static Source<TimedElement<T>> MergeByTime<T>(IReadOnlyList<Source<T>> sources, Func<T, Mjd> time, TimeSpan? idleLimit = null) =>
        new(scope =>
        {
            var merger = new TimeMerger<T>(sources.Count, time, idleLimit, scope.Clock);
            return new TimeMergeStage<T>(scope, sources, merger, MergeBuffer).ReadAsync<TimedElement<T>>(merger.TryTake);
        });

    /// <summary>Puts together the elements of several sources that belong to the same moment, one of each source at most.</summary>
    /// <param name="sources">The sources; the place in this list is the number of the input. Each must give its elements in the order of their
    /// times.</param>
    /// <param name="time">The time of an element.</param>
    /// <param name="tolerance">How much later than the first element of a group another may be and still belong to it.</param>
    /// <param name="idleLimit">A source that is silent for so long, by the run's clock, is not waited for: groups are emitted without it; null:
    /// all are waited for.</param>
    /// <remarks>Emits when every source has given its element to the group, is past it, has completed, or is idle. An element whose group has
    /// left is a group of its own, marked late. Back-pressures a source when 16 of its elements wait; completes when all sources have completed;
    /// fails when one does.</remarks>
    public static Source<TimeGroup<T>> JoinByTime<T>(IReadOnlyList<Source<T>> sources, Func<T, Mjd> time, TimeSpan tolerance, TimeSpan? idleLimit = null) =>
        new(scope =>
        {
            var merger = new TimeMerger<T>(sources.Count, time, idleLimit, scope.Clock);
            return new TimeMergeStage<T>(scope, sources, merger, MergeBuffer).ReadAsync<TimeGroup<T>>(new TimeJoiner<T>(merger, tolerance).TryTake);
        });
}
