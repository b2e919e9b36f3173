namespace Nocturne.Actors;

/// <content>Start, failure, restart and end.</content>
sealed partial class ActorCell
{
    readonly List<ActorCell> escalated = [];
    Actor? instance;
    Phase phase = Phase.Starting;
    bool failed;
    bool parentSuspended;
    Exception? failure;
    object? failedMessage;
    Exception? restartCause;

    enum Phase
    {
        Starting,
        Running,
        Restarting,
        Stopping,
        Ended,
    }

    bool TakesMessages => phase == Phase.Running && !failed && !parentSuspended;

    async Task HandleAsync(SystemMessage message)
    {
        switch (message)
        {
            case SystemMessage.Create when phase == Phase.Starting: await CreateAsync(); break;
            case SystemMessage.Resume when failed && phase == Phase.Running: GoOn(); break;

            // What never started has no state to go on with.
            case SystemMessage.Resume when failed && phase == Phase.Starting: await BeginRestartAsync(failure!); break;
            case SystemMessage.Recreate recreate when phase is Phase.Starting or Phase.Running: await BeginRestartAsync(recreate.Cause); break;
            case SystemMessage.Terminate when phase is not (Phase.Stopping or Phase.Ended): await BeginStopAsync(); break;
            case SystemMessage.ParentSuspended: SetParentSuspended(true); break;
            case SystemMessage.ParentResumed: SetParentSuspended(false); break;
            case SystemMessage.ChildFailed child: Judge(child.Child, child.Cause); break;
            case SystemMessage.ChildTerminated child: await ForgetAsync(child.Child); break;
            case SystemMessage.WatchedBy watcher: watchers.Add(watcher.Watcher); break;
            case SystemMessage.UnwatchedBy watcher: watchers.Remove(watcher.Watcher); break;
            case SystemMessage.TargetTerminated target when watched.Contains(target.Target): TellControl(new Terminated(target.Target)); break;
        }
    }

    async Task CreateAsync()
    {
        try
        {
            instance = NewInstance();
            await instance.PreStart();
            phase = Phase.Running;
        }
        catch (Exception e)
        {
            Fail(new ActorInitializationException(this, e), null);
        }
    }

    /// <summary>Suspends this actor and its children until the supervisor has decided.</summary>
    void Fail(Exception cause, object? message)
    {
        if (phase is Phase.Stopping or Phase.Ended) return;
        failed = true;
        failure = cause;
        failedMessage = message;
        foreach (var child in LivingChildren) child.Post(new SystemMessage.ParentSuspended());
        if (parent is not null) parent.Post(new SystemMessage.ChildFailed(this, cause));
        else System.GuardianFailed(cause);
    }

    void GoOn()
    {
        failed = false;
        failedMessage = null;
        foreach (var child in escalated) child.Post(new SystemMessage.Resume());
        escalated.Clear();
        SetParentSuspended(parentSuspended);
    }

    /// <summary>Notes what the parent does and hands it on to the children, unless they are suspended anyway because this actor has failed.</summary>
    void SetParentSuspended(bool suspended)
    {
        parentSuspended = suspended;
        if (failed) return;
        foreach (var child in LivingChildren) child.Post(suspended ? new SystemMessage.ParentSuspended() : new SystemMessage.ParentResumed());
    }

    async Task BeginRestartAsync(Exception cause)
    {
        phase = Phase.Restarting;
        restartCause = cause;
        timers.CancelAll();
        if (instance is null)
        {
            StopChildren();
        }
        else
        {
            try
            {
                await instance.PreRestart(cause, failedMessage);
            }
            catch (Exception e)
            {
                System.Log.HookFailed(Path, nameof(Actor.PreRestart), e);
            }
        }
        UnstashAll();
        await ContinueAsync();
    }

    async Task FinishRestartAsync()
    {
        var survivors = LivingChildren;
        escalated.Clear();
        failed = false;
        failedMessage = null;
        try
        {
            instance = null;
            instance = NewInstance();
            await instance.PostRestart(restartCause!);
            phase = Phase.Running;
        }
        catch (Exception e)
        {
            phase = Phase.Starting;
            Fail(new ActorInitializationException(this, e), null);
            return;
        }
        foreach (var child in survivors) child.Post(new SystemMessage.Recreate(restartCause!));
        SetParentSuspended(parentSuspended);
    }

    async Task BeginStopAsync()
    {
        phase = Phase.Stopping;
        timers.CancelAll();
        lock (family) closed = true;
        StopChildren();
        await ContinueAsync();
    }

    /// <summary>Goes on with a restart or an end once the children that were to stop have stopped.</summary>
    async Task ContinueAsync()
    {
        if (AnyChildStopping) return;
        if (phase == Phase.Restarting) await FinishRestartAsync();
        else if (phase == Phase.Stopping) await EndAsync();
    }

    async Task EndAsync()
    {
        try
        {
            if (instance is not null) await instance.PostStop();
        }
        catch (Exception e)
        {
            System.Log.HookFailed(Path, nameof(Actor.PostStop), e);
        }
        instance = null;
        phase = Phase.Ended;
        System.EventStream.Unsubscribe(this);
        parent?.FreeName(this);
        CloseMailboxes();
        foreach (var target in watched) (target as ActorCell)?.Post(new SystemMessage.UnwatchedBy(this));
        if (parent is not null) parent.Post(new SystemMessage.ChildTerminated(this));
        foreach (var watcher in watchers) watcher.Post(new SystemMessage.TargetTerminated(this));
        if (parent is null) System.GuardianEnded();
    }

    void CloseMailboxes()
    {
        mailbox.Writer.TryComplete();
        system.Writer.TryComplete();
        ended.Cancel();
        UnstashAll();
        while (TryTake(out var envelope))
        {
            if (!IsKernelMessage(envelope.Message)) System.DeadLetters.Take(envelope.Message, envelope.Sender, this);
        }
        while (system.Reader.TryRead(out var message)) AnswerAfterEnd(message);
    }

    void AnswerAfterEnd(SystemMessage message)
    {
        if (message is SystemMessage.WatchedBy watch) watch.Watcher.Post(new SystemMessage.TargetTerminated(this));
    }

    Actor NewInstance()
    {
        constructing = this;
        try
        {
            var actor = props.Factory();
            return constructing is null ? actor
                : throw new InvalidOperationException($"The factory of {Path} must make a new {props.ActorType.Name} each time it is called.");
        }
        finally
        {
            constructing = null;
        }
    }
}
