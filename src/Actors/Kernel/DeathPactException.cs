namespace Nocturne.Actors;

/// <summary>An actor watches another, and has no handler for its end. The default supervision stops it.</summary>
public sealed class DeathPactException(IActorRef deceased)
    : Exception($"The watched actor {deceased?.Path} has ended and its watcher does not handle 'Terminated'.")
{
    /// <summary>Who has ended.</summary>
    public IActorRef Deceased { get; } = deceased!;
}
