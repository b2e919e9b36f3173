namespace Nocturne.Actors;

/// <summary>The answer when there is none: <see cref="AskExtensions.AskAsync"/> throws its cause, a failed task that was piped arrives as
/// it.</summary>
public sealed record Failure(Exception Cause);
