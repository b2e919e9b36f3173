namespace Nocturne.Actors;

/// <summary>A message that reached nobody: its actor has ended, or its bounded mailbox was full. Published on the event stream.</summary>
public sealed record DeadLetter(object Message, IActorRef Sender, IActorRef Recipient);
