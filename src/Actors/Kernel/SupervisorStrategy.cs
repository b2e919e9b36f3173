namespace Nocturne.Actors;

/// <summary>How an actor treats children that fail.</summary>
public abstract class SupervisorStrategy
{
    private protected SupervisorStrategy(int maxRetries, TimeSpan? within, Func<Exception, Directive>? decider)
    {
        MaxRetries = maxRetries;
        Within = within;
        Decider = decider ?? DefaultDecider;
    }

    /// <summary>Restarts each failing child, as often as it takes.</summary>
    public static SupervisorStrategy Default { get; } = new OneForOneStrategy();

    /// <summary>Stops each failing child.</summary>
    public static SupervisorStrategy Stopping { get; } = new OneForOneStrategy(_ => Directive.Stop);

    /// <summary>Restarts allowed for a child within the window before it is stopped; negative: any number.</summary>
    public int MaxRetries { get; }

    /// <summary>The window; null: the child's whole life. It opens at the first restart, and again at the first restart after it has
    /// passed.</summary>
    public TimeSpan? Within { get; }

    /// <summary>The directive for an exception.</summary>
    public Func<Exception, Directive> Decider { get; }

    internal abstract bool ConcernsAll { get; }

    /// <summary>Stops what could not be initialised or died of a death pact, restarts everything else.</summary>
    public static Directive DefaultDecider(Exception cause) => cause is ActorInitializationException or DeathPactException ? Directive.Stop : Directive.Restart;
}
