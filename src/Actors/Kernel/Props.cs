namespace Nocturne.Actors;

/// <summary>The recipe of an actor, kept for its restarts.</summary>
public sealed record Props
{
    Props(Func<Actor> factory, Type type)
    {
        Factory = factory;
        ActorType = type;
    }

    /// <summary>What kind of actor is made.</summary>
    public Type ActorType { get; }

    /// <summary>Messages that may wait in the mailbox; null: any number.</summary>
    public int? MailboxCapacity { get; private init; }

    internal Func<Actor> Factory { get; }

    /// <summary>An actor made by a function, which must make a new one each time it is called.</summary>
    public static Props Create<TActor>(Func<TActor> factory)
        where TActor : Actor => new(factory, typeof(TActor));

    /// <summary>An actor with a constructor without parameters.</summary>
    public static Props Create<TActor>()
        where TActor : Actor, new() => new(() => new TActor(), typeof(TActor));

    /// <summary>A bounded mailbox: <see cref="IActorRef.SendAsync"/> waits for room, <see cref="IActorRef.Tell"/> makes dead letters when there
    /// is none.</summary>
    public Props WithBoundedMailbox(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        return this with { MailboxCapacity = capacity };
    }
}
