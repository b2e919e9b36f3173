using FsCheck;
using FsCheck.Fluent;
using Nocturne.TestKit;
using static Nocturne.Actors.Tests.Kernel.Scripted;

namespace Nocturne.Actors.Tests.Kernel;

/// <summary>Birth, messages, death: paths, order, mailboxes, watch, dead letters.</summary>
public sealed class LifeTests : KernelTest
{
    Props Quiet => Props.Create(() => new Scripted(System.ActorOf(Props.Create(() => new Silent()))));

    sealed class Silent : Actor
    {
        public Silent() => Receive<object>(_ => { });
    }

    sealed record Numbered(int Sender, int Number);

    sealed class Recorder : Actor
    {
        readonly List<Numbered> seen = [];

        public Recorder()
        {
            Receive<Numbered>(seen.Add);
            ReceiveAsync<Hold>(hold => hold.EnterAsync());
            Receive<string>(_ => Sender.Tell(seen.ToArray(), Self));
        }
    }

    async Task<IActorRef> ChildAsync(IActorRef parent, string name, Props? props = null) =>
        await parent.AskAsync<IActorRef>(new MakeChild(props ?? Props.Create(() => new Scripted(Probe.Ref)), name), Guard.Limit).Within();

    [Fact]
    public async Task Every_actor_has_a_path_and_a_parent()
    {
        var night = System.ActorOf(Quiet, "night");
        var band = await ChildAsync(night, "1-g", Quiet);
        Assert.Equal(("/user/night", "/user/night/1-g", "1-g"), (night.Path, band.Path, band.Name));
        Assert.Equal("/user/$", System.ActorOf(Quiet).Path[..7]);
    }

    [Fact]
    public void A_name_is_unique_among_siblings_and_has_no_slash()
    {
        System.ActorOf(Quiet, "a");
        Assert.Contains("'a' already", Assert.Throws<ArgumentException>(() => System.ActorOf(Quiet, "a")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => System.ActorOf(Quiet, "a/b"));
        Assert.Throws<ArgumentException>(() => System.ActorOf(Quiet, ""));
    }

    [Fact]
    public void An_actor_is_made_by_a_system_only() =>
        Assert.Contains("ActorOf", Assert.Throws<InvalidOperationException>(() => new Silent()).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Stopping_a_parent_stops_its_subtree_children_first()
    {
        var parent = System.ActorOf(Props.Create(() => new Scripted(Probe.Ref)), "parent");
        await Probe.ExpectMessageAsync("parent1: PreStart");
        var child = await ChildAsync(parent, "child");
        await Probe.ExpectMessageAsync("child1: PreStart");
        await ChildAsync(child, "grandchild");
        await Probe.ExpectMessageAsync("grandchild1: PreStart");
        System.Stop(parent);
        await Probe.ExpectMessageAsync("grandchild1: PostStop");
        await Probe.ExpectMessageAsync("child1: PostStop");
        await Probe.ExpectMessageAsync("parent1: PostStop");
    }

    [Fact]
    public async Task A_name_is_free_again_when_its_actor_has_ended()
    {
        var first = System.ActorOf(Quiet, "again");
        await Probe.WatchAsync(first);
        System.Stop(first);
        await Probe.ExpectTerminatedAsync(first);
        var second = System.ActorOf(Quiet, "again");
        Assert.NotSame(first, second);
    }

    [Fact]
    public void Messages_of_one_sender_keep_their_order_whoever_else_sends()
    {
        var loads = Gen.Choose(0, 200).ArrayOf().Resize(6).ToArbitrary();
        Prop.ForAll(loads, async counts =>
        {
            var recorder = System.ActorOf(Props.Create(() => new Recorder()));
            await Task.WhenAll(counts.Select((count, sender) => Task.Run(() =>
            {
                for (var i = 0; i < count; i++) recorder.Tell(new Numbered(sender, i));
            }))).Within();
            var seen = await recorder.AskAsync<Numbered[]>("what have you seen?", Guard.Limit).Within();
            Assert.Equal(counts.Sum(), seen.Length);
            foreach (var its in seen.GroupBy(message => message.Sender)) Assert.Equal(Enumerable.Range(0, counts[its.Key]), its.Select(message => message.Number));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(50));
    }

    [Fact]
    public async Task Tell_does_not_wait_for_a_busy_actor_and_messages_are_handled_one_after_the_other()
    {
        var hold = new Hold();
        var recorder = System.ActorOf(Props.Create(() => new Recorder()));
        recorder.Tell(hold);
        for (var i = 0; i < 1000; i++) recorder.Tell(new Numbered(0, i));
        var seen = recorder.AskAsync<Numbered[]>("?", Guard.Limit);
        Assert.False(seen.IsCompleted);
        hold.Release();
        Assert.Equal(1000, (await seen.Within()).Length);
    }

    [Fact]
    public async Task A_bounded_mailbox_makes_SendAsync_wait_and_Tell_lose_what_finds_no_room()
    {
        var hold = new Hold();
        var recorder = System.ActorOf(Props.Create(() => new Recorder()).WithBoundedMailbox(2));
        await recorder.SendAsync(hold).AsTask().Within();
        await hold.Entered.Within();
        using var dead = System.EventStream.Subscribe<DeadLetter>(Probe.Ref);
        for (var i = 0; i < 5; i++) recorder.Tell(new Numbered(0, i));
        for (var i = 2; i < 5; i++) Assert.Equal(new Numbered(0, i), (await Probe.ExpectMessageAsync<DeadLetter>()).Message);
        var waiting = recorder.SendAsync(new Numbered(1, 0)).AsTask();
        Assert.False(waiting.IsCompleted);
        using var cancel = new CancellationTokenSource();
        var impatient = recorder.SendAsync(new Numbered(1, 1), token: cancel.Token).AsTask();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient.Within());

        hold.Release();
        await waiting.Within();
        await recorder.SendAsync("?", Probe.Ref).AsTask().Within();
        Assert.Equal([new(0, 0), new(0, 1), new(1, 0)], await Probe.ExpectMessageAsync<Numbered[]>());
    }

    [Fact]
    public async Task Who_waits_for_room_at_an_actor_that_ends_is_not_left_waiting()
    {
        var hold = new Hold();
        var recorder = System.ActorOf(Props.Create(() => new Recorder()).WithBoundedMailbox(1));
        var sends = Enumerable.Range(0, 5).Select(_ => recorder.SendAsync(hold).AsTask()).ToArray();
        System.Stop(recorder);
        hold.Release();
        await Task.WhenAll(sends).Within();
        await Probe.WatchAsync(recorder);
        await Probe.ExpectTerminatedAsync(recorder);
    }

    [Fact]
    public async Task Poison_takes_its_turn_in_the_mailbox()
    {
        var actor = System.ActorOf(Props.Create(() => new Scripted(Probe.Ref)), "a");
        actor.Tell("one");
        actor.Tell(PoisonPill.Instance);
        actor.Tell("two");
        await Probe.ExpectMessageAsync("a1: PreStart");
        await Probe.ExpectMessageAsync("a1: one 1");
        await Probe.ExpectMessageAsync("a1: PostStop");
        await Probe.ExpectNoneAsync();
    }

    [Fact]
    public async Task Messages_to_an_actor_that_has_ended_are_dead_letters_counted_and_published()
    {
        var hold = new Hold();
        var actor = System.ActorOf(Props.Create(() => new Recorder()), "a");
        await Probe.WatchAsync(actor);
        using var dead = System.EventStream.Subscribe<DeadLetter>(Probe.Ref);
        actor.Tell(hold);
        await hold.Entered.Within();
        actor.Tell("queued", Probe.Ref);
        System.Stop(actor);
        hold.Release();
        var queued = await Probe.ExpectMessageAsync<DeadLetter>();
        Assert.Equal(("queued", Probe.Ref, actor), (queued.Message, queued.Sender, queued.Recipient));
        await Probe.ExpectTerminatedAsync(actor);
        actor.Tell("late");
        Assert.Equal("late", (await Probe.ExpectMessageAsync<DeadLetter>()).Message);
        Assert.Equal(2, System.DeadLetterCount);
    }

    [Fact]
    public async Task A_watcher_learns_of_an_end_even_when_it_was_before_the_watch()
    {
        var actor = System.ActorOf(Quiet);
        await Probe.WatchAsync(actor);
        System.Stop(actor);
        await Probe.ExpectTerminatedAsync(actor);
        await Probe.WatchAsync(actor);
        await Probe.ExpectTerminatedAsync(actor);
    }

    [Fact]
    public async Task Terminated_comes_after_what_the_actor_sent_before_its_end()
    {
        var actor = System.ActorOf(Props.Create(() => new Scripted(Probe.Ref)), "a");
        await Probe.WatchAsync(actor);
        for (var i = 0; i < 100; i++) actor.Tell("x");
        actor.Tell(PoisonPill.Instance);
        await Probe.ExpectMessageAsync("a1: PreStart");
        for (var i = 0; i < 100; i++) await Probe.ExpectMessageAsync($"a1: x {i + 1}");
        await Probe.ExpectMessageAsync("a1: PostStop");
        await Probe.ExpectTerminatedAsync(actor);
    }

    [Fact]
    public async Task Who_does_not_watch_any_more_learns_nothing()
    {
        var (actor, other) = (System.ActorOf(Quiet), System.ActorOf(Quiet));
        await Probe.WatchAsync(actor);
        await Probe.WatchAsync(other);
        await Probe.UnwatchAsync(actor);
        System.Stop(actor);
        var second = new TestProbe(System);
        await second.WatchAsync(actor);
        await second.ExpectTerminatedAsync(actor);
        System.Stop(other);
        await Probe.ExpectTerminatedAsync(other);
    }

    sealed class Pact : Actor
    {
        public Pact(IActorRef target)
        {
            Context.Watch(target);
            Receive<string>(_ => Sender.Tell("alive", Self));
        }
    }

    [Fact]
    public async Task Who_watches_and_does_not_handle_the_end_dies_of_a_death_pact()
    {
        var target = System.ActorOf(Quiet);
        var pact = System.ActorOf(Props.Create(() => new Pact(target)));
        await pact.AskAsync<string>("?", Guard.Limit).Within();
        await Probe.WatchAsync(pact);
        using var failures = System.EventStream.Subscribe<ActorFailed>(Probe.Ref);
        System.Stop(target);
        var failure = await Probe.ExpectMessageAsync<ActorFailed>();
        Assert.Equal(Directive.Stop, failure.Directive);
        Assert.Same(target, Assert.IsType<DeathPactException>(failure.Cause).Deceased);
        await Probe.ExpectTerminatedAsync(pact);
    }

    [Fact]
    public async Task What_nobody_handles_is_published()
    {
        using var unhandled = System.EventStream.Subscribe<UnhandledMessage>(Probe.Ref);
        var actor = System.ActorOf(Quiet);
        actor.Tell(12345);
        Assert.Equal(12345, (await Probe.ExpectMessageAsync<UnhandledMessage>()).Message);
    }

    [Fact]
    public async Task The_event_stream_delivers_by_type_until_the_subscription_ends()
    {
        var objects = new List<object>();
        using var all = System.EventStream.Subscribe<object>(objects.Add);
        using var broken = System.EventStream.Subscribe<string>(_ => throw new FormatException());
        var texts = System.EventStream.Subscribe<string>(Probe.Ref);
        System.EventStream.Publish("a");
        System.EventStream.Publish(1);
        texts.Dispose();
        System.EventStream.Publish("b");
        await Probe.ExpectMessageAsync("a");
        await Probe.ExpectNoneAsync();
        Assert.Equal(["a", 1, "b"], objects);
    }

    [Fact]
    public async Task An_actor_that_has_ended_is_not_subscribed_any_more()
    {
        var actor = System.ActorOf(Quiet);
        System.EventStream.Subscribe<string>(actor);
        await Probe.WatchAsync(actor);
        System.Stop(actor);
        await Probe.ExpectTerminatedAsync(actor);
        System.EventStream.Publish("news");
        Assert.Equal(0, System.DeadLetterCount);
    }

    [Fact]
    public async Task The_system_ends_when_all_actors_have_ended_and_takes_no_new_ones()
    {
        var parent = System.ActorOf(Quiet);
        await ChildAsync(parent, "child", Quiet);
        await System.TerminateAsync().Within();
        Assert.Throws<InvalidOperationException>(() => System.ActorOf(Quiet));
        Assert.Null(System.Failure);
    }
}
