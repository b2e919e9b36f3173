namespace Nocturne.Streams;

/// <summary>The blueprint of a chain of stages, from elements of one kind to elements of another. Immutable: each operator gives a new
/// flow.</summary>
/// <remarks>
/// Stages are fused: one element is carried through the chain by one thread, no buffer between. <see cref="Async"/> puts a buffer and a second
/// thread in.
/// A failure travels behind the elements before it, and cancels everything upstream at once.
/// </remarks>
public sealed partial class Flow<TIn, TOut>
{
    internal Flow(Func<StreamScope, IAsyncEnumerable<TIn>, IAsyncEnumerable<TOut>> build) => Build = build;

    internal Func<StreamScope, IAsyncEnumerable<TIn>, IAsyncEnumerable<TOut>> Build { get; }

    /// <summary>Puts another flow behind this one, fused with it.</summary>
    public Flow<TIn, TNext> Via<TNext>(Flow<TOut, TNext> next) => new((scope, upstream) => next.Build(scope, Build(scope, upstream)));

    /// <summary>Puts a sink behind this flow: the two are a sink.</summary>
    public Sink<TIn, TResult> To<TResult>(Sink<TOut, TResult> sink) =>
        new((scope, upstream, token) => sink.Build(scope, Build(scope, upstream), token));

    /// <summary>Decides, failure by failure, what the stages of this flow do when the user's function fails: stop, drop the element, or drop it
    /// and start again.</summary>
    /// <remarks>Heeded by Select, Where, SelectMany, Scan, SelectAsync, WireTap and the ForEach sinks.</remarks>
    public Flow<TIn, TOut> WithSupervision(Func<Exception, StreamDirective> decider) =>
        new((scope, upstream) => Build(scope with { Decider = decider }, upstream));

    /// <summary>Adds a stage that is an asynchronous iterator.</summary>
    Flow<TIn, TNext> Add<TNext>(Func<StreamScope, IAsyncEnumerable<TOut>, IAsyncEnumerable<TNext>> stage) =>
        new((scope, upstream) => stage(scope, Build(scope, upstream)));
}
