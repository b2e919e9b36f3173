namespace Nocturne.Actors;

/// <summary>An actor could not be made: its constructor, <see cref="Actor.PreStart"/> or <see cref="Actor.PostRestart"/> failed. The default
/// supervision stops it.</summary>
public sealed class ActorInitializationException(IActorRef actor, Exception cause)
    : Exception($"The actor {actor?.Path} could not be started: {cause?.Message}", cause)
{
    /// <summary>Who.</summary>
    public IActorRef Actor { get; } = actor!;
}
