namespace Nocturne.Actors;

/// <summary>Where messages end that reach nobody: counted, logged, published.</summary>
sealed class DeadLetterRef(ActorSystem system) : IActorRef
{
    long count;

    public string Path => "/deadLetters";

    public string Name => "deadLetters";

    public ActorSystem System => system;

    public long Count => Interlocked.Read(ref count);

    public void Tell(object message, IActorRef? sender = null) => Take(message, sender, this);

    public ValueTask SendAsync(object message, IActorRef? sender = null, CancellationToken token = default)
    {
        Tell(message, sender);
        return ValueTask.CompletedTask;
    }

    public void Take(object message, IActorRef? sender, IActorRef recipient)
    {
        Interlocked.Increment(ref count);
        system.Log.DeadLetter(message.GetType().Name, recipient.Path);

        // The news of a dead letter that itself reaches nobody is not news.
        if (message is not DeadLetter) system.EventStream.Publish(new DeadLetter(message, sender ?? this, recipient));
    }

    public override string ToString() => Path;
}
