using static Nocturne.Actors.Tests.Kernel.Scripted;

namespace Nocturne.Actors.Tests.Kernel;

public sealed class BackoffTests : KernelTest
{
    BackoffOptions OnFailure => Backoff.OnFailure(Props.Create(() => new Scripted(Probe.Ref)), "child", TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5));

    async Task<double> FailAndWaitAsync(IActorRef supervisor)
    {
        supervisor.Tell(new Fail("bad"));
        await Probe.ExpectMessageAsync("child1: PostStop");
        await Time.TimersAsync();
        var wait = Time.AdvanceToNextTimer();
        await Probe.ExpectMessageAsync("child1: PreStart");
        return wait.TotalSeconds;
    }

    [Fact]
    public async Task A_child_that_fails_comes_back_after_waits_that_double_up_to_a_limit()
    {
        var supervisor = System.ActorOf(BackoffSupervisor.Props(OnFailure with { AutoReset = TimeSpan.FromHours(1) }), "supervisor");
        await Probe.ExpectMessageAsync("child1: PreStart");
        var waits = new List<double>();
        for (var i = 0; i < 5; i++) waits.Add(await FailAndWaitAsync(supervisor));
        Assert.Equal([1, 2, 4, 5, 5], waits);
        supervisor.Tell("hello");
        await Probe.ExpectMessageAsync("child1: hello 1");
        Assert.Equal("/user/supervisor/child", Probe.LastSender!.Path);
    }

    [Fact]
    public async Task A_quiet_time_makes_the_next_failure_the_first()
    {
        var supervisor = System.ActorOf(BackoffSupervisor.Props(OnFailure with { AutoReset = TimeSpan.FromSeconds(10) }));
        await Probe.ExpectMessageAsync("child1: PreStart");
        Assert.Equal(1, await FailAndWaitAsync(supervisor));
        Assert.Equal(2, await FailAndWaitAsync(supervisor));
        Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(1, await FailAndWaitAsync(supervisor));
    }

    [Fact]
    public async Task A_supervisor_gives_up_after_its_retries()
    {
        var supervisor = System.ActorOf(BackoffSupervisor.Props(OnFailure with { MaxRetries = 1, AutoReset = TimeSpan.FromHours(1) }));
        await Probe.ExpectMessageAsync("child1: PreStart");
        await Probe.WatchAsync(supervisor);
        await FailAndWaitAsync(supervisor);
        supervisor.Tell(new Fail("bad"));
        await Probe.ExpectMessageAsync("child1: PostStop");
        await Probe.ExpectTerminatedAsync(supervisor);
    }

    [Fact]
    public async Task A_child_that_stops_by_itself_ends_its_supervisor_unless_stops_count_too()
    {
        var supervisor = System.ActorOf(BackoffSupervisor.Props(OnFailure));
        await Probe.ExpectMessageAsync("child1: PreStart");
        await Probe.WatchAsync(supervisor);
        supervisor.Tell(new StopSelf());
        await Probe.ExpectMessageAsync("child1: PostStop");
        await Probe.ExpectTerminatedAsync(supervisor);

        var keeper = System.ActorOf(BackoffSupervisor.Props(Backoff.OnStop(Props.Create(() => new Scripted(Probe.Ref)), "child", TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(5))));
        await Probe.ExpectMessageAsync("child1: PreStart");
        keeper.Tell(new StopSelf());
        await Probe.ExpectMessageAsync("child1: PostStop");
        await Time.TimersAsync();
        Assert.Equal(3, Time.AdvanceToNextTimer().TotalSeconds);
        await Probe.ExpectMessageAsync("child1: PreStart");
    }

    [Fact]
    public async Task What_comes_while_there_is_no_child_is_a_dead_letter()
    {
        var supervisor = System.ActorOf(BackoffSupervisor.Props(OnFailure));
        await Probe.ExpectMessageAsync("child1: PreStart");
        supervisor.Tell(new Fail("bad"));
        await Probe.ExpectMessageAsync("child1: PostStop");
        await Time.TimersAsync();
        using var dead = System.EventStream.Subscribe<DeadLetter>(Probe.Ref);
        supervisor.Tell("anybody?");
        Assert.Equal("anybody?", (await Probe.ExpectMessageAsync<DeadLetter>()).Message);
    }

    [Fact]
    public async Task The_decider_says_which_failures_a_child_comes_back_from()
    {
        var supervisor = System.ActorOf(BackoffSupervisor.Props(OnFailure with { Decider = e => e.Message == "small" ? Directive.Resume : Directive.Stop }));
        await Probe.ExpectMessageAsync("child1: PreStart");
        await Probe.WatchAsync(supervisor);
        supervisor.Tell("one");
        supervisor.Tell(new Fail("small"));
        supervisor.Tell("two");
        await Probe.ExpectMessageAsync("child1: one 1");
        await Probe.ExpectMessageAsync("child1: two 2");
        supervisor.Tell(new Fail("large"));
        await Probe.ExpectMessageAsync("child1: PostStop");
        await Probe.ExpectTerminatedAsync(supervisor);
    }
}
