using Microsoft.Extensions.Logging;

namespace Nocturne.Actors;

/// <summary>What the kernel logs.</summary>
static partial class KernelLog
{
    [LoggerMessage(100, LogLevel.Warning, "Actor {Path} failed; its supervisor says {Directive}")]
    public static partial void ActorFailed(this ILogger logger, string path, Directive directive, Exception cause);

    [LoggerMessage(101, LogLevel.Error, "Actor {Path}: {Hook} failed")]
    public static partial void HookFailed(this ILogger logger, string path, string hook, Exception cause);

    [LoggerMessage(102, LogLevel.Debug, "Dead letter: {Message} to {Path}")]
    public static partial void DeadLetter(this ILogger logger, string message, string path);

    [LoggerMessage(103, LogLevel.Critical, "A failure was escalated to the top; the actor system stops")]
    public static partial void GuardianFailed(this ILogger logger, Exception cause);

    [LoggerMessage(104, LogLevel.Error, "Shutdown phase {Phase}: {Task} failed")]
    public static partial void ShutdownTaskFailed(this ILogger logger, ShutdownPhase phase, string task, Exception cause);

    [LoggerMessage(106, LogLevel.Error, "A subscriber of the event {Event} failed")]
    public static partial void SubscriberFailed(this ILogger logger, string @event, Exception cause);

    [LoggerMessage(105, LogLevel.Information, "Shutting down: {Reason}")]
    public static partial void ShuttingDown(this ILogger logger, string reason);
}
