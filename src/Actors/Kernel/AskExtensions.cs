namespace Nocturne.Actors;

/// <summary>Between actors and tasks.</summary>
public static class AskExtensions
{
    /// <summary>Sends a question and waits for the answer. An actor must not await the answer of one that may be waiting for it.</summary>
    /// <param name="target">Who is asked.</param>
    /// <param name="message">The question.</param>
    /// <param name="timeout">How long to wait, by the system's clock.</param>
    /// <param name="token">Gives up waiting.</param>
    /// <exception cref="AskTimeoutException">No answer came in time.</exception>
    /// <exception cref="InvalidCastException">The answer is of another type.</exception>
    /// <remarks>An answer <see cref="Failure"/> throws its cause.</remarks>
    public static async Task<T> AskAsync<T>(this IActorRef target, object message, TimeSpan timeout, CancellationToken token = default)
    {
        var promise = target.System.NewPromise();
        object answer;
        using (target.System.Clock.CreateTimer(GiveUp, null, timeout, Timeout.InfiniteTimeSpan))
        await using (token.Register(() => promise.GiveUp(new OperationCanceledException(token))))
        {
            target.Tell(message, promise);
            answer = await promise.Answer;
        }
        if (answer is T typed) return typed;
        throw new InvalidCastException(
            $"The actor {target.Path} answered '{message.GetType().Name}' with '{answer.GetType().Name}' where '{typeof(T).Name}' was expected.");

        void GiveUp(object? state) => promise.GiveUp(new AskTimeoutException(target, message, timeout));
    }

    /// <summary>Sends the result of a task to an actor when it is there, a <see cref="Failure"/> when it failed. Never throws.</summary>
    /// <param name="task">The task.</param>
    /// <param name="recipient">Who gets the result.</param>
    /// <param name="sender">In whose name.</param>
    /// <param name="success">Makes the message from the result; the result itself when null.</param>
    /// <param name="failure">Makes the message from the exception; <see cref="Failure"/> when null.</param>
    public static async Task PipeTo<T>(
        this Task<T> task,
        IActorRef recipient,
        IActorRef? sender = null,
        Func<T, object>? success = null,
        Func<Exception, object>? failure = null)
    {
        object message;
        try
        {
            var result = await task.ConfigureAwait(false);
            message = success is null ? result! : success(result);
        }
        catch (Exception e)
        {
            message = failure is null ? new Failure(e) : failure(e);
        }
        recipient.Tell(message, sender);
    }
}
