using System.Threading.Channels;
using Nocturne.TestKit;

namespace Nocturne.Streams.Tests.Flow;

/// <summary>How runs end: faults, drain, abort.</summary>
public sealed class RunTests
{
    [Fact]
    public async Task A_fault_in_the_middle_stops_the_producer_at_once_and_is_thrown_as_it_was()
    {
        var boom = new FormatException("boom");
        var probe = new SourceProbe<int>();
        var run = probe.Source.Async(4).Select(x => x == 5 ? throw boom : x).Async(4).RunWith(Sink.Ignore<int>());
        for (var i = 0; i < 20; i++) probe.SendNext(i);
        Assert.Same(boom, await run.ExpectFailureAsync<FormatException>());
        await probe.ExpectEndAsync();
    }

    [Fact]
    public async Task A_fault_releases_a_producer_that_waits_for_room()
    {
        var source = Source.Queue<int>(1, out var queue);
        var gate = new TaskCompletionSource();
        var run = source.SelectAsync<int>(1, async _ =>
        {
            await gate.Task;
            throw new FormatException("boom");
        }).RunWith(Sink.Ignore<int>());
        var offers = Enumerable.Range(0, 10).Select(i => queue.OfferAsync(i).AsTask()).ToArray();
        gate.SetResult();
        await run.ExpectFailureAsync<FormatException>();
        var accepted = await Task.WhenAll(offers).Within("the offers to be answered");
        Assert.Contains(false, accepted);
        Assert.False(await queue.OfferAsync(1));
    }

    [Fact]
    public async Task What_was_good_before_the_fault_reaches_the_sink()
    {
        var seen = new List<int>();
        var run = Source.From(Enumerable.Range(0, 100)).Async().SelectAsync(4, x => x == 50 ? throw new FormatException("boom") : Task.FromResult(x)).Async().RunWith(Sink.ForEach<int>(seen.Add));
        await run.ExpectFailureAsync<FormatException>();
        Assert.Equal(Enumerable.Range(0, 50), seen);
    }

    [Fact]
    public async Task A_fault_in_the_sink_ends_the_run()
    {
        var probe = new SourceProbe<int>();
        var run = probe.Source.Async().RunWith(Sink.ForEach<int>(_ => throw new FormatException("full")));
        probe.SendNext(1);
        await run.ExpectFailureAsync<FormatException>();
        await probe.ExpectEndAsync();
    }

    [Fact]
    public async Task A_slow_sink_holds_back_its_source()
    {
        var probe = new SourceProbe<int>();
        var sink = new SinkProbe<int>();
        var run = probe.Source.Async(4).Async(4).RunWith(sink.Sink);
        for (var i = 0; i < 100; i++) probe.SendNext(i);
        Assert.Equal(0, await sink.RequestNextAsync());

        // One element delivered, four and four in the buffers, one in the hand of each pump.
        for (var i = 0; i < 11; i++) await probe.ExpectRequestAsync();
        Assert.InRange(probe.Requested, 1, 11);
        sink.Cancel();
        await run.ExpectResultAsync();
    }

    [Fact]
    public async Task A_sink_without_demand_makes_nothing_run()
    {
        var probe = new SourceProbe<int>();
        var sink = new SinkProbe<int>();
        var run = probe.Source.Select(x => x).RunWith(sink.Sink);
        probe.SendNext(1);
        sink.ExpectNothing();
        Assert.Equal(0, probe.Requested);
        Assert.Equal(1, await sink.RequestNextAsync());
        Assert.Equal(1, probe.Requested);
        probe.SendComplete();
        await sink.ExpectCompleteAsync();
        await run.ExpectResultAsync();
    }

    [Fact]
    public async Task Drain_delivers_every_element_that_was_taken_in()
    {
        var taken = 0;
        var reached = new TaskCompletionSource();
        var run = Source.From(Endless()).Async().SelectAsync(4, async x =>
        {
            await Task.Yield();
            return x;
        }).Async().Grouped(3).RunWith(Sink.Fold<IReadOnlyList<int>, int>(() => 0, (n, group) => n + group.Count));
        await reached.Task.Within();
        run.Drain();
        Assert.Equal(Volatile.Read(ref taken), await run.ExpectResultAsync());

        IEnumerable<int> Endless()
        {
            for (var i = 0; ; i++)
            {
                Interlocked.Increment(ref taken);
                if (i == 73) reached.SetResult();
                yield return i;
            }
        }
    }

    [Fact]
    public async Task Drain_ends_a_source_that_waits()
    {
        foreach (var source in new[] { Source.Channel(Channel.CreateUnbounded<int>().Reader), Source.Queue<int>(1, out _), new SourceProbe<int>().Source })
        {
            var run = source.Async().RunWith(Sink.Collect<int>());
            run.Drain();
            Assert.Empty(await run.ExpectResultAsync());
        }
    }

    [Fact]
    public async Task Abort_throws_its_reason_and_the_first_reason_wins()
    {
        var probe = new SourceProbe<int>();
        var run = probe.Source.Async().SelectAsync(2, x => Task.FromResult(x)).RunWith(Sink.Ignore<int>());
        await probe.ExpectRequestAsync();
        var reason = new FormatException("enough");
        run.Abort(reason);
        run.Abort(new InvalidOperationException("too late"));
        Assert.Same(reason, await run.ExpectFailureAsync<FormatException>());
        await probe.ExpectEndAsync();
    }

    [Fact]
    public async Task Abort_after_the_end_changes_nothing()
    {
        var run = Source.From([1]).RunWith(Sink.Collect<int>());
        await run.ExpectResultAsync();
        run.Abort(new FormatException("late"));
        run.Drain();
        Assert.Equal([1], await run.Completion);
    }

    [Fact]
    public async Task A_token_aborts_a_run()
    {
        using var cancel = new CancellationTokenSource();
        var probe = new SourceProbe<int>();
        var run = probe.Source.RunWith(Sink.Ignore<int>(), token: cancel.Token);
        await probe.ExpectRequestAsync();
        await cancel.CancelAsync();
        await run.ExpectFailureAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task A_failing_source_fails_the_run_behind_its_elements()
    {
        var probe = new SourceProbe<int>();
        var sink = new SinkProbe<int>();
        var run = probe.Source.Async().RunWith(sink.Sink);
        probe.SendNext(1);
        probe.SendError(new FormatException("gone"));
        Assert.Equal(1, await sink.RequestNextAsync());
        Assert.IsType<FormatException>(await sink.ExpectErrorAsync());
        await run.ExpectFailureAsync<FormatException>();
    }

    [Fact]
    public async Task A_queue_gives_what_was_offered_before_it_was_completed()
    {
        var source = Source.Queue<int>(2, out var queue);
        var run = source.RunWith(Sink.Collect<int>());
        for (var i = 0; i < 50; i++) Assert.True(await queue.OfferAsync(i).AsTask().Within());
        queue.Complete();
        Assert.Equal(Enumerable.Range(0, 50), await run.ExpectResultAsync());
        Assert.False(await queue.OfferAsync(1));
    }

    [Fact]
    public async Task A_queue_that_is_failed_fails_its_run_and_feeds_no_second_one()
    {
        var source = Source.Queue<int>(2, out var queue);
        var run = source.RunWith(Sink.Collect<int>());
        queue.Fail(new FormatException("broken"));
        await run.ExpectFailureAsync<FormatException>();
        Assert.Contains("one run", (await source.RunWith(Sink.Ignore<int>()).ExpectFailureAsync<InvalidOperationException>()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Channels_are_bridged_in_both_directions()
    {
        var (input, output) = (Channel.CreateUnbounded<int>(), Channel.CreateBounded<int>(1));
        var run = Source.Channel(input.Reader).RunWith(Sink.Channel(output.Writer));
        foreach (var i in Enumerable.Range(0, 5)) input.Writer.TryWrite(i);
        input.Writer.Complete();
        Assert.Equal([0, 1, 2, 3, 4], await output.Reader.ReadAllAsync().ToListAsync().AsTask().Within());
        await run.ExpectResultAsync();
    }

    [Fact]
    public async Task A_failure_completes_the_channel_behind_a_sink()
    {
        var output = Channel.CreateUnbounded<int>();
        var run = Source.From([1, 2]).Select(x => x == 2 ? throw new FormatException() : x).RunWith(Sink.Channel(output.Writer));
        await run.ExpectFailureAsync<FormatException>();
        Assert.True(output.Reader.TryRead(out _));
        await Assert.ThrowsAsync<FormatException>(() => output.Reader.Completion);
    }
}
