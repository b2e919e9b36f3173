namespace Nocturne.Streams;

/// <summary>The blueprint of a whole stream, from source to sink. Nothing happens until it is started; each start is a run of its own.</summary>
public sealed class RunnableGraph<TResult>
{
    readonly Func<StreamScope, CancellationToken, Task<TResult>> build;

    internal RunnableGraph(Func<StreamScope, CancellationToken, Task<TResult>> build) => this.build = build;

    /// <summary>Starts a run.</summary>
    /// <param name="clock">The clock of every stage that waits; the system's when null.</param>
    /// <param name="token">Aborts the run when cancelled.</param>
    public Run<TResult> Start(TimeProvider? clock = null, CancellationToken token = default) => new(build, clock ?? TimeProvider.System, token);
}
