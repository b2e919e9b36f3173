using Nocturne.Streams;

namespace Nocturne.Actors;

/// <summary>Keeps one child alive: when it fails it is stopped and started anew after a wait that doubles from time to time. Messages are handed
/// on to the child.</summary>
/// <remarks>While there is no child, messages are dead letters, like those left in the failed child's mailbox.</remarks>
public sealed class BackoffSupervisor : Actor
{
    readonly BackoffOptions options;
    readonly Random random;
    IActorRef? child;
    long startedAt;
    int restarts;
    bool failed;

    BackoffSupervisor(BackoffOptions options)
    {
        this.options = options;
        random = new(options.Seed);
        SupervisorStrategy = new OneForOneStrategy(Decide);
        Receive<Start>(_ => StartChild());
        Receive<Terminated>(OnTerminated);
        Receive<object>(HandOn);
    }

    /// <inheritdoc/>
    protected internal override SupervisorStrategy SupervisorStrategy { get; }

    /// <summary>The recipe of a supervisor for the child that the options describe.</summary>
    public static Props Props(BackoffOptions options) => Actors.Props.Create(() => new BackoffSupervisor(options));

    /// <inheritdoc/>
    protected internal override Task PreStart()
    {
        StartChild();
        return Task.CompletedTask;
    }

    Directive Decide(Exception cause)
    {
        var directive = options.Decider(cause);
        failed = directive == Directive.Restart;

        // A restart is a stop and a start after a wait.
        return directive == Directive.Restart ? Directive.Stop : directive;
    }

    void StartChild()
    {
        failed = false;
        startedAt = Context.System.Clock.GetTimestamp();
        child = Context.Watch(Context.ActorOf(options.ChildProps, options.ChildName));
    }

    void OnTerminated(Terminated terminated)
    {
        if (terminated.Actor != child)
        {
            HandOn(terminated);
            return;
        }
        child = null;
        if (Context.System.Clock.GetElapsedTime(startedAt) >= options.AutoReset) restarts = 0;
        if (!(failed || options.OnStop) || (options.MaxRetries >= 0 && restarts >= options.MaxRetries))
        {
            Context.Stop(Self);
            return;
        }
        var wait = BackoffDelay.After(restarts++, options.MinBackoff, options.MaxBackoff, options.RandomFactor, random);
        Context.Timers.StartSingleTimer(this, new Start(), wait);
    }

    void HandOn(object message)
    {
        if (child is not null) child.Tell(message, Sender);
        else Context.System.DeadLetters.Take(message, Sender, Self);
    }

    sealed record Start;
}
