namespace Nocturne.Actors;

/// <summary>A message on its way.</summary>
/// <param name="Message">What was sent.</param>
/// <param name="Sender">Who sent it.</param>
/// <param name="TookRoom">It counts against the capacity of a bounded mailbox.</param>
readonly record struct Envelope(object Message, IActorRef Sender, bool TookRoom);
