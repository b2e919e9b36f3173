using Nocturne.TestKit;

namespace Nocturne.Streams.Tests.Flow;

public sealed class TimeOperatorTests
{
    readonly ManualTime time = new();

    [Fact]
    public async Task Throttle_lets_each_element_pay_its_cost_after_the_one_before()
    {
        var sink = new SinkProbe<int>();
        var run = Source.From([0, 3, 2]).Throttle(x => TimeSpan.FromSeconds(x)).RunWith(sink.Sink, time);
        Assert.Equal(0, await sink.RequestNextAsync());
        foreach (var (element, cost) in new[] { (3, 3), (2, 2) })
        {
            sink.Request(1);
            await time.TimersAsync();
            time.Advance(TimeSpan.FromSeconds(cost - 0.001));
            sink.ExpectNothing();
            time.Advance(TimeSpan.FromSeconds(0.001));
            Assert.Equal(element, await sink.ExpectNextAsync());
        }
        await sink.ExpectCompleteAsync();
        await run.ExpectResultAsync();
    }

    [Fact]
    public async Task A_throttled_stream_catches_up_as_far_as_its_burst_goes()
    {
        var sink = new SinkProbe<int>();
        var run = Source.From(Enumerable.Range(0, 6)).Throttle(_ => TimeSpan.FromSeconds(1), burst: TimeSpan.FromSeconds(2)).RunWith(sink.Sink, time);
        Assert.Equal(0, await sink.RequestNextAsync());
        Assert.Equal(1, await sink.RequestNextAsync());
        sink.Request(1);
        await time.TimersAsync();
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(2, await sink.ExpectNextAsync());

        // An hour of slowness earns two elements, not 3600.
        time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(3, await sink.RequestNextAsync());
        Assert.Equal(4, await sink.RequestNextAsync());
        sink.Request(1);
        await time.TimersAsync();
        sink.ExpectNothing();
        run.Abort(new FormatException());
        await run.ExpectFailureAsync<FormatException>();
    }

    [Fact]
    public async Task An_element_that_waits_for_its_time_is_disposed_on_abort()
    {
        var account = new Owned.Account();
        var run = Source.From(account.Many(3)).Throttle(_ => TimeSpan.FromSeconds(1)).RunWith(Sink.Ignore<Owned>(), time);
        await time.TimersAsync();
        run.Abort(new FormatException());
        await run.ExpectFailureAsync<FormatException>();
        Assert.Equal(0, account.Alive);
    }

    [Fact]
    public async Task IdleTimeout_fails_when_upstream_is_silent_for_too_long()
    {
        var probe = new SourceProbe<int>();
        var sink = new SinkProbe<int>();
        var run = probe.Source.IdleTimeout(TimeSpan.FromSeconds(10)).RunWith(sink.Sink, time);
        probe.SendNext(1);
        Assert.Equal(1, await sink.RequestNextAsync());

        // Downstream may take its time.
        time.Advance(TimeSpan.FromHours(1));
        probe.SendNext(2);
        Assert.Equal(2, await sink.RequestNextAsync());
        sink.Request(1);
        await time.TimersAsync();
        time.Advance(TimeSpan.FromSeconds(10));
        Assert.Contains("10 s", (await sink.ExpectErrorAsync()).Message, StringComparison.Ordinal);
        await run.ExpectFailureAsync<TimeoutException>();
        await probe.ExpectEndAsync();
        Assert.Equal(0, time.ScheduledTimers);
    }

    [Fact]
    public async Task Ticks_come_at_their_interval_and_those_missed_are_one()
    {
        var sink = new SinkProbe<DateTimeOffset>();
        var run = Source.Tick(TimeSpan.FromSeconds(10)).RunWith(sink.Sink, time);
        var start = time.GetUtcNow();
        sink.Request(1);
        await time.TimersAsync();
        time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(start.AddSeconds(10), await sink.ExpectNextAsync());
        time.Advance(TimeSpan.FromSeconds(35));
        Assert.Equal(start.AddSeconds(45), await sink.RequestNextAsync());
        sink.Request(1);
        time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(start.AddSeconds(50), await sink.ExpectNextAsync());
        run.Drain();
        await sink.ExpectCompleteAsync();
        await run.ExpectResultAsync();
        Assert.Equal(0, time.ScheduledTimers);
    }

    [Fact]
    public async Task Ticks_follow_a_clock_of_their_own_if_asked()
    {
        var own = new ManualTime();
        var run = Source.Tick(TimeSpan.FromSeconds(1), own).Take(1).RunWith(Sink.Collect<DateTimeOffset>(), time);
        await own.TimersAsync();
        own.Advance(TimeSpan.FromSeconds(1));
        Assert.Single(await run.ExpectResultAsync());
    }
}
