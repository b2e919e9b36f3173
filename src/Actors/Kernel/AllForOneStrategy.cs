namespace Nocturne.Actors;

/// <summary>The directive concerns all children: they cannot go on without each other. When one has used up its retries, all are stopped.</summary>
/// <inheritdoc cref="SupervisorStrategy"/>
public sealed class AllForOneStrategy(int maxRetries, TimeSpan? within = null, Func<Exception, Directive>? decider = null)
    : SupervisorStrategy(maxRetries, within, decider)
{
    /// <summary>Any number of restarts.</summary>
    public AllForOneStrategy(Func<Exception, Directive>? decider = null)
        : this(-1, null, decider)
    {
    }

    internal override bool ConcernsAll => true;
}
