using Nocturne.TestKit;

namespace Nocturne.Actors.Tests.Kernel;

public sealed class TimerAndStashTests : KernelTest
{
    static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    sealed record Do(Action<IActorContext> What);

    sealed class Doer : Actor
    {
        bool open;

        public Doer(IActorRef listener)
        {
            Receive<Do>(it =>
            {
                it.What(Context);
                Sender.Tell("done", Self);
            });
            Receive<char>(_ =>
            {
                open = true;
                Context.UnstashAll();
            });
            Receive<int>(number =>
            {
                if (open) listener.Tell(number, Self);
                else Context.Stash();
            });
            Receive<Exception>(e => throw e);
            ReceiveAsync<Task>(async task => await task);
            Receive<string>(text => listener.Tell(text, Self));
        }
    }

    IActorRef MakeDoer() => System.ActorOf(Props.Create(() => new Doer(Probe.Ref)));

    static Task<string> DoAsync(IActorRef doer, Action<IActorContext> what) => doer.AskAsync<string>(new Do(what), Guard.Limit).Within();

    [Fact]
    public async Task A_single_timer_sends_its_message_once()
    {
        var doer = MakeDoer();
        await DoAsync(doer, context => context.Timers.StartSingleTimer("t", "ring", Second));
        Time.Advance(Second);
        await Probe.ExpectMessageAsync("ring");
        await DoAsync(doer, context => Assert.False(context.Timers.IsTimerActive("t")));
        Time.Advance(10 * Second);
        await DoAsync(doer, _ => { });
        await Probe.ExpectNoneAsync();
    }

    [Fact]
    public async Task A_periodic_timer_sends_again_and_again_until_cancelled()
    {
        var doer = MakeDoer();
        await DoAsync(doer, context => context.Timers.StartPeriodicTimer("t", "ring", Second));
        for (var i = 0; i < 3; i++)
        {
            Time.Advance(Second);
            await Probe.ExpectMessageAsync("ring");
        }
        await DoAsync(doer, context => context.Timers.Cancel("t"));
        Time.Advance(10 * Second);
        await DoAsync(doer, _ => { });
        await Probe.ExpectNoneAsync();
    }

    [Fact]
    public async Task A_busy_actor_finds_one_periodic_message_not_many()
    {
        var gate = new TaskCompletionSource();
        var doer = MakeDoer();
        await DoAsync(doer, context => context.Timers.StartPeriodicTimer("t", "ring", Second));
        doer.Tell(gate.Task);
        Time.Advance(100 * Second);
        gate.SetResult();
        await Probe.ExpectMessageAsync("ring");
        await DoAsync(doer, _ => { });
        await Probe.ExpectNoneAsync();
    }

    [Fact]
    public async Task The_message_of_a_timer_that_was_replaced_or_cancelled_never_arrives_even_from_the_mailbox()
    {
        var gate = new TaskCompletionSource();
        var doer = MakeDoer();
        await DoAsync(doer, context =>
        {
            context.Timers.StartSingleTimer("replaced", "old", Second);
            context.Timers.StartSingleTimer("cancelled", "old", Second);
        });
        doer.Tell(gate.Task);
        doer.Tell(new Do(context =>
        {
            context.Timers.StartSingleTimer("replaced", "new", Second);
            context.Timers.Cancel("cancelled");
        }));
        Time.Advance(Second);
        gate.SetResult();
        await DoAsync(doer, _ => { });
        Time.Advance(Second);
        await Probe.ExpectMessageAsync("new");
        await DoAsync(doer, _ => { });
        await Probe.ExpectNoneAsync();
    }

    [Fact]
    public async Task Timers_end_with_a_restart_and_with_the_actor()
    {
        var doer = MakeDoer();
        await DoAsync(doer, context => context.Timers.StartPeriodicTimer("t", "ring", Second));
        doer.Tell(new FormatException());
        await DoAsync(doer, context => Assert.False(context.Timers.IsTimerActive("t")));
        await DoAsync(doer, context => context.Timers.StartPeriodicTimer("t", "ring", Second));
        await Probe.WatchAsync(doer);
        System.Stop(doer);
        await Probe.ExpectTerminatedAsync(doer);
        Assert.Equal(0, Time.ScheduledTimers);
    }

    [Fact]
    public async Task What_was_set_aside_comes_first_and_in_order_when_it_is_taken_up_again()
    {
        var doer = MakeDoer();
        foreach (var number in new[] { 1, 2, 3 }) doer.Tell(number);
        doer.Tell('o');
        foreach (var number in new[] { 4, 5 }) doer.Tell(number);
        for (var i = 1; i <= 5; i++) await Probe.ExpectMessageAsync(i);
    }

    [Fact]
    public async Task What_was_set_aside_survives_a_restart_and_is_a_dead_letter_after_the_end()
    {
        var doer = MakeDoer();
        doer.Tell(1);
        doer.Tell(new FormatException());
        doer.Tell('o');
        await Probe.ExpectMessageAsync(1);

        var other = MakeDoer();
        using var dead = System.EventStream.Subscribe<DeadLetter>(Probe.Ref);
        other.Tell(7);
        other.Tell(PoisonPill.Instance);
        Assert.Equal(7, (await Probe.ExpectMessageAsync<DeadLetter>()).Message);
    }
}
