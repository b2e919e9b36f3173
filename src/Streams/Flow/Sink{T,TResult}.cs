namespace Nocturne.Streams;

/// <summary>The blueprint of where elements end; each run gives one result.</summary>
public sealed class Sink<T, TResult>
{
    internal Sink(Func<StreamScope, IAsyncEnumerable<T>, CancellationToken, Task<TResult>> build) => Build = build;

    internal Func<StreamScope, IAsyncEnumerable<T>, CancellationToken, Task<TResult>> Build { get; }

    /// <summary>Decides, failure by failure, whether this sink stops, or drops the element and goes on.</summary>
    public Sink<T, TResult> WithSupervision(Func<Exception, StreamDirective> decider) =>
        new((scope, upstream, token) => Build(scope with { Decider = decider }, upstream, token));
}
