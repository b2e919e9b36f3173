using Nocturne.TestKit;

namespace Nocturne.Streams.Tests.Flow;

public sealed class FanOutTests
{
    static readonly int[] Ten = [.. Enumerable.Range(0, 10)];

    [Fact]
    public async Task AlsoTo_gives_every_element_to_the_side_too_and_waits_for_it()
    {
        var side = new List<int>();
        var run = Source.From(Ten).AlsoTo(Sink.ForEach<int>(side.Add)).RunWith(Sink.Collect<int>());
        Assert.Equal(Ten, await run.ExpectResultAsync());
        Assert.Equal(Ten, side);
    }

    [Fact]
    public async Task A_side_sink_that_fails_fails_the_stream_even_while_it_waits()
    {
        var probe = new SourceProbe<int>();
        var run = probe.Source.AlsoTo(Sink.ForEach<int>(_ => throw new FormatException("side"))).RunWith(Sink.Ignore<int>());
        probe.SendNext(1);
        Assert.Equal("side", (await run.ExpectFailureAsync<FormatException>()).Message);
        await probe.ExpectEndAsync();
    }

    [Fact]
    public async Task A_slow_side_sink_holds_back_the_stream()
    {
        var probe = new SourceProbe<int>();
        var side = new SinkProbe<int>();
        var run = probe.Source.AlsoTo(side.Sink).RunWith(Sink.Ignore<int>());
        for (var i = 0; i < 100; i++) probe.SendNext(i);

        // Sixteen in the side's buffer, one that finds no room.
        for (var i = 0; i < 17; i++) await probe.ExpectRequestAsync();
        Assert.InRange(probe.Requested, 17, 18);
        side.Request(1000);
        probe.SendComplete();
        await run.ExpectResultAsync();
    }

    [Fact]
    public async Task A_side_sink_that_has_enough_does_not_end_the_stream()
    {
        var run = Source.From(Enumerable.Range(0, 100)).AlsoTo(Streams.Flow.Of<int>().Take(3).To(Sink.Ignore<int>())).RunWith(Sink.Collect<int>());
        Assert.Equal(100, (await run.ExpectResultAsync()).Count);
    }

    [Fact]
    public async Task A_side_sink_ends_with_the_stream_that_stops_early_or_fails()
    {
        var side = new SinkProbe<int>();
        Assert.Equal([0, 1, 2], await Source.From(Ten).AlsoTo(side.Sink).Take(3).RunWith(Sink.Collect<int>()).ExpectResultAsync());
        side = new SinkProbe<int>();
        var run = Source.From(Ten).AlsoTo(side.Sink).Select(x => x == 5 ? throw new FormatException() : x).RunWith(Sink.Collect<int>());
        await run.ExpectFailureAsync<FormatException>();
    }

    [Fact]
    public async Task What_must_be_disposed_once_is_not_given_to_two()
    {
        var account = new Owned.Account();
        var run = Source.From(account.Many(3)).AlsoTo(Sink.Ignore<Owned>()).RunWith(Sink.Ignore<Owned>());
        Assert.Contains("two owners", (await run.ExpectFailureAsync<InvalidOperationException>()).Message, StringComparison.Ordinal);
        var second = Source.From(account.Many(3)).RunWith(Sink.Broadcast(Sink.Ignore<Owned>(), Sink.Ignore<Owned>()));
        await second.ExpectFailureAsync<InvalidOperationException>();
        Assert.Equal(0, account.Alive);
    }

    [Fact]
    public async Task Broadcast_gives_every_element_to_every_sink()
    {
        var sum = Sink.Fold<int, int>(() => 0, (s, x) => s + x);
        var count = Sink.Fold<int, int>(() => 0, (s, _) => s + 1);
        Assert.Equal([45, 10], await Source.From(Ten).RunWith(Sink.Broadcast(sum, count)).ExpectResultAsync());
    }

    [Fact]
    public async Task Broadcast_fails_with_the_sink_that_fails_and_cancels_its_siblings()
    {
        var probe = new SourceProbe<int>();
        var run = probe.Source.RunWith(Sink.Broadcast(new SinkProbe<int>().Sink, Sink.ForEach<int>(_ => throw new FormatException())));
        probe.SendNext(1);
        await run.ExpectFailureAsync<FormatException>();
        await probe.ExpectEndAsync();
    }

    [Fact]
    public async Task Partition_gives_each_key_a_sink_of_its_own()
    {
        var results = await Source.From(Ten).RunWith(Sink.Partition(3, (int x) => x % 3, key => Sink.Collect<int>())).ExpectResultAsync();
        Assert.Equal([0, 1, 2], results.Keys.Order());
        Assert.Equal([1, 4, 7], results[1]);
    }

    [Fact]
    public async Task Partition_fails_with_one_key_too_many_and_disposes_what_was_under_way()
    {
        var account = new Owned.Account();
        var run = Source.From(account.Many(10)).RunWith(Sink.Partition(3, (Owned x) => x.Number / 2, _ => Sink.Collect<Owned>()));
        Assert.Contains("'3'", (await run.ExpectFailureAsync<InvalidOperationException>()).Message, StringComparison.Ordinal);
        Assert.Equal(0, account.Alive);
    }

    [Fact]
    public async Task A_slow_partition_slows_all()
    {
        var probe = new SourceProbe<int>();
        var slow = new SinkProbe<int>();
        var run = probe.Source.RunWith(Sink.Partition(2, (int x) => x % 2, key => key == 0 ? slow.Sink : Sink.Ignore<int>()));
        for (var i = 0; i < 100; i++) probe.SendNext(i);
        for (var i = 0; i < 33; i++) await probe.ExpectRequestAsync();
        Assert.InRange(probe.Requested, 33, 34);
        slow.Request(100);
        probe.SendComplete();
        await run.ExpectResultAsync();
    }
}
