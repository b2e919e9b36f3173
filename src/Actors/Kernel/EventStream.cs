using Microsoft.Extensions.Logging;

namespace Nocturne.Actors;

/// <summary>News for whoever cares, by type: dead letters, failures, whatever the actors publish.</summary>
public sealed class EventStream
{
    readonly ILogger log;
    readonly Lock gate = new();
    Subscription[] subscriptions = [];

    internal EventStream(ILogger log) => this.log = log;

    /// <summary>Sends the events of a type, and of types derived from it, to an actor until it ends.</summary>
    public IDisposable Subscribe<T>(IActorRef subscriber) => Add(new(this, subscriber, e => e is T, e => subscriber.Tell(e)));

    /// <summary>Calls an action with the events of a type, and of types derived from it, on the thread of the publisher: be brief.</summary>
    public IDisposable Subscribe<T>(Action<T> action) => Add(new(this, null, e => e is T, e => action((T)e)));

    /// <summary>Ends all subscriptions of an actor.</summary>
    public void Unsubscribe(IActorRef subscriber) => Remove(subscription => subscription.Subscriber == subscriber);

    /// <summary>Hands an event to all subscribers, in the order of subscription.</summary>
    public void Publish(object message)
    {
        foreach (var subscription in Volatile.Read(ref subscriptions))
        {
            if (!subscription.Wants(message)) continue;
            try
            {
                subscription.Deliver(message);
            }
            catch (Exception e)
            {
                // Whoever publishes is not to blame for whoever listens.
                log.SubscriberFailed(message.GetType().Name, e);
            }
        }
    }

    Subscription Add(Subscription subscription)
    {
        lock (gate) subscriptions = [.. subscriptions, subscription];
        return subscription;
    }

    void Remove(Predicate<Subscription> which)
    {
        lock (gate) subscriptions = Array.FindAll(subscriptions, subscription => !which(subscription));
    }

    sealed class Subscription(EventStream stream, IActorRef? subscriber, Func<object, bool> wants, Action<object> deliver) : IDisposable
    {
        public IActorRef? Subscriber => subscriber;

        public Func<object, bool> Wants => wants;

        public Action<object> Deliver => deliver;

        public void Dispose() => stream.Remove(subscription => subscription == this);
    }
}
