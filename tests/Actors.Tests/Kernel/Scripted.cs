namespace Nocturne.Actors.Tests.Kernel;

/// <summary>An actor that does what it is told and tells a listener what happens to it.</summary>
sealed class Scripted : Actor
{
    readonly IActorRef listener;
    readonly Script script;
    readonly int incarnation;
    int handled;

    public Scripted(IActorRef listener, Script? script = null)
    {
        this.listener = listener;
        this.script = script ?? new();
        incarnation = ++this.script.Incarnations;
        if (this.script.ConstructorFails(incarnation)) throw new FormatException("constructor");
        Receive<Fail>(fail => throw fail.Cause);
        Receive<MakeChild>(make => Sender.Tell(Context.ActorOf(make.Props, make.Name), Self));
        Receive<StopSelf>(_ => Context.Stop(Self));
        Receive<string>(text =>
        {
            handled++;
            listener.Tell($"{Self.Name}{incarnation}: {text} {handled}", Self);
        });
        ReceiveAsync<Hold>(hold => hold.EnterAsync());
    }

    protected internal override SupervisorStrategy SupervisorStrategy => script.Strategy;

    protected internal override Task PreStart()
    {
        Say("PreStart");
        return script.PreStartFails(incarnation) ? throw new FormatException("PreStart") : Task.CompletedTask;
    }

    protected internal override Task PostStop()
    {
        Say("PostStop");
        return Task.CompletedTask;
    }

    protected internal override async Task PreRestart(Exception cause, object? message)
    {
        Say($"PreRestart {cause.Message} {message?.GetType().Name ?? "none"}");
        if (!script.KeepsChildren) await base.PreRestart(cause, message);
    }

    protected internal override Task PostRestart(Exception cause)
    {
        Say($"PostRestart {cause.Message}");
        return script.PostRestartFails(incarnation) ? throw new FormatException("PostRestart") : Task.CompletedTask;
    }

    void Say(string what) => listener.Tell($"{Self.Name}{incarnation}: {what}", Self);

    public sealed class Script
    {
        public int Incarnations { get; set; }

        public bool KeepsChildren { get; init; }

        public SupervisorStrategy Strategy { get; init; } = SupervisorStrategy.Default;

        public Func<int, bool> ConstructorFails { get; init; } = _ => false;

        public Func<int, bool> PreStartFails { get; init; } = _ => false;

        public Func<int, bool> PostRestartFails { get; init; } = _ => false;
    }

    public sealed record Fail(Exception Cause)
    {
        public Fail(string message)
            : this(new FormatException(message))
        {
        }
    }

    public sealed record MakeChild(Props Props, string Name);

    public sealed record StopSelf;

    /// <summary>Keeps an actor busy until it is let go.</summary>
    public sealed class Hold
    {
        readonly TaskCompletionSource entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Entered => entered.Task;

        public void Release() => released.TrySetResult();

        public Task EnterAsync()
        {
            entered.TrySetResult();
            return released.Task;
        }
    }
}
