using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;

namespace Nocturne.Actors;

/// <summary>The life behind an address: mailboxes, loop, instance, children. One loop per actor; only it touches the state.</summary>
[SuppressMessage("Design", "CA1001", Justification = "No handles to free, and senders may hold on to an actor that has ended.")]
sealed partial class ActorCell : IActorRef, IActorContext
{
    /// <summary>Messages after which the loop lets other work have its thread.</summary>
    const int Fairness = 256;

    [ThreadStatic]
    static ActorCell? constructing;

    readonly Props props;
    readonly ActorCell? parent;
    readonly Channel<SystemMessage> system = Channel.CreateUnbounded<SystemMessage>(new() { SingleReader = true });
    readonly Channel<Envelope> mailbox = Channel.CreateUnbounded<Envelope>(new() { SingleReader = true });
    readonly Channel<bool> wake = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { SingleReader = true, FullMode = BoundedChannelFullMode.DropWrite });
    readonly SemaphoreSlim? room;
    readonly CancellationTokenSource ended = new();
    readonly Queue<Envelope> stash = new();
    readonly Queue<Envelope> unstashed = new();
    readonly TimerScheduler timers;
    Envelope current;

    public ActorCell(ActorSystem actorSystem, Props props, ActorCell? parent, string name)
    {
        System = actorSystem;
        this.props = props;
        this.parent = parent;
        Name = name;
        Path = parent is null ? "/" + name : parent.Path + "/" + name;
        current = new(this, actorSystem.DeadLetters, false);
        if (props.MailboxCapacity is { } capacity) room = new(capacity);
        timers = new(this, actorSystem.Clock);
    }

    public ActorSystem System { get; }

    public string Path { get; }

    public string Name { get; }

    IActorRef IActorContext.Self => this;

    IActorRef IActorContext.Sender => current.Sender;

    IActorRef IActorContext.Parent => (IActorRef?)parent ?? System.DeadLetters;

    TimerScheduler IActorContext.Timers => timers;

    /// <summary>The cell whose instance is being made on this thread; an instance takes it once.</summary>
    public static ActorCell? TakeConstructing()
    {
        var cell = constructing;
        constructing = null;
        return cell;
    }

    public void Start()
    {
        Post(new SystemMessage.Create());
        _ = Task.Run(LoopAsync);
    }

    public void Tell(object message, IActorRef? sender = null)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (room is null || room.Wait(0)) Enqueue(new(message, sender ?? System.DeadLetters, room is not null));
        else System.DeadLetters.Take(message, sender, this);
    }

    public async ValueTask SendAsync(object message, IActorRef? sender = null, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (room is not null)
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(token, ended.Token);
            try
            {
                await room.WaitAsync(either.Token);
            }
            catch (OperationCanceledException) when (!token.IsCancellationRequested)
            {
                System.DeadLetters.Take(message, sender, this);
                return;
            }
        }
        Enqueue(new(message, sender ?? System.DeadLetters, room is not null));
    }

    /// <summary>Posts a message of the kernel that waits its turn among the others but needs no room.</summary>
    public void TellControl(object message) => Enqueue(new(message, this, false));

    public void Post(SystemMessage message)
    {
        if (system.Writer.TryWrite(message)) wake.Writer.TryWrite(true);
        else AnswerAfterEnd(message);
    }

    public void Stash() => stash.Enqueue(current with { TookRoom = false });

    public void UnstashAll()
    {
        // What was set aside goes before what is still left of an earlier unstashing.
        var later = unstashed.ToArray();
        unstashed.Clear();
        foreach (var envelope in stash) unstashed.Enqueue(envelope);
        foreach (var envelope in later) unstashed.Enqueue(envelope);
        stash.Clear();
    }

    public override string ToString() => Path;

    void Enqueue(Envelope envelope)
    {
        if (mailbox.Writer.TryWrite(envelope)) wake.Writer.TryWrite(true);
        else if (!IsKernelMessage(envelope.Message)) System.DeadLetters.Take(envelope.Message, envelope.Sender, this);
    }

    async Task LoopAsync()
    {
        var handled = 0;
        while (true)
        {
            await wake.Reader.ReadAsync();
            while (true)
            {
                if (system.Reader.TryRead(out var message)) await HandleAsync(message);
                else if (TakesMessages && TryTake(out var envelope)) await InvokeAsync(envelope);
                else break;
                if (phase == Phase.Ended) return;
                if (++handled % Fairness == 0) await Task.Yield();
            }
        }
    }

    bool TryTake(out Envelope envelope)
    {
        if (unstashed.TryDequeue(out envelope)) return true;
        if (!mailbox.Reader.TryRead(out envelope)) return false;
        if (envelope.TookRoom) room!.Release();
        return true;
    }

    async Task InvokeAsync(Envelope envelope)
    {
        current = envelope;
        try
        {
            switch (envelope.Message)
            {
                case PoisonPill: Post(new SystemMessage.Terminate()); break;
                case TimerScheduler.Fired fired:
                    if (!timers.Accept(fired)) break;
                    current = new(fired.Message, this, false);
                    await instance!.HandleAsync(fired.Message);
                    break;
                case Terminated terminated when !watched.Remove(terminated.Actor): break;
                default: await instance!.HandleAsync(envelope.Message); break;
            }
        }
        catch (Exception e)
        {
            Fail(e, envelope.Message);
        }
    }

    static bool IsKernelMessage(object message) => message is TimerScheduler.Fired or Terminated or PoisonPill;
}
