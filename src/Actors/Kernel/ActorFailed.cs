namespace Nocturne.Actors;

/// <summary>An actor failed and its supervisor decided. Published on the event stream.</summary>
/// <param name="Actor">Who failed.</param>
/// <param name="Cause">Of what.</param>
/// <param name="Directive">What becomes of it; Stop too when a restart was due but the retries are used up.</param>
public sealed record ActorFailed(IActorRef Actor, Exception Cause, Directive Directive);
