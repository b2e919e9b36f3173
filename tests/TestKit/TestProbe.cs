using System.Threading.Channels;
using Nocturne.Actors;

namespace Nocturne.TestKit;

/// <summary>An actor in the hands of a test: it keeps what it is told, in order, to be looked at.</summary>
public sealed class TestProbe
{
    readonly Channel<(object Message, IActorRef Sender)> received = Channel.CreateUnbounded<(object, IActorRef)>();

    /// <summary>Makes a probe in a system.</summary>
    public TestProbe(ActorSystem system, string? name = null) => Ref = system.ActorOf(Props.Create(() => new ProbeActor(received.Writer)), name);

    /// <summary>Its address.</summary>
    public IActorRef Ref { get; }

    /// <summary>Who sent the message looked at last.</summary>
    public IActorRef? LastSender { get; private set; }

    /// <summary>Watches an actor; returns when the watch is set.</summary>
    public Task WatchAsync(IActorRef target) => Ref.AskAsync<Ready>(new Watch(target), Guard.Limit).Within("the watch to be set");

    /// <summary>Does not watch an actor any more; returns when the watch is lifted.</summary>
    public Task UnwatchAsync(IActorRef target) => Ref.AskAsync<Ready>(new Unwatch(target), Guard.Limit).Within("the watch to be lifted");

    /// <summary>Sends a message in the probe's name.</summary>
    public void Send(IActorRef target, object message) => target.Tell(message, Ref);

    /// <summary>Answers the message looked at last.</summary>
    public void Reply(object message) => LastSender!.Tell(message, Ref);

    /// <summary>The next message, which must be of that type.</summary>
    public async Task<T> ExpectMessageAsync<T>() =>
        await NextAsync(typeof(T).Name) is var message && message is T expected ? expected
            : throw new ExpectationException($"Expected a message of type {typeof(T).Name} but got {message}.");

    /// <summary>The next message, which must be equal to this one.</summary>
    public async Task ExpectMessageAsync<T>(T expected)
    {
        var message = await ExpectMessageAsync<T>();
        if (!Equals(message, expected)) throw new ExpectationException($"Expected {expected} but got {message}.");
    }

    /// <summary>Passes messages by until one fits.</summary>
    public async Task<T> FishForAsync<T>(Func<T, bool>? fits = null)
    {
        while (true)
        {
            if (await NextAsync(typeof(T).Name) is T message && fits?.Invoke(message) != false) return message;
        }
    }

    /// <summary>The next message tells of the end of that actor.</summary>
    public async Task ExpectTerminatedAsync(IActorRef target)
    {
        var terminated = await ExpectMessageAsync<Terminated>();
        if (terminated.Actor != target) throw new ExpectationException($"Expected the end of {target.Path} but {terminated.Actor.Path} has ended.");
    }

    /// <summary>Of all that was told to the probe before this call, nothing is left that was not looked at.</summary>
    public async Task ExpectNoneAsync()
    {
        await Ref.AskAsync<Ready>(new Barrier(), Guard.Limit).Within("the probe to look into its mailbox");
        if (received.Reader.TryPeek(out var seen)) throw new ExpectationException($"No message was expected, but there is {seen.Message}.");
    }

    async Task<object> NextAsync(string expected)
    {
        var (message, sender) = await received.Reader.ReadAsync().Within($"a message of type {expected}");
        LastSender = sender;
        return message;
    }

    sealed record Watch(IActorRef Target);

    sealed record Unwatch(IActorRef Target);

    sealed record Barrier;

    sealed record Ready;

    sealed class ProbeActor : Actor
    {
        public ProbeActor(ChannelWriter<(object Message, IActorRef Sender)> received)
        {
            Receive<Watch>(watch =>
            {
                Context.Watch(watch.Target);
                Sender.Tell(new Ready(), Self);
            });
            Receive<Unwatch>(unwatch =>
            {
                Context.Unwatch(unwatch.Target);
                Sender.Tell(new Ready(), Self);
            });
            Receive<Barrier>(_ => Sender.Tell(new Ready(), Self));
            Receive<object>(message => received.TryWrite((message, Sender)));
        }
    }
}
