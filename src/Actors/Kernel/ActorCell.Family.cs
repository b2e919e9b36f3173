using System.Globalization;

namespace Nocturne.Actors;

/// <content>Children, supervision and watching.</content>
sealed partial class ActorCell
{
    readonly Lock family = new();
    readonly List<Kin> children = [];
    readonly HashSet<IActorRef> watched = [];
    readonly HashSet<ActorCell> watchers = [];
    int unnamed;
    bool closed;

    public IReadOnlyList<IActorRef> Children => LivingChildren;

    /// <summary>Children that have not been told to stop.</summary>
    List<ActorCell> LivingChildren
    {
        get
        {
            lock (family) return [.. children.Where(kin => !kin.Stopping).Select(kin => kin.Cell)];
        }
    }

    bool AnyChildStopping
    {
        get
        {
            lock (family) return children.Exists(kin => kin.Stopping);
        }
    }

    public IActorRef ActorOf(Props props, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(props);
        ActorCell cell;
        lock (family)
        {
            if (closed) throw new InvalidOperationException($"{Path} is stopping and takes no new children.");
            name ??= "$" + (++unnamed).ToString(CultureInfo.InvariantCulture);
            if (name.Length == 0 || name.Contains('/'))
                throw new ArgumentException($"'{name}' is no name for an actor: it must not be empty or have a slash.", nameof(name));
            if (children.Exists(kin => kin.Cell.Name == name && !kin.Ended))
                throw new ArgumentException($"{Path} has a child named '{name}' already.", nameof(name));
            cell = new(System, props, this, name);
            children.Add(new(cell, new(System.Clock)));
        }
        cell.Start();
        return cell;
    }

    public IActorRef? Child(string name)
    {
        lock (family) return children.Find(kin => kin.Cell.Name == name && !kin.Stopping)?.Cell;
    }

    public void Stop(IActorRef actor)
    {
        if (actor is not ActorCell cell) throw new ArgumentException($"{actor.Path} is not an actor that can be stopped.", nameof(actor));
        if (cell.parent == this) StopChild(cell);
        else cell.Post(new SystemMessage.Terminate());
    }

    public IActorRef Watch(IActorRef target)
    {
        if (target is ActorCell cell && cell != this && watched.Add(cell)) cell.Post(new SystemMessage.WatchedBy(this));
        return target;
    }

    public void Unwatch(IActorRef target)
    {
        if (target is ActorCell cell && watched.Remove(cell)) cell.Post(new SystemMessage.UnwatchedBy(this));
    }

    void StopChildren()
    {
        foreach (var child in LivingChildren) StopChild(child);
    }

    void StopChild(ActorCell child)
    {
        lock (family)
        {
            if (FindKin(child) is { } kin) kin.Stopping = true;
        }
        child.Post(new SystemMessage.Terminate());
    }

    /// <summary>Frees the name of a child before anybody can learn of its end.</summary>
    void FreeName(ActorCell child)
    {
        lock (family)
        {
            if (FindKin(child) is { } kin) kin.Stopping = kin.Ended = true;
        }
    }

    async Task ForgetAsync(ActorCell child)
    {
        lock (family) children.RemoveAll(kin => kin.Cell == child);
        await ContinueAsync();
    }

    /// <summary>Decides about a child that failed.</summary>
    void Judge(ActorCell child, Exception cause)
    {
        if (phase is Phase.Stopping or Phase.Ended || FindKin(child) is not { Stopping: false } kin) return;
        try
        {
            var strategy = instance?.SupervisorStrategy ?? SupervisorStrategy.Default;
            var directive = strategy.Decider(cause);
            List<Kin> concerned;
            lock (family) concerned = strategy.ConcernsAll ? [.. children.Where(k => !k.Stopping)] : [kin];
            if (directive == Directive.Restart && !concerned.TrueForAll(k => k.Statistics.MayRestart(strategy))) directive = Directive.Stop;
            System.Log.ActorFailed(child.Path, directive, cause);
            System.EventStream.Publish(new ActorFailed(child, cause, directive));
            if (directive == Directive.Escalate)
            {
                escalated.Add(child);
                Fail(cause, null);
                return;
            }
            foreach (var one in concerned) Apply(directive, one.Cell, cause);
        }
        catch (Exception e)
        {
            // A supervisor whose own judgement fails has failed itself.
            Fail(e, null);
        }
    }

    void Apply(Directive directive, ActorCell child, Exception cause)
    {
        switch (directive)
        {
            case Directive.Resume: child.Post(new SystemMessage.Resume()); break;
            case Directive.Restart: child.Post(new SystemMessage.Recreate(cause)); break;
            default: StopChild(child); break;
        }
    }

    Kin? FindKin(ActorCell child)
    {
        lock (family) return children.Find(kin => kin.Cell == child);
    }

    sealed class Kin(ActorCell cell, RestartStatistics statistics)
    {
        public ActorCell Cell => cell;

        public RestartStatistics Statistics => statistics;

        /// <summary>It has been told to stop, or has ended by itself.</summary>
        public bool Stopping { get; set; }

        /// <summary>It has ended; its name is free, its supervisor has not heard of it yet.</summary>
        public bool Ended { get; set; }
    }
}
