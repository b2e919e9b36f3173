namespace Nocturne.Actors;

/// <summary>A piece of state that only its own messages touch, one after the other.</summary>
/// <remarks>Handlers are registered in the constructor and tried in that order. While an asynchronous handler waits, the next message waits
/// too.</remarks>
public abstract class Actor
{
    readonly List<Handler> handlers = [];

    /// <exception cref="InvalidOperationException">The actor was made with <c>new</c> outside of a <see cref="Props"/>.</exception>
    protected Actor() => Context = ActorCell.TakeConstructing()
        ?? throw new InvalidOperationException(
            $"{GetType().Name} was made outside of an actor system: use ActorOf(Props.Create(() => new {GetType().Name}(...))).");

    /// <summary>The surroundings.</summary>
    protected IActorContext Context { get; }

    /// <summary>The actor itself.</summary>
    protected IActorRef Self => Context.Self;

    /// <summary>Who sent the message in hand.</summary>
    protected IActorRef Sender => Context.Sender;

    /// <summary>How children that fail are treated.</summary>
    protected internal virtual SupervisorStrategy SupervisorStrategy => SupervisorStrategy.Default;

    /// <summary>Called before the first message. A failure here stops the actor.</summary>
    protected internal virtual Task PreStart() => Task.CompletedTask;

    /// <summary>Called when the actor has stopped, after its children.</summary>
    protected internal virtual Task PostStop() => Task.CompletedTask;

    /// <summary>Called on the failed instance before the new one is made. Unless overridden it stops the children and calls
    /// <see cref="PostStop"/>.</summary>
    /// <param name="cause">What failed.</param>
    /// <param name="message">The message it failed on, if any.</param>
    protected internal virtual Task PreRestart(Exception cause, object? message)
    {
        foreach (var child in Context.Children)
        {
            Context.Unwatch(child);
            Context.Stop(child);
        }
        return PostStop();
    }

    /// <summary>Called on the new instance. Unless overridden it calls <see cref="PreStart"/>.</summary>
    /// <param name="cause">What failed.</param>
    protected internal virtual Task PostRestart(Exception cause) => PreStart();

    /// <summary>Handles messages of a type, and of types derived from it.</summary>
    protected void Receive<T>(Action<T> handler) => handlers.Add(new(message => message is T, message =>
    {
        handler((T)message);
        return Task.CompletedTask;
    }));

    /// <summary>Handles messages of a type, and of types derived from it, and waits for the handler before the next message.</summary>
    protected void ReceiveAsync<T>(Func<T, Task> handler) => handlers.Add(new(message => message is T, message => handler((T)message)));

    /// <summary>Called with a message for which there is no handler. Unless overridden it publishes an <see cref="UnhandledMessage"/>; for
    /// <see cref="Terminated"/> it throws.</summary>
    /// <exception cref="DeathPactException">The message is <see cref="Terminated"/>.</exception>
    protected virtual void Unhandled(object message)
    {
        if (message is Terminated terminated) throw new DeathPactException(terminated.Actor);
        Context.System.EventStream.Publish(new UnhandledMessage(message, Sender, Self));
    }

    internal Task HandleAsync(object message)
    {
        foreach (var handler in handlers)
        {
            if (handler.Accepts(message)) return handler.Handle(message);
        }
        Unhandled(message);
        return Task.CompletedTask;
    }

    sealed record Handler(Func<object, bool> Accepts, Func<object, Task> Handle);
}
