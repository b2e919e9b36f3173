using Nocturne.TestKit;

namespace Nocturne.Streams.Tests.Flow;

public sealed class RestartSourceTests
{
    static readonly RestartSettings Settings = new() { MinBackoff = TimeSpan.FromMilliseconds(20), MaxBackoff = TimeSpan.FromMilliseconds(100), MaxRestarts = 3 };

    readonly ManualTime time = new();
    int starts;

    Source<int> Breaks() => Source.From([++starts]).SelectMany(x => new[] { x, -1 }).Select(x => x < 0 ? throw new FormatException($"start {starts}") : x);

    [Fact]
    public async Task A_source_that_breaks_comes_back_after_waits_that_double_and_gives_up_in_the_end()
    {
        var run = RestartSource.WithBackoff(Settings, Breaks).Recover(e => e.Message == "start 4" ? 99 : 0).RunWith(Sink.Collect<int>(), time);
        var waits = new List<double>();
        for (var i = 0; i < 3; i++)
        {
            await time.TimersAsync();
            waits.Add(time.AdvanceToNextTimer().TotalMilliseconds);
        }
        Assert.Equal([1, 2, 3, 4, 99], await run.ExpectResultAsync());
        Assert.Equal([20, 40, 80], waits);
    }

    [Fact]
    public async Task A_source_that_completes_comes_back_too_unless_only_failures_count()
    {
        var run = RestartSource.WithBackoff(Settings, () => Source.From([++starts])).RunWith(Sink.Collect<int>(), time);
        for (var i = 0; i < 3; i++)
        {
            await time.TimersAsync();
            time.AdvanceToNextTimer();
        }
        Assert.Equal([1, 2, 3, 4], await run.ExpectResultAsync());
        Assert.Equal([5], await RestartSource.OnFailuresWithBackoff(Settings, () => Source.From([++starts])).RunWith(Sink.Collect<int>(), time).ExpectResultAsync());
    }

    [Fact]
    public async Task A_source_that_cannot_be_made_is_a_source_that_breaks()
    {
        var run = RestartSource.OnFailuresWithBackoff<int>(Settings with { MaxRestarts = 1 }, () => throw new FormatException($"{++starts}")).RunWith(Sink.Collect<int>(), time);
        await time.TimersAsync();
        time.AdvanceToNextTimer();
        Assert.Equal("2", (await run.ExpectFailureAsync<FormatException>()).Message);
    }

    [Fact]
    public async Task A_source_that_was_well_for_a_while_begins_again_with_the_shortest_wait()
    {
        var probes = new List<SourceProbe<int>>();
        var sink = new SinkProbe<int>();
        var run = RestartSource.WithBackoff(Settings with { MaxRestarts = -1, Within = TimeSpan.FromSeconds(5) }, () =>
        {
            probes.Add(new());
            return probes[^1].Source;
        }).RunWith(sink.Sink, time);
        sink.Request(1);
        var waits = new List<double>();
        foreach (var wellFor in new[] { 0, 0, 5, 0 })
        {
            while (probes.Count <= waits.Count) await Task.Yield();
            await probes[^1].ExpectRequestAsync();
            time.Advance(TimeSpan.FromSeconds(wellFor));
            probes[^1].SendError(new FormatException());
            await time.TimersAsync();
            waits.Add(time.AdvanceToNextTimer().TotalMilliseconds);
        }
        Assert.Equal([20, 40, 20, 40], waits);
        run.Drain();
        await sink.ExpectCompleteAsync();
        await run.ExpectResultAsync();
    }

    [Fact]
    public async Task Drain_during_the_wait_completes()
    {
        var run = RestartSource.WithBackoff(Settings, Breaks).RunWith(Sink.Collect<int>(), time);
        await time.TimersAsync();
        run.Drain();
        Assert.Equal([1], await run.ExpectResultAsync());
        Assert.Equal(0, time.ScheduledTimers);
    }

    [Fact]
    public async Task Drain_lets_a_restartable_source_flow_out()
    {
        ISourceQueue<int>? queue = null;
        var sink = new SinkProbe<int>();
        var run = RestartSource.WithBackoff(Settings, () => Source.Queue(8, out queue)).RunWith(sink.Sink, time);
        sink.Request(1);
        while (queue is null) await Task.Yield();
        for (var i = 0; i < 3; i++) await queue.OfferAsync(i);
        Assert.Equal(0, await sink.ExpectNextAsync());
        run.Drain();
        Assert.Equal(1, await sink.RequestNextAsync());
        Assert.Equal(2, await sink.RequestNextAsync());
        await sink.ExpectCompleteAsync();
        await run.ExpectResultAsync();
    }

    [Fact]
    public void Chance_adds_its_share_and_the_same_seed_the_same_chance()
    {
        TimeSpan[] Waits(int seed)
        {
            var random = new Random(seed);
            return [.. Enumerable.Range(0, 50).Select(n => BackoffDelay.After(n, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30), 0.2, random))];
        }
        Assert.Equal(Waits(7), Waits(7));
        Assert.NotEqual(Waits(7), Waits(8));
        Assert.All(Waits(7).Select((wait, n) => (wait, plain: Math.Min(Math.Pow(2, n), 30))), x => Assert.InRange(x.wait.TotalSeconds, x.plain, x.plain * 1.2));
    }
}
