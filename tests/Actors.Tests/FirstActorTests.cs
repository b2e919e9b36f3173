using Nocturne.TestKit;

namespace Nocturne.Actors.Tests;

public sealed class FirstActorTests
{
    sealed class Counter : Actor
    {
        int count;

        public Counter()
        {
            Receive<string>(_ => count++);
            Receive<int>(_ => Sender.Tell(count, Self));
        }
    }

    [Fact]
    public async Task An_actor_counts_what_it_is_told_and_answers()
    {
        await using var system = new ActorSystem("test");
        var counter = system.ActorOf(Props.Create(() => new Counter()), "counter");
        for (var i = 0; i < 1000; i++) counter.Tell("one");
        Assert.Equal(1000, await counter.AskAsync<int>(0, Guard.Limit).Within());
        Assert.Equal("/user/counter", counter.Path);
        system.Stop(counter);
        await system.TerminateAsync().Within();
    }
}
