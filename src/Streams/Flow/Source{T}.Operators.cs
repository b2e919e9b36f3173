namespace Nocturne.Streams;

/// <content>The operators of <see cref="Flow{TIn, TOut}"/>, which documents them.</content>
public sealed partial class Source<T>
{
    /// <inheritdoc cref="Flow{TIn, TOut}.WithSupervision"/>
    public Source<T> WithSupervision(Func<Exception, StreamDirective> decider) => new(scope => Build(scope with { Decider = decider }));

    /// <inheritdoc cref="Flow{TIn, TOut}.Select"/>
    public Source<TNext> Select<TNext>(Func<T, TNext> selector) => Via(Flow.Of<T>().Select(selector));

    /// <inheritdoc cref="Flow{TIn, TOut}.Where"/>
    public Source<T> Where(Func<T, bool> condition) => Via(Flow.Of<T>().Where(condition));

    /// <inheritdoc cref="Flow{TIn, TOut}.SelectMany"/>
    public Source<TNext> SelectMany<TNext>(Func<T, IEnumerable<TNext>> selector) => Via(Flow.Of<T>().SelectMany(selector));

    /// <inheritdoc cref="Flow{TIn, TOut}.Scan"/>
    public Source<TNext> Scan<TState, TNext>(Func<TState> seed, Func<TState, T, (TState State, TNext Output)> step) => Via(Flow.Of<T>().Scan(seed, step));

    /// <inheritdoc cref="Flow{TIn, TOut}.WireTap"/>
    public Source<T> WireTap(Action<T> action) => Via(Flow.Of<T>().WireTap(action));

    /// <inheritdoc cref="Flow{TIn, TOut}.Take"/>
    public Source<T> Take(int count) => Via(Flow.Of<T>().Take(count));

    /// <inheritdoc cref="Flow{TIn, TOut}.TakeWhile"/>
    public Source<T> TakeWhile(Func<T, bool> condition) => Via(Flow.Of<T>().TakeWhile(condition));

    /// <inheritdoc cref="Flow{TIn, TOut}.Recover"/>
    public Source<T> Recover(Func<Exception, T> last) => Via(Flow.Of<T>().Recover(last));

    /// <inheritdoc cref="Flow{TIn, TOut}.Async"/>
    public Source<T> Async(int buffer = 16) => Via(Flow.Of<T>().Async(buffer));

    /// <inheritdoc cref="Flow{TIn, TOut}.SelectAsync{TNext}(int, Func{TOut, Task{TNext}})"/>
    public Source<TNext> SelectAsync<TNext>(int parallelism, Func<T, Task<TNext>> selector) => Via(Flow.Of<T>().SelectAsync(parallelism, selector));

    /// <inheritdoc cref="Flow{TIn, TOut}.SelectAsync{TNext}(int, Func{TOut, CancellationToken, Task{TNext}})"/>
    public Source<TNext> SelectAsync<TNext>(int parallelism, Func<T, CancellationToken, Task<TNext>> selector) =>
        Via(Flow.Of<T>().SelectAsync(parallelism, selector));

    /// <inheritdoc cref="Flow{TIn, TOut}.Buffer"/>
    public Source<T> Buffer(int capacity, OverflowStrategy strategy) => Via(Flow.Of<T>().Buffer(capacity, strategy));

    /// <inheritdoc cref="Flow{TIn, TOut}.Conflate"/>
    public Source<T> Conflate(Func<T, T, T> aggregate) => Via(Flow.Of<T>().Conflate(aggregate));

    /// <inheritdoc cref="Flow{TIn, TOut}.Grouped"/>
    public Source<IReadOnlyList<T>> Grouped(int count) => Via(Flow.Of<T>().Grouped(count));

    /// <inheritdoc cref="Flow{TIn, TOut}.GroupedWithin"/>
    public Source<IReadOnlyList<T>> GroupedWithin(int count, TimeSpan time, Func<int, bool>? isEnough = null) => Via(Flow.Of<T>().GroupedWithin(count, time, isEnough));

    /// <inheritdoc cref="Flow{TIn, TOut}.Throttle"/>
    public Source<T> Throttle(Func<T, TimeSpan> cost, TimeSpan burst = default) => Via(Flow.Of<T>().Throttle(cost, burst));

    /// <inheritdoc cref="Flow{TIn, TOut}.IdleTimeout"/>
    public Source<T> IdleTimeout(TimeSpan limit) => Via(Flow.Of<T>().IdleTimeout(limit));

    /// <inheritdoc cref="Flow{TIn, TOut}.AlsoTo"/>
    public Source<T> AlsoTo<TResult>(Sink<T, TResult> side) => Via(Flow.Of<T>().AlsoTo(side));

    /// <inheritdoc cref="Source.Merge"/>
    public Source<T> Merge(Source<T> other) => Source.Merge(this, other);
}
