namespace Nocturne.Actors;

/// <summary>A message for which the actor has no handler. Published on the event stream.</summary>
public sealed record UnhandledMessage(object Message, IActorRef Sender, IActorRef Recipient);
