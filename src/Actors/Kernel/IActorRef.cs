namespace Nocturne.Actors;

/// <summary>The address of an actor: all that others know of it. Stays valid when the actor restarts; after its end messages become dead
/// letters.</summary>
public interface IActorRef
{
    /// <summary>Where the actor lives: "/user/night/1-g".</summary>
    string Path { get; }

    /// <summary>The last part of the path.</summary>
    string Name { get; }

    /// <summary>The system the actor belongs to.</summary>
    ActorSystem System { get; }

    /// <summary>Sends a message at most once and never blocks. Messages from one sender arrive in the order they were sent. A bounded mailbox
    /// that is full makes a dead letter of it.</summary>
    /// <param name="message">An immutable record, without pixels.</param>
    /// <param name="sender">Who wants the answer; dead letters when null.</param>
    void Tell(object message, IActorRef? sender = null);

    /// <summary>Sends a message and waits for room when the mailbox is bounded and full.</summary>
    /// <param name="message">An immutable record, without pixels.</param>
    /// <param name="sender">Who wants the answer; dead letters when null.</param>
    /// <param name="token">Gives up waiting for room.</param>
    ValueTask SendAsync(object message, IActorRef? sender = null, CancellationToken token = default);
}
