namespace Nocturne.Streams;

/// <summary>The blueprint of something that gives elements: nothing runs until it is connected to a sink and started.</summary>
public sealed partial class Source<T>
{
    internal Source(Func<StreamScope, IAsyncEnumerable<T>> build) => Build = build;

    internal Func<StreamScope, IAsyncEnumerable<T>> Build { get; }

    /// <summary>Sends the elements through a flow, fused with it.</summary>
    public Source<TOut> Via<TOut>(Flow<T, TOut> flow) => new(scope => flow.Build(scope, Build(scope)));

    /// <summary>Connects to a sink: the blueprint of a whole stream.</summary>
    public RunnableGraph<TResult> To<TResult>(Sink<T, TResult> sink) => new((scope, token) => sink.Build(scope, Build(scope), token));

    /// <summary>Connects to a sink and starts at once.</summary>
    /// <param name="sink">Where the elements go.</param>
    /// <param name="clock">The clock of every stage that waits; the system's when null.</param>
    /// <param name="token">Aborts the run when cancelled.</param>
    public Run<TResult> RunWith<TResult>(Sink<T, TResult> sink, TimeProvider? clock = null, CancellationToken token = default) =>
        To(sink).Start(clock, token);
}
