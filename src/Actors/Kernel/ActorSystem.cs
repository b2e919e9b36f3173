using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Nocturne.Actors;

/// <summary>The house the actors live in. Top actors are children of "/user"; when that ends, everything has ended.</summary>
public sealed class ActorSystem : IAsyncDisposable
{
    readonly TaskCompletionSource terminated = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly ActorCell guardian;
    long promises;

    /// <param name="name">For logs.</param>
    /// <param name="clock">The clock of all timers, timeouts and windows; the system's when null.</param>
    /// <param name="logger">Where failures are logged; nowhere when null.</param>
    /// <param name="topStrategy">How top actors that fail are treated; what it escalates ends the system.</param>
    public ActorSystem(string name, TimeProvider? clock = null, ILogger? logger = null, SupervisorStrategy? topStrategy = null)
    {
        Name = name;
        Clock = clock ?? TimeProvider.System;
        Log = logger ?? NullLogger.Instance;
        EventStream = new(Log);
        DeadLetters = new(this);
        guardian = new(this, Props.Create(() => new Guardian(topStrategy ?? SupervisorStrategy.Default)), null, "user");
        guardian.Start();
        Shutdown = new(this);
    }

    /// <summary>For logs.</summary>
    public string Name { get; }

    /// <summary>The clock of all timers, timeouts and windows.</summary>
    public TimeProvider Clock { get; }

    /// <summary>News for whoever cares.</summary>
    public EventStream EventStream { get; }

    /// <summary>The orderly end.</summary>
    public CoordinatedShutdown Shutdown { get; }

    /// <summary>Messages that reached nobody so far.</summary>
    public long DeadLetterCount => DeadLetters.Count;

    /// <summary>Ends when all actors have ended.</summary>
    public Task WhenTerminated => terminated.Task;

    /// <summary>What was escalated to the top and ended the system; null when nothing was.</summary>
    public Exception? Failure { get; private set; }

    internal ILogger Log { get; }

    internal DeadLetterRef DeadLetters { get; }

    /// <summary>Makes a top actor.</summary>
    /// <inheritdoc cref="IActorContext.ActorOf"/>
    public IActorRef ActorOf(Props props, string? name = null) => guardian.ActorOf(props, name);

    /// <summary>Stops an actor: the message in hand is finished, the rest of its mailbox becomes dead letters.</summary>
    public void Stop(IActorRef actor) => guardian.Stop(actor);

    /// <summary>Stops all actors, children first.</summary>
    public Task TerminateAsync()
    {
        guardian.Post(new SystemMessage.Terminate());
        return WhenTerminated;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await TerminateAsync();

    internal PromiseRef NewPromise() => new(this, "$" + Interlocked.Increment(ref promises).ToString(CultureInfo.InvariantCulture));

    internal void GuardianFailed(Exception cause)
    {
        Failure = cause;
        Log.GuardianFailed(cause);
        guardian.Post(new SystemMessage.Terminate());
    }

    internal void GuardianEnded() => terminated.TrySetResult();

    sealed class Guardian(SupervisorStrategy strategy) : Actor
    {
        protected internal override SupervisorStrategy SupervisorStrategy => strategy;
    }
}
