namespace Nocturne.Actors;

/// <summary>No answer came in time.</summary>
public sealed class AskTimeoutException(IActorRef target, object question, TimeSpan timeout)
    : TimeoutException($"The actor {target?.Path} did not answer '{question?.GetType().Name}' within {timeout.TotalSeconds:0.###} s.");
