using Nocturne.TestKit;

namespace Nocturne.Streams.Tests.Flow;

public sealed class BufferTests
{
    /// <summary>Fills a buffer of three with ten elements while the first is held by the sink, then lets them out.</summary>
    static async Task<(int[] Delivered, Run<Done> Run, Owned.Account Account)> OverflowAsync(OverflowStrategy strategy)
    {
        var account = new Owned.Account();
        var probe = new SourceProbe<Owned>();
        var sink = new SinkProbe<Owned>();
        var run = probe.Source.Buffer(3, strategy).RunWith(sink.Sink);
        probe.SendNext(account.Make(0));
        var delivered = new List<int> { (await sink.RequestNextAsync()).Number };
        for (var i = 1; i < 10; i++) probe.SendNext(account.Make(i));
        probe.SendComplete();
        if (strategy != OverflowStrategy.Backpressure) await probe.ExpectEndAsync();
        try
        {
            sink.Request(20);
            while (true) delivered.Add((await sink.ExpectNextAsync()).Number);
        }
        catch (ExpectationException)
        {
            return ([.. delivered], run, account);
        }
    }

    [Theory]
    [InlineData(OverflowStrategy.Backpressure, new[] { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 })]
    [InlineData(OverflowStrategy.DropHead, new[] { 0, 7, 8, 9 })]
    [InlineData(OverflowStrategy.DropTail, new[] { 0, 1, 2, 9 })]
    [InlineData(OverflowStrategy.DropNew, new[] { 0, 1, 2, 3 })]
    [InlineData(OverflowStrategy.DropBuffer, new[] { 0, 7, 8, 9 })]
    public async Task A_full_buffer_does_what_its_strategy_says_and_counts_and_disposes_what_it_drops(OverflowStrategy strategy, int[] expected)
    {
        var (delivered, run, account) = await OverflowAsync(strategy);
        await run.ExpectResultAsync();
        Assert.Equal(expected, delivered);
        Assert.Equal(10 - expected.Length, run.Dropped);
        Assert.Equal(10 - expected.Length, account.Disposed);
    }

    [Fact]
    public async Task A_buffer_that_must_not_overflow_fails_the_stream()
    {
        var (delivered, run, account) = await OverflowAsync(OverflowStrategy.Fail);
        Assert.Contains("3 elements", (await run.ExpectFailureAsync<BufferOverflowException>()).Message, StringComparison.Ordinal);
        Assert.Equal([0, 1, 2, 3], delivered);
        Assert.Equal(1, account.Disposed);
    }

    [Fact]
    public async Task Conflate_merges_what_arrives_while_downstream_is_busy()
    {
        var probe = new SourceProbe<string>();
        var sink = new SinkProbe<string>();
        var run = probe.Source.Conflate((held, next) => held + next).RunWith(sink.Sink);
        probe.SendNext("a");
        Assert.Equal("a", await sink.RequestNextAsync());
        foreach (var text in new[] { "b", "c", "d" }) probe.SendNext(text);
        probe.SendComplete();
        await probe.ExpectEndAsync();
        Assert.Equal("bcd", await sink.RequestNextAsync());
        await sink.ExpectCompleteAsync();
        await run.ExpectResultAsync();
    }

    [Fact]
    public async Task Conflate_fails_with_its_function_and_leaves_nothing_undisposed()
    {
        var account = new Owned.Account();
        var probe = new SourceProbe<Owned>();
        var sink = new SinkProbe<Owned>();
        var run = probe.Source.Conflate((_, _) => throw new FormatException()).RunWith(sink.Sink);
        probe.SendNext(account.Make(0));
        (await sink.RequestNextAsync()).Dispose();
        probe.SendNext(account.Make(1));
        probe.SendNext(account.Make(2));
        await probe.ExpectEndAsync();
        await sink.ExpectErrorAsync();
        await run.ExpectFailureAsync<FormatException>();
        Assert.Equal(0, account.Alive);
    }

    [Fact]
    public async Task Groups_have_their_size_and_the_last_what_is_left() =>
        Assert.Equal([[0, 1, 2], [3, 4, 5], [6]], await Source.From(Enumerable.Range(0, 7)).Grouped(3).RunWith(Sink.Collect<IReadOnlyList<int>>()).ExpectResultAsync());

    [Fact]
    public async Task A_group_that_was_begun_is_disposed_on_failure()
    {
        var account = new Owned.Account();
        var run = Source.From(account.Many(5)).Select(x => x.Number == 4 ? throw new FormatException() : x).Grouped(3).RunWith(Sink.Collect<IReadOnlyList<Owned>>());
        await run.ExpectFailureAsync<FormatException>();
        Assert.Equal(0, account.Alive);
    }

    [Fact]
    public async Task A_group_leaves_when_it_is_full_or_its_time_is_over()
    {
        var time = new ManualTime();
        var probe = new SourceProbe<int>();
        var sink = new SinkProbe<IReadOnlyList<int>>();
        var run = probe.Source.GroupedWithin(3, TimeSpan.FromSeconds(5)).RunWith(sink.Sink, time);

        foreach (var i in new[] { 1, 2, 3, 4 }) probe.SendNext(i);
        Assert.Equal([1, 2, 3], await sink.RequestNextAsync());

        // The time of a group begins with its first element.
        sink.Request(1);
        await time.TimersAsync();
        time.Advance(TimeSpan.FromSeconds(4.999));
        sink.ExpectNothing();
        time.Advance(TimeSpan.FromSeconds(0.001));
        Assert.Equal([4], await sink.ExpectNextAsync());

        // Without elements there are no groups, however long it takes.
        time.Advance(TimeSpan.FromHours(1));
        sink.Request(1);
        probe.SendNext(5);
        probe.SendNext(6);
        probe.SendComplete();
        Assert.Equal([5, 6], await sink.ExpectNextAsync());
        await sink.ExpectCompleteAsync();
        await run.ExpectResultAsync();
        Assert.Equal(0, time.ScheduledTimers);
    }

    [Fact]
    public async Task A_group_that_is_enough_does_not_wait()
    {
        var (time, probe, sink) = (new ManualTime(), new SourceProbe<int>(), new SinkProbe<IReadOnlyList<int>>());
        var run = probe.Source.GroupedWithin(3, TimeSpan.FromSeconds(5), gathered => gathered == 1).RunWith(sink.Sink, time);
        probe.SendNext(1);
        Assert.Equal([1], await sink.RequestNextAsync());
        probe.SendNext(2);
        Assert.Equal([2], await sink.RequestNextAsync());
        sink.Request(1);
        probe.SendComplete();
        await sink.ExpectCompleteAsync();
        await run.ExpectResultAsync();
        Assert.Equal(TimeSpan.Zero, time.Elapsed);
    }

    [Fact]
    public async Task A_group_that_waits_for_its_time_is_disposed_on_abort()
    {
        var account = new Owned.Account();
        var time = new ManualTime();
        var probe = new SourceProbe<Owned>();
        var run = probe.Source.GroupedWithin(3, TimeSpan.FromSeconds(5)).RunWith(Sink.Ignore<IReadOnlyList<Owned>>(), time);
        probe.SendNext(account.Make(0));
        await time.TimersAsync();
        run.Abort(new FormatException());
        await run.ExpectFailureAsync<FormatException>();
        Assert.Equal(0, account.Alive);
        Assert.Equal(0, time.ScheduledTimers);
    }
}
