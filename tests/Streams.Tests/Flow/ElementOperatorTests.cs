using Nocturne.TestKit;

namespace Nocturne.Streams.Tests.Flow;

public sealed class ElementOperatorTests
{
    static Source<int> Numbers(int count) => Source.From(Enumerable.Range(0, count));

    [Fact]
    public async Task Select_turns_each_element_into_another() =>
        Assert.Equal([0, 1, 4, 9], await Numbers(4).Select(x => x * x).RunWith(Sink.Collect<int>()).ExpectResultAsync());

    [Fact]
    public async Task Where_keeps_what_fits_and_disposes_the_rest()
    {
        var account = new Owned.Account();
        var kept = await Source.From(account.Many(10)).Where(x => x.Number % 2 == 0).RunWith(Sink.Collect<Owned>()).ExpectResultAsync();
        Assert.Equal([0, 2, 4, 6, 8], kept.Select(x => x.Number));
        Assert.Equal(5, account.Disposed);
    }

    [Fact]
    public async Task SelectMany_flattens_in_order() =>
        Assert.Equal([0, 0, 1, 0, 1, 2], await Numbers(4).SelectMany(x => Enumerable.Range(0, x)).RunWith(Sink.Collect<int>()).ExpectResultAsync());

    [Fact]
    public async Task SelectMany_disposes_the_rest_of_a_list_that_nobody_wants()
    {
        var account = new Owned.Account();
        var kept = await Source.From([5]).SelectMany(n => account.Many(n).ToList()).Take(2).RunWith(Sink.Collect<Owned>()).ExpectResultAsync();
        Assert.Equal(2, kept.Count);
        Assert.Equal(3, account.Disposed);
    }

    [Fact]
    public async Task Scan_carries_a_state_along_and_each_run_begins_with_its_seed()
    {
        var graph = Numbers(5).Scan(() => 100, (state, x) => (state + x, $"{state}+{x}")).To(Sink.Collect<string>());
        string[] expected = ["100+0", "100+1", "101+2", "103+3", "106+4"];
        Assert.Equal(expected, await graph.Start().ExpectResultAsync());
        Assert.Equal(expected, await graph.Start().ExpectResultAsync());
    }

    [Fact]
    public async Task WireTap_sees_what_passes()
    {
        var seen = new List<int>();
        Assert.Equal([0, 1, 2], await Numbers(3).WireTap(seen.Add).RunWith(Sink.Collect<int>()).ExpectResultAsync());
        Assert.Equal([0, 1, 2], seen);
    }

    [Fact]
    public async Task Take_ends_an_endless_stream_and_lets_go_of_its_source()
    {
        var probe = new SourceProbe<int>();
        var run = probe.Source.Take(2).RunWith(Sink.Collect<int>());
        probe.SendNext(1);
        probe.SendNext(2);
        Assert.Equal([1, 2], await run.ExpectResultAsync());
        await probe.ExpectEndAsync();
        Assert.Equal(2, probe.Requested);
        Assert.Empty(await Numbers(3).Take(0).RunWith(Sink.Collect<int>()).ExpectResultAsync());
    }

    [Fact]
    public async Task TakeWhile_ends_at_the_first_that_does_not_fit_and_disposes_it()
    {
        var account = new Owned.Account();
        var kept = await Source.From(account.Endless()).TakeWhile(x => x.Number < 3).RunWith(Sink.Collect<Owned>()).ExpectResultAsync();
        Assert.Equal([0, 1, 2], kept.Select(x => x.Number));
        Assert.Equal(1, account.Disposed);
    }

    [Fact]
    public async Task Recover_turns_a_failure_into_a_last_element() =>
        Assert.Equal(
            [0, 1, -1],
            await Numbers(5).Select(x => x < 2 ? x : throw new FormatException("bad")).Recover(e => e is FormatException ? -1 : throw e).RunWith(Sink.Collect<int>()).ExpectResultAsync());

    [Fact]
    public async Task Recover_lets_a_failure_pass_that_it_does_not_know()
    {
        var run = Numbers(5).Select(x => x < 2 ? x : throw new FormatException("bad")).Recover(e => throw e).RunWith(Sink.Collect<int>());
        await run.ExpectFailureAsync<FormatException>();
    }

    [Fact]
    public async Task A_stage_of_ones_own_is_an_iterator()
    {
        var pairs = Streams.Flow.From<int, (int, int)>((upstream, _) => Pair(upstream));
        Assert.Equal([(0, 1), (2, 3)], await Numbers(5).Via(pairs).RunWith(Sink.Collect<(int, int)>()).ExpectResultAsync());

        static async IAsyncEnumerable<(int, int)> Pair(IAsyncEnumerable<int> upstream)
        {
            int? first = null;
            await foreach (var x in upstream)
            {
                if (first is { } one) yield return (one, x);
                first = first is null ? x : null;
            }
        }
    }

    [Fact]
    public async Task A_stage_of_ones_own_that_forgets_its_token_is_cancelled_all_the_same()
    {
        var probe = new SourceProbe<int>();
        var run = probe.Source.Via(Streams.Flow.From<int, int>((upstream, _) => upstream.Select(x => x))).RunWith(Sink.Ignore<int>());
        await probe.ExpectRequestAsync();
        run.Abort(new FormatException("stop"));
        await run.ExpectFailureAsync<FormatException>();
        await probe.ExpectEndAsync();
    }

    [Fact]
    public async Task Sinks_fold_collect_and_call()
    {
        Assert.Equal(10, await Numbers(5).RunWith(Sink.Fold<int, int>(() => 0, (sum, x) => sum + x)).ExpectResultAsync());
        var called = new List<int>();
        await Numbers(3).RunWith(Sink.ForEach<int>(called.Add)).ExpectResultAsync();
        Assert.Equal([0, 1, 2], called);
        var awaited = 0;
        await Numbers(30).RunWith(Sink.ForEachAsync<int>(4, async (_, token) =>
        {
            await Task.Yield();
            token.ThrowIfCancellationRequested();
            Interlocked.Increment(ref awaited);
        })).ExpectResultAsync();
        Assert.Equal(30, awaited);
    }

    [Fact]
    public async Task Ignore_disposes_what_it_gets()
    {
        var account = new Owned.Account();
        await Source.From(account.Many(7)).RunWith(Sink.Ignore<Owned>()).ExpectResultAsync();
        Assert.Equal(0, account.Alive);
    }

    [Fact]
    public async Task A_flow_with_a_sink_is_a_sink_and_each_start_is_a_run_of_its_own()
    {
        var graph = Numbers(3).To(Streams.Flow.Of<int>().Select(x => x + 1).To(Sink.Collect<int>()));
        var (first, second) = (graph.Start(), graph.Start());
        Assert.Equal([1, 2, 3], await first.ExpectResultAsync());
        Assert.Equal([1, 2, 3], await second.ExpectResultAsync());
    }
}
