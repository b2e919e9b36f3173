namespace Nocturne.Actors;

/// <summary>What actors tell each other about life and death; handled before any user message.</summary>
abstract record SystemMessage
{
    /// <summary>Make the first instance.</summary>
    public sealed record Create : SystemMessage;

    /// <summary>The supervisor's verdict: go on with the same instance.</summary>
    public sealed record Resume : SystemMessage;

    /// <summary>The supervisor's verdict: go on with a new instance.</summary>
    public sealed record Recreate(Exception Cause) : SystemMessage;

    /// <summary>The parent failed and waits for its own supervisor.</summary>
    public sealed record ParentSuspended : SystemMessage;

    /// <summary>The parent goes on.</summary>
    public sealed record ParentResumed : SystemMessage;

    /// <summary>Stop, children first.</summary>
    public sealed record Terminate : SystemMessage;

    /// <summary>A child failed and waits for a verdict.</summary>
    public sealed record ChildFailed(ActorCell Child, Exception Cause) : SystemMessage;

    /// <summary>A child has ended.</summary>
    public sealed record ChildTerminated(ActorCell Child) : SystemMessage;

    /// <summary>Somebody wants to know of this actor's end.</summary>
    public sealed record WatchedBy(ActorCell Watcher) : SystemMessage;

    /// <summary>Somebody does not want to know any more.</summary>
    public sealed record UnwatchedBy(ActorCell Watcher) : SystemMessage;

    /// <summary>An actor that this one watches has ended.</summary>
    public sealed record TargetTerminated(IActorRef Target) : SystemMessage;
}
