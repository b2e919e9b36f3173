using Nocturne.TestKit;

namespace Nocturne.Streams.Tests.Flow;

public sealed class ParallelTests
{
    [Fact]
    public async Task Results_come_in_order_and_never_more_are_in_flight_than_allowed()
    {
        var random = new Random(1);
        var yields = Enumerable.Range(0, 400).Select(_ => random.Next(20)).ToArray();
        var (inFlight, most) = (0, 0);
        var run = Source.From(Enumerable.Range(0, 400)).SelectAsync(4, async x =>
        {
            var now = Interlocked.Increment(ref inFlight);
            for (var seen = most; now > seen; seen = most) Interlocked.CompareExchange(ref most, now, seen);
            for (var i = 0; i < yields[x]; i++) await Task.Yield();
            Interlocked.Decrement(ref inFlight);
            return x;
        }).RunWith(Sink.Collect<int>());
        Assert.Equal(Enumerable.Range(0, 400), await run.ExpectResultAsync());
        Assert.InRange(most, 1, 4);
    }

    [Fact]
    public async Task Elements_are_worked_on_at_the_same_time()
    {
        using var all = new CountdownEvent(3);
        var together = new TaskCompletionSource();
        var run = Source.From([1, 2, 3]).SelectAsync(3, async x =>
        {
            if (all.Signal()) together.SetResult();
            await together.Task;
            return x;
        }).RunWith(Sink.Collect<int>());
        Assert.Equal([1, 2, 3], await run.ExpectResultAsync());
    }

    [Fact]
    public async Task A_body_that_only_computes_runs_in_parallel_too()
    {
        using var all = new Barrier(2);
        var run = Source.From([1, 2]).SelectAsync(2, x =>
        {
            // Two bodies that hold their threads meet here or never.
            Assert.True(all.SignalAndWait(Guard.Limit));
            return Task.FromResult(x);
        }).RunWith(Sink.Collect<int>());
        Assert.Equal([1, 2], await run.ExpectResultAsync());
    }

    [Fact]
    public async Task Downstream_without_demand_stops_the_intake_when_all_places_are_taken()
    {
        var probe = new SourceProbe<int>();
        var sink = new SinkProbe<int>();
        var run = probe.Source.SelectAsync(3, x => Task.FromResult(x)).RunWith(sink.Sink);
        for (var i = 0; i < 50; i++) probe.SendNext(i);
        Assert.Equal(0, await sink.RequestNextAsync());
        for (var i = 0; i < 4; i++) await probe.ExpectRequestAsync();
        Assert.Equal(4, probe.Requested);
        sink.Cancel();
        await run.ExpectResultAsync();
    }

    [Fact]
    public async Task A_failure_is_thrown_in_its_turn_and_nothing_more_is_taken_in()
    {
        var probe = new SourceProbe<int>();
        var first = new TaskCompletionSource<int>();
        var seen = new List<int>();
        var run = probe.Source.SelectAsync(3, x => x == 0 ? first.Task : throw new FormatException("second")).RunWith(Sink.ForEach<int>(seen.Add));
        probe.SendNext(0);
        probe.SendNext(1);
        await probe.ExpectEndAsync();
        Assert.Empty(seen);
        first.SetResult(42);
        await run.ExpectFailureAsync<FormatException>();
        Assert.Equal([42], seen);
    }

    [Fact]
    public async Task Work_is_cancelled_when_nobody_wants_its_result()
    {
        var started = new TaskCompletionSource();
        var cancelled = new TaskCompletionSource();
        var run = Source.From([1]).SelectAsync(1, async (x, token) =>
        {
            await using var registration = token.Register(cancelled.SetResult);
            started.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, token);
            return x;
        }).RunWith(Sink.Ignore<int>());
        await started.Task.Within();
        run.Abort(new FormatException("stop"));
        await run.ExpectFailureAsync<FormatException>();
        await cancelled.Task.Within();
    }

    [Fact]
    public async Task Work_in_flight_has_ended_when_the_run_has()
    {
        var (started, finish, ended) = (new TaskCompletionSource(), new TaskCompletionSource(), false);
        var run = Source.From([1]).SelectAsync(1, async x =>
        {
            started.SetResult();
            await finish.Task;
            ended = true;
            return x;
        }).RunWith(Sink.Ignore<int>());
        await started.Task.Within();
        run.Abort(new FormatException("stop"));
        Assert.False(run.Completion.IsCompleted);
        finish.SetResult();
        await run.ExpectFailureAsync<FormatException>();
        Assert.True(ended);
    }
}
