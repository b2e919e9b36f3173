namespace Nocturne.Actors;

/// <summary>A task of the shutdown that failed or did not end in time.</summary>
public sealed record ShutdownFault(ShutdownPhase Phase, string Task, Exception Cause);
