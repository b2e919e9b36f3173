using FsCheck;
using FsCheck.Fluent;
using Nocturne.TestKit;
using static Nocturne.Actors.Tests.Kernel.Scripted;

namespace Nocturne.Actors.Tests.Kernel;

public sealed class SupervisionTests : KernelTest
{
    static readonly SupervisorStrategy Escalating = new OneForOneStrategy(_ => Directive.Escalate);

    /// <summary>A parent with a strategy and children that report to the probe; the parent reports to nobody.</summary>
    async Task<(IActorRef Parent, IActorRef[] Children)> FamilyAsync(SupervisorStrategy strategy, int children = 1, Func<Script>? script = null)
    {
        var silent = System.ActorOf(Props.Create(() => new Silent()));
        var parentScript = new Script { Strategy = strategy };
        var parent = System.ActorOf(Props.Create(() => new Scripted(silent, parentScript)), "parent");
        var made = new IActorRef[children];
        for (var i = 0; i < children; i++)
        {
            var its = script?.Invoke() ?? new();
            var name = ((char)('a' + i)).ToString();
            made[i] = await parent.AskAsync<IActorRef>(new MakeChild(Props.Create(() => new Scripted(Probe.Ref, its)), name), Guard.Limit).Within();
            if (!its.ConstructorFails(1)) await Probe.ExpectMessageAsync($"{name}1: PreStart");
        }
        return (parent, made);
    }

    sealed class Silent : Actor
    {
        public Silent() => Receive<object>(_ => { });
    }

    [Fact]
    public async Task Resume_keeps_the_state_and_drops_the_failing_message()
    {
        var (_, children) = await FamilyAsync(new OneForOneStrategy(_ => Directive.Resume));
        children[0].Tell("one");
        children[0].Tell(new Fail("bad"));
        children[0].Tell("two");
        await Probe.ExpectMessageAsync("a1: one 1");
        await Probe.ExpectMessageAsync("a1: two 2");
    }

    [Fact]
    public async Task Restart_goes_hook_by_hook_keeps_the_mailbox_and_drops_the_failing_message()
    {
        var (_, children) = await FamilyAsync(SupervisorStrategy.Default);
        var child = children[0];
        var grandchild = await child.AskAsync<IActorRef>(new MakeChild(Props.Create(() => new Scripted(Probe.Ref)), "g"), Guard.Limit).Within();
        await Probe.ExpectMessageAsync("g1: PreStart");
        await Probe.WatchAsync(grandchild);

        var hold = new Hold();
        child.Tell("one");
        child.Tell(hold);
        child.Tell(new Fail("bad"));
        child.Tell("two");
        child.Tell("three");
        hold.Release();

        await Probe.ExpectMessageAsync("a1: one 1");
        await Probe.ExpectMessageAsync("a1: PreRestart bad Fail");
        var (stop, end) = (await Probe.ExpectMessageAsync<string>(), await Probe.ExpectMessageAsync<string>());
        Assert.Equal(["a1: PostStop", "g1: PostStop"], new[] { stop, end }.Order());
        await Probe.ExpectTerminatedAsync(grandchild);
        await Probe.ExpectMessageAsync("a2: PostRestart bad");
        await Probe.ExpectMessageAsync("a2: two 1");
        await Probe.ExpectMessageAsync("a2: three 2");
    }

    [Fact]
    public async Task Children_that_are_kept_are_restarted_with_their_parent()
    {
        var (_, children) = await FamilyAsync(SupervisorStrategy.Default, script: () => new() { KeepsChildren = true });
        var grandchild = await children[0].AskAsync<IActorRef>(new MakeChild(Props.Create(() => new Scripted(Probe.Ref)), "g"), Guard.Limit).Within();
        await Probe.ExpectMessageAsync("g1: PreStart");
        children[0].Tell(new Fail("bad"));
        await Probe.ExpectMessageAsync("a1: PreRestart bad Fail");
        await Probe.ExpectMessageAsync("a2: PostRestart bad");
        await Probe.ExpectMessageAsync("g1: PreRestart bad none");
        await Probe.ExpectMessageAsync("g1: PostStop");
        grandchild.Tell("hello");
        await Probe.FishForAsync<string>(text => text == "g1: hello 1" || text == "g2: hello 1");
    }

    sealed class Fragile : Actor
    {
        public Fragile(List<int> seen)
        {
            Receive<int>(number =>
            {
                if (number < 0) throw new FormatException();
                seen.Add(number);
            });
            Receive<string>(_ => Sender.Tell("done", Self));
        }
    }

    [Fact]
    public void The_mailbox_keeps_its_order_over_any_number_of_failures()
    {
        var silent = System.ActorOf(Props.Create(() => new Silent()));
        var parents = new[] { Directive.Resume, Directive.Restart }.Select(directive =>
            System.ActorOf(Props.Create(() => new Scripted(silent, new() { Strategy = new OneForOneStrategy(_ => directive) })))).ToArray();
        var names = 0;
        Prop.ForAll(Gen.Choose(-50, 100).ArrayOf().ToArbitrary(), async numbers =>
        {
            foreach (var parent in parents)
            {
                var seen = new List<int>();
                var child = await parent.AskAsync<IActorRef>(new MakeChild(Props.Create(() => new Fragile(seen)), $"child{++names}"), Guard.Limit).Within();
                foreach (var number in numbers) child.Tell(number);
                await child.AskAsync<string>("done?", Guard.Limit).Within();
                Assert.Equal(numbers.Where(number => number >= 0), seen);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(50));
    }

    [Fact]
    public async Task Stop_stops_the_child()
    {
        var (_, children) = await FamilyAsync(SupervisorStrategy.Stopping);
        await Probe.WatchAsync(children[0]);
        children[0].Tell(new Fail("bad"));
        await Probe.ExpectMessageAsync("a1: PostStop");
        await Probe.ExpectTerminatedAsync(children[0]);
    }

    [Fact]
    public async Task Escalate_makes_the_supervisor_fail_and_its_restart_stops_the_child()
    {
        var (parent, children) = await FamilyAsync(Escalating);
        await Probe.WatchAsync(parent);
        await Probe.WatchAsync(children[0]);
        using var failures = System.EventStream.Subscribe<ActorFailed>(Probe.Ref);
        children[0].Tell(new Fail("bad"));
        Assert.Equal((children[0], Directive.Escalate), await FailureAsync());
        Assert.Equal((parent, Directive.Restart), await FailureAsync());
        await Probe.ExpectMessageAsync("a1: PostStop");
        await Probe.ExpectTerminatedAsync(children[0]);
        parent.Tell(new StopSelf());
        await Probe.ExpectTerminatedAsync(parent);
    }

    async Task<(IActorRef, Directive)> FailureAsync() => await Probe.ExpectMessageAsync<ActorFailed>() is var failure ? (failure.Actor, failure.Directive) : default;

    [Fact]
    public async Task A_supervisor_that_is_resumed_after_an_escalation_resumes_the_child()
    {
        var silent = System.ActorOf(Props.Create(() => new Silent()));
        var top = System.ActorOf(Props.Create(() => new Scripted(silent, new() { Strategy = new OneForOneStrategy(_ => Directive.Resume) })));
        var middle = await top.AskAsync<IActorRef>(new MakeChild(Props.Create(() => new Scripted(silent, new() { Strategy = Escalating })), "m"), Guard.Limit).Within();
        var child = await middle.AskAsync<IActorRef>(new MakeChild(Props.Create(() => new Scripted(Probe.Ref)), "a"), Guard.Limit).Within();
        child.Tell("one");
        child.Tell(new Fail("bad"));
        child.Tell("two");
        await Probe.ExpectMessageAsync("a1: PreStart");
        await Probe.ExpectMessageAsync("a1: one 1");
        await Probe.ExpectMessageAsync("a1: two 2");
    }

    [Fact]
    public async Task While_a_supervisor_waits_for_its_verdict_its_children_are_suspended()
    {
        var verdict = new TaskCompletionSource<Directive>();
        var silent = System.ActorOf(Props.Create(() => new Silent()));
        var strategy = new OneForOneStrategy(_ => verdict.Task.WaitAsync(Guard.Limit).GetAwaiter().GetResult());
        var top = System.ActorOf(Props.Create(() => new Scripted(silent, new() { Strategy = strategy })));
        var middle = await top.AskAsync<IActorRef>(new MakeChild(Props.Create(() => new Scripted(silent)), "m"), Guard.Limit).Within();
        var child = await middle.AskAsync<IActorRef>(new MakeChild(Props.Create(() => new Scripted(Probe.Ref)), "a"), Guard.Limit).Within();
        await Probe.ExpectMessageAsync("a1: PreStart");
        var hold = new Hold();
        child.Tell(hold);
        child.Tell("later");
        middle.Tell(new Fail("bad"));
        Assert.False(middle.AskAsync<IActorRef>(new MakeChild(Props.Create(() => new Silent()), "late"), Guard.Limit).IsCompleted);
        verdict.SetResult(Directive.Resume);
        hold.Release();
        await Probe.ExpectMessageAsync("a1: later 1");
    }

    [Fact]
    public async Task One_for_one_concerns_the_child_that_failed()
    {
        var (_, children) = await FamilyAsync(SupervisorStrategy.Default, children: 2);
        children[0].Tell(new Fail("bad"));
        await Probe.ExpectMessageAsync("a1: PreRestart bad Fail");
        await Probe.ExpectMessageAsync("a1: PostStop");
        await Probe.ExpectMessageAsync("a2: PostRestart bad");
        children[1].Tell("fine");
        await Probe.ExpectMessageAsync("b1: fine 1");
    }

    [Fact]
    public async Task All_for_one_restarts_all_children()
    {
        var (_, children) = await FamilyAsync(new AllForOneStrategy(), children: 3);
        children[1].Tell(new Fail("bad"));
        var said = new List<string>();
        for (var i = 0; i < 9; i++) said.Add(await Probe.ExpectMessageAsync<string>());
        Assert.Equal(["a2: PostRestart bad", "b2: PostRestart bad", "c2: PostRestart bad"], said.Where(text => text.Contains("PostRestart", StringComparison.Ordinal)).Order());
    }

    [Fact]
    public async Task All_for_one_stops_all_when_one_has_used_up_its_retries()
    {
        var (_, children) = await FamilyAsync(new AllForOneStrategy(0), children: 2);
        foreach (var child in children) await Probe.WatchAsync(child);
        children[1].Tell(new Fail("bad"));
        var messages = new List<object>();
        for (var i = 0; i < 4; i++) messages.Add(await Probe.ExpectMessageAsync<object>());
        Assert.Equal(children, messages.OfType<Terminated>().Select(t => t.Actor).OrderBy(a => a.Name));
    }

    [Fact]
    public async Task A_child_that_fails_too_often_within_the_window_is_stopped()
    {
        var (_, children) = await FamilyAsync(new OneForOneStrategy(2, TimeSpan.FromMinutes(1)));
        await Probe.WatchAsync(children[0]);
        for (var i = 0; i < 2; i++)
        {
            children[0].Tell(new Fail("bad"));
            await Probe.FishForAsync<string>(text => text.Contains("PostRestart", StringComparison.Ordinal));
        }

        // A minute later it may begin again.
        Time.Advance(TimeSpan.FromMinutes(1));
        for (var i = 0; i < 3; i++) children[0].Tell(new Fail("bad"));
        var restarts = 0;
        while (await Probe.ExpectMessageAsync<object>() is var message and not Terminated)
        {
            if (message is string text && text.Contains("PostRestart", StringComparison.Ordinal)) restarts++;
        }
        Assert.Equal(2, restarts);
    }

    [Fact]
    public void Restarts_are_allowed_as_the_window_says()
    {
        // The model: a window opens at the first restart that finds none open; within it so many restarts are allowed.
        var cases = Gen.Choose(0, 3).Zip(Gen.Choose(0, 40).ArrayOf()).ToArbitrary();
        Prop.ForAll(cases, test =>
        {
            var (retries, gaps) = test;
            var window = TimeSpan.FromSeconds(60);
            var time = new ManualTime();
            var statistics = new RestartStatistics(time);
            var strategy = new OneForOneStrategy(retries, window);
            TimeSpan? opened = null;
            var used = 0;
            foreach (var gap in gaps)
            {
                time.Advance(TimeSpan.FromSeconds(gap));
                if (opened is null || time.Elapsed - opened >= window) (opened, used) = (time.Elapsed, 0);
                Assert.Equal(used < retries, statistics.MayRestart(strategy));
                used++;
            }
        }).Check(Config.QuickThrowOnFailure);
    }

    [Fact]
    public void Without_a_window_retries_count_for_life_and_negative_means_any_number()
    {
        var statistics = new RestartStatistics(Time);
        Assert.Equal([true, true, false], Enumerable.Range(0, 3).Select(_ => statistics.MayRestart(new OneForOneStrategy(2))));
        Assert.All(Enumerable.Range(0, 100), _ => Assert.True(statistics.MayRestart(SupervisorStrategy.Default)));
    }

    [Fact]
    public async Task What_cannot_be_made_is_stopped()
    {
        foreach (var script in new Script[] { new() { ConstructorFails = _ => true }, new() { PreStartFails = _ => true } })
        {
            using var failures = System.EventStream.Subscribe<ActorFailed>(Probe.Ref);
            var actor = System.ActorOf(Props.Create(() => new Scripted(Probe.Ref, script)));
            var failure = await Probe.FishForAsync<ActorFailed>();
            Assert.IsType<ActorInitializationException>(failure.Cause);
            Assert.IsType<FormatException>(failure.Cause.InnerException);
            Assert.Equal(Directive.Stop, failure.Directive);
            failures.Dispose();
            var watcher = new TestProbe(System);
            await watcher.WatchAsync(actor);
            await watcher.ExpectTerminatedAsync(actor);
        }
    }

    [Fact]
    public async Task A_supervisor_may_insist_on_making_it_again()
    {
        foreach (var directive in new[] { Directive.Restart, Directive.Resume })
        {
            var silent = System.ActorOf(Props.Create(() => new Silent()));
            var parent = System.ActorOf(Props.Create(() => new Scripted(silent, new() { Strategy = new OneForOneStrategy(_ => directive) })));
            var script = new Script { ConstructorFails = n => n == 1 };
            var child = await parent.AskAsync<IActorRef>(new MakeChild(Props.Create(() => new Scripted(Probe.Ref, script)), "a"), Guard.Limit).Within();
            child.Tell("hello");
            Assert.StartsWith("a2: PostRestart", await Probe.ExpectMessageAsync<string>(), StringComparison.Ordinal);
            await Probe.ExpectMessageAsync("a2: hello 1");
        }
    }

    [Fact]
    public async Task A_restart_that_fails_counts_as_an_initialisation_that_fails()
    {
        var (_, children) = await FamilyAsync(SupervisorStrategy.Default, script: () => new() { PostRestartFails = n => n == 2 });
        await Probe.WatchAsync(children[0]);
        children[0].Tell(new Fail("bad"));
        await Probe.FishForAsync<Terminated>(t => t.Actor == children[0]);
    }

    [Fact]
    public async Task A_factory_must_make_a_new_actor_each_time()
    {
        Scripted? made = null;
        using var failures = System.EventStream.Subscribe<ActorFailed>(Probe.Ref);
        var actor = System.ActorOf(Props.Create(() => made ??= new Scripted(Probe.Ref)), "a");
        actor.Tell(new Fail("bad"));
        await Probe.FishForAsync<ActorFailed>(failure => failure.Directive == Directive.Restart);
        var second = await Probe.FishForAsync<ActorFailed>();
        Assert.Contains("a new Scripted", second.Cause.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_supervisor_whose_decider_fails_has_failed_itself()
    {
        var (parent, children) = await FamilyAsync(new OneForOneStrategy(_ => throw new InvalidOperationException("no idea")));
        using var failures = System.EventStream.Subscribe<ActorFailed>(Probe.Ref);
        children[0].Tell(new Fail("bad"));
        var failure = await Probe.FishForAsync<ActorFailed>();
        Assert.Equal((parent, "no idea"), (failure.Actor, failure.Cause.Message));
    }

    [Fact]
    public async Task What_is_escalated_to_the_top_ends_the_system()
    {
        await using var system = new ActorSystem("fragile", topStrategy: Escalating);
        var silent = system.ActorOf(Props.Create(() => new Silent()));
        var cause = new FormatException("bad");
        system.ActorOf(Props.Create(() => new Scripted(silent))).Tell(new Fail(cause));
        await system.WhenTerminated.Within();
        Assert.Same(cause, system.Failure);
    }
}
