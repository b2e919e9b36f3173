namespace Nocturne.Actors;

/// <summary>How a <see cref="BackoffSupervisor"/> brings its child back. Immutable: <c>With</c> gives a copy.</summary>
public sealed record BackoffOptions
{
    internal BackoffOptions(bool onStop, Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(minBackoff, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxBackoff, minBackoff);
        ArgumentOutOfRangeException.ThrowIfNegative(randomFactor);
        OnStop = onStop;
        ChildProps = childProps;
        ChildName = childName;
        MinBackoff = minBackoff;
        MaxBackoff = maxBackoff;
        RandomFactor = randomFactor;
        AutoReset = minBackoff;
    }

    /// <summary>The child is started again whenever it has stopped; else only when it has failed.</summary>
    public bool OnStop { get; }

    public Props ChildProps { get; }

    public string ChildName { get; }

    /// <summary>Wait before the first restart; it doubles with each further one.</summary>
    public TimeSpan MinBackoff { get; }

    /// <summary>The longest wait.</summary>
    public TimeSpan MaxBackoff { get; }

    /// <summary>Up to this share of the wait is added at random, so that children that failed together do not come back together.</summary>
    public double RandomFactor { get; }

    /// <summary>Restarts without a quiet time between before the supervisor gives up and stops; negative: any number.</summary>
    public int MaxRetries { get; init; } = -1;

    /// <summary>The quiet time after a start that makes the next failure count as the first. <see cref="MinBackoff"/> unless set.</summary>
    public TimeSpan AutoReset { get; init; }

    /// <summary>Decides about failures; only where it says restart does the child come back, where it says stop the supervisor stops too.</summary>
    public Func<Exception, Directive> Decider { get; init; } = SupervisorStrategy.DefaultDecider;

    /// <summary>Where chance comes from.</summary>
    public int Seed { get; init; }
}
