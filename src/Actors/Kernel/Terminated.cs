namespace Nocturne.Actors;

/// <summary>An actor that was watched has ended. Whoever watches and does not handle this dies of a <see cref="DeathPactException"/>.</summary>
public sealed record Terminated(IActorRef Actor);
