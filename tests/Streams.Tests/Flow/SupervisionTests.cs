using Nocturne.TestKit;

namespace Nocturne.Streams.Tests.Flow;

public sealed class SupervisionTests
{
    static Source<Owned> Many(Owned.Account account, int count) => Source.From(account.Many(count));

    static T Choke<T>(int number, T result) => number % 10 == 7 ? throw new FormatException($"bad {number}") : result;

    [Fact]
    public async Task A_stage_stops_at_the_first_failure_unless_told_otherwise()
    {
        var account = new Owned.Account();
        var run = Many(account, 100).Select(x => Choke(x.Number, x)).RunWith(Sink.Collect<Owned>());
        Assert.Equal("bad 7", (await run.ExpectFailureAsync<FormatException>()).Message);
        Assert.Equal(0, account.Alive);
    }

    [Fact]
    public async Task Resume_drops_the_element_counts_it_and_disposes_it()
    {
        var account = new Owned.Account();
        var run = Many(account, 1000).Via(Streams.Flow.Of<Owned>().Select(x => Choke(x.Number, x)).WithSupervision(_ => StreamDirective.Resume)).RunWith(Sink.Collect<Owned>());
        Assert.Equal(900, (await run.ExpectResultAsync()).Count);
        Assert.Equal(100, run.Dropped);
        Assert.Equal(100, account.Disposed);
    }

    [Fact]
    public async Task Resume_works_in_every_stage_that_calls_the_user()
    {
        var flows = new[]
        {
            Streams.Flow.Of<int>().Where(x => Choke(x, true)),
            Streams.Flow.Of<int>().SelectMany(x => Choke(x, new[] { x })),
            Streams.Flow.Of<int>().Scan(() => 0, (state, x) => Choke(x, (state, x))),
            Streams.Flow.Of<int>().WireTap(x => Choke(x, x)),
            Streams.Flow.Of<int>().SelectAsync(3, x => Task.FromResult(Choke(x, x))),
        };
        foreach (var flow in flows)
        {
            var run = Source.From(Enumerable.Range(0, 20)).Via(flow.WithSupervision(_ => StreamDirective.Resume)).RunWith(Sink.Collect<int>());
            Assert.Equal(Enumerable.Range(0, 20).Where(x => x % 10 != 7), await run.ExpectResultAsync());
            Assert.Equal(2, run.Dropped);
        }

        var seen = new List<int>();
        var sink = Sink.ForEach<int>(x => seen.Add(Choke(x, x))).WithSupervision(_ => StreamDirective.Resume);
        await Source.From(Enumerable.Range(0, 20)).RunWith(sink).ExpectResultAsync();
        Assert.Equal(18, seen.Count);
    }

    [Fact]
    public async Task Restart_gives_a_scan_its_seed_back_and_resume_does_not()
    {
        foreach (var (directive, expected) in new[] { (StreamDirective.Restart, (int[])[1, 3, 4, 9]), (StreamDirective.Resume, [1, 3, 7, 12]) })
        {
            var run = Source.From([1, 2, 0, 4, 5])
                .Via(Streams.Flow.Of<int>().Scan(() => 0, (sum, x) => x == 0 ? throw new FormatException() : (sum + x, sum + x)).WithSupervision(_ => directive))
                .RunWith(Sink.Collect<int>());
            Assert.Equal(expected, await run.ExpectResultAsync());
        }
    }

    [Fact]
    public async Task Supervision_concerns_its_flow_only()
    {
        var run = Source.From(Enumerable.Range(0, 20))
            .Via(Streams.Flow.Of<int>().Select(x => x).WithSupervision(_ => StreamDirective.Resume))
            .Select(x => Choke(x, x))
            .RunWith(Sink.Ignore<int>());
        await run.ExpectFailureAsync<FormatException>();
    }

    [Fact]
    public async Task The_decider_sees_the_exception()
    {
        var run = Source.From(["1", "x", "2", ""])
            .Select(text => text.Length == 0 ? throw new InvalidOperationException("empty") : int.Parse(text, System.Globalization.CultureInfo.InvariantCulture))
            .WithSupervision(e => e is FormatException ? StreamDirective.Resume : StreamDirective.Stop)
            .RunWith(Sink.Collect<int>());
        await run.ExpectFailureAsync<InvalidOperationException>();
        Assert.Equal(1, run.Dropped);
    }
}
