namespace Nocturne.Actors;

/// <summary>What an actor knows of its surroundings. Only for use inside the actor, while it handles a message.</summary>
public interface IActorContext
{
    /// <summary>The actor itself.</summary>
    IActorRef Self { get; }

    /// <summary>Who sent the message that is being handled; dead letters when nobody said.</summary>
    IActorRef Sender { get; }

    /// <summary>The supervisor.</summary>
    IActorRef Parent { get; }

    /// <summary>The living children, in order of their making.</summary>
    IReadOnlyList<IActorRef> Children { get; }

    /// <summary>The system.</summary>
    ActorSystem System { get; }

    /// <summary>Messages to oneself, later.</summary>
    TimerScheduler Timers { get; }

    /// <summary>Makes a child.</summary>
    /// <param name="props">Its recipe.</param>
    /// <param name="name">Its name, unique among the children; numbered when null.</param>
    /// <exception cref="ArgumentException">The name is empty, has a slash, or is taken.</exception>
    IActorRef ActorOf(Props props, string? name = null);

    /// <summary>The child of that name, or null.</summary>
    IActorRef? Child(string name);

    /// <summary>Asks for <see cref="Terminated"/> when another actor ends; at once when it has ended already.</summary>
    /// <returns>The same actor, to be used in an expression.</returns>
    IActorRef Watch(IActorRef target);

    /// <summary>No <see cref="Terminated"/> of that actor will arrive from now on.</summary>
    void Unwatch(IActorRef target);

    /// <summary>Stops a child or the actor itself: the message in hand is finished, the rest of the mailbox becomes dead letters.</summary>
    void Stop(IActorRef actor);

    /// <summary>Sets the message in hand aside.</summary>
    void Stash();

    /// <summary>Puts all messages that were set aside in front of the mailbox, oldest first.</summary>
    void UnstashAll();
}
