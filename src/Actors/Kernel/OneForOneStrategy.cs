namespace Nocturne.Actors;

/// <summary>The directive concerns only the child that failed.</summary>
/// <inheritdoc cref="SupervisorStrategy"/>
public sealed class OneForOneStrategy(int maxRetries, TimeSpan? within = null, Func<Exception, Directive>? decider = null)
    : SupervisorStrategy(maxRetries, within, decider)
{
    /// <summary>Any number of restarts.</summary>
    public OneForOneStrategy(Func<Exception, Directive>? decider = null)
        : this(-1, null, decider)
    {
    }

    internal override bool ConcernsAll => false;
}
