using FsCheck;
using FsCheck.Fluent;
using Nocturne.Core.Astrometry;
using Nocturne.TestKit;

namespace Nocturne.Streams.Tests.Flow;

public sealed class MergeTests
{
    static readonly Mjd Midnight = new(60000, 0);

    readonly ManualTime time = new();

    static Mjd At(double seconds) => Midnight.AddSeconds(seconds);

    static Source<double> Times(params double[] seconds) => Source.From(seconds);

    [Fact]
    public async Task Merge_waits_for_both_sources()
    {
        var (first, second) = (new SourceProbe<int>(), new SourceProbe<int>());
        var sink = new SinkProbe<int>();
        var run = first.Source.Merge(second.Source).RunWith(sink.Sink);
        first.SendNext(1);
        Assert.Equal(1, await sink.RequestNextAsync());
        first.SendComplete();
        await first.ExpectEndAsync();
        second.SendNext(2);
        Assert.Equal(2, await sink.RequestNextAsync());
        second.SendComplete();
        await sink.ExpectCompleteAsync();
        await run.ExpectResultAsync();
    }

    [Fact]
    public async Task Merge_of_nothing_is_empty() => Assert.Empty(await Source.Merge<int>().RunWith(Sink.Collect<int>()).ExpectResultAsync());

    [Fact]
    public async Task Merge_fails_when_one_source_does_and_cancels_the_others()
    {
        var (first, second) = (new SourceProbe<int>(), new SourceProbe<int>());
        var run = Source.Merge(first.Source, second.Source).RunWith(Sink.Ignore<int>());
        await second.ExpectRequestAsync();
        first.SendError(new FormatException());
        await run.ExpectFailureAsync<FormatException>();
        await second.ExpectEndAsync();
    }

    [Fact]
    public void Merge_by_time_sorts_whatever_the_lengths()
    {
        var inputs = ArbMap.Default.GeneratorFor<byte[]>().ArrayOf(3).ToArbitrary();
        Prop.ForAll(inputs, async lists =>
        {
            var sources = lists.Select(list => Source.From(list.Select(x => (double)x).Order().ToArray()).Async(1)).ToArray();
            var merged = await Source.MergeByTime(sources, At).RunWith(Sink.Collect<TimedElement<double>>()).ExpectResultAsync();
            Assert.Equal(lists.SelectMany(list => list).Select(x => (double)x).Order(), merged.Select(x => x.Element));
            Assert.DoesNotContain(merged, x => x.Late);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(50));
    }

    [Fact]
    public async Task Merge_by_time_waits_for_a_source_that_may_still_have_an_older_element()
    {
        var (first, second) = (new SourceProbe<double>(), new SourceProbe<double>());
        var sink = new SinkProbe<TimedElement<double>>();
        var run = Source.MergeByTime([first.Source, second.Source], At).RunWith(sink.Sink, time);
        first.SendNext(10);
        sink.Request(1);
        await first.ExpectRequestAsync();
        time.Advance(TimeSpan.FromDays(1));
        sink.ExpectNothing();
        second.SendNext(5);
        Assert.Equal(new(1, 5, false), await sink.ExpectNextAsync());
        second.SendComplete();
        Assert.Equal(new(0, 10, false), await sink.RequestNextAsync());
        first.SendComplete();
        await sink.ExpectCompleteAsync();
        await run.ExpectResultAsync();
    }

    [Fact]
    public async Task An_idle_source_no_longer_holds_up_the_others_and_comes_back_late()
    {
        var (first, second) = (new SourceProbe<double>(), new SourceProbe<double>());
        var sink = new SinkProbe<TimedElement<double>>();
        var run = Source.MergeByTime([first.Source, second.Source], At, idleLimit: TimeSpan.FromSeconds(60)).RunWith(sink.Sink, time);
        sink.Request(1);
        first.SendNext(10);
        await time.TimersAsync();
        time.Advance(TimeSpan.FromSeconds(59));
        sink.ExpectNothing();
        await time.TimersAsync();
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(new(0, 10, false), await sink.ExpectNextAsync());

        // The silent one is back, with an element older than what has left.
        second.SendNext(7);
        Assert.Equal(new(1, 7, true), await sink.RequestNextAsync());
        second.SendNext(11);
        first.SendNext(12);
        Assert.Equal(new(1, 11, false), await sink.RequestNextAsync());
        first.SendComplete();
        second.SendComplete();
        Assert.Equal(new(0, 12, false), await sink.RequestNextAsync());
        await sink.ExpectCompleteAsync();
        await run.ExpectResultAsync();
        Assert.Equal(0, time.ScheduledTimers);
    }

    [Fact]
    public async Task Merge_by_time_takes_no_more_of_a_source_than_its_buffer_holds()
    {
        var (fast, silent) = (new SourceProbe<double>(), new SourceProbe<double>());
        var run = Source.MergeByTime([fast.Source, silent.Source], At).RunWith(Sink.Ignore<TimedElement<double>>());
        for (var i = 0; i < 100; i++) fast.SendNext(i);
        for (var i = 0; i < 16; i++) await fast.ExpectRequestAsync();
        Assert.Equal(16, fast.Requested);
        fast.SendComplete();
        silent.SendComplete();
        await run.ExpectResultAsync();
    }

    [Fact]
    public async Task Join_puts_simultaneous_elements_together()
    {
        var groups = await Source.JoinByTime([Times(0, 10, 20, 30), Times(0.5, 10.2, 30.1), Times(9.9, 20.3, 30.2)], At, TimeSpan.FromSeconds(2))
            .RunWith(Sink.Collect<TimeGroup<double>>()).ExpectResultAsync();
        Assert.Equal(
            ["0: 0, 1: 0.5", "2: 9.9, 0: 10, 1: 10.2", "0: 20, 2: 20.3", "0: 30, 1: 30.1, 2: 30.2"],
            groups.Select(g => string.Join(", ", g.Members.OrderBy(m => m.Element).Select(m => FormattableString.Invariant($"{m.Input}: {m.Element}")))));
        Assert.Equal([false, true, false, true], groups.Select(g => g.IsComplete));
        Assert.DoesNotContain(groups, g => g.Late);
    }

    [Fact]
    public async Task A_camera_that_falls_silent_leaves_incomplete_groups_and_comes_back_late()
    {
        var cameras = Enumerable.Range(0, 3).Select(_ => new SourceProbe<double>()).ToArray();
        var sink = new SinkProbe<TimeGroup<double>>();
        var run = Source.JoinByTime([.. cameras.Select(c => c.Source)], At, TimeSpan.FromSeconds(2), idleLimit: TimeSpan.FromSeconds(60)).RunWith(sink.Sink, time);

        foreach (var camera in cameras) camera.SendNext(0);
        Assert.True((await sink.RequestNextAsync()).IsComplete);

        cameras[0].SendNext(10);
        cameras[1].SendNext(10.1);
        foreach (var camera in cameras.Take(2))
        {
            for (var i = 0; i < 3; i++) await camera.ExpectRequestAsync();
        }
        sink.Request(1);
        time.Advance(TimeSpan.FromSeconds(60));
        var incomplete = await sink.ExpectNextAsync();
        Assert.Equal((2, false, false), (incomplete.Members.Count, incomplete.IsComplete, incomplete.Late));

        cameras[2].SendNext(10.2);
        var late = await sink.RequestNextAsync();
        Assert.True(late.Late);
        Assert.Equal(2, Assert.Single(late.Members).Input);

        foreach (var camera in cameras) camera.SendNext(20);
        Assert.True((await sink.RequestNextAsync()).IsComplete);
        foreach (var camera in cameras) camera.SendComplete();
        await sink.ExpectCompleteAsync();
        await run.ExpectResultAsync();
    }

    [Fact]
    public void Every_element_is_in_one_group_and_groups_are_in_order()
    {
        var inputs = ArbMap.Default.GeneratorFor<byte[]>().ArrayOf(3).ToArbitrary();
        Prop.ForAll(inputs, async lists =>
        {
            var sources = lists.Select(list => Source.From(list.Select(x => (double)x).Order().ToArray())).ToArray();
            var groups = await Source.JoinByTime(sources, At, TimeSpan.FromSeconds(3)).RunWith(Sink.Collect<TimeGroup<double>>()).ExpectResultAsync();
            Assert.Equal(lists.Sum(list => list.Length), groups.Sum(g => g.Members.Count));
            Assert.Equal(groups.Select(g => g.Time).Order(), groups.Select(g => g.Time));
            Assert.All(groups, g => Assert.True(g.Members.Max(m => m.Element) - g.Members.Min(m => m.Element) <= 3.001));
            Assert.All(groups, g => Assert.Equal(g.Members.Count, g.Members.Select(m => m.Input).Distinct().Count()));
            Assert.DoesNotContain(groups, g => g.Late);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(50));
    }

    [Fact]
    public async Task Elements_that_wait_for_a_partner_are_disposed_on_abort()
    {
        var account = new Owned.Account();
        var merges = new Func<Source<Owned>[], RunnableGraph<Done>>[]
        {
            sources => Source.MergeByTime(sources, x => At(x.Number)).To(Sink.Ignore<TimedElement<Owned>>()),
            sources => Source.JoinByTime(sources, x => At(x.Number), TimeSpan.FromSeconds(1)).To(Sink.Ignore<TimeGroup<Owned>>()),
        };
        foreach (var merge in merges)
        {
            var (lively, silent) = (new SourceProbe<Owned>(), new SourceProbe<Owned>());
            var run = merge([lively.Source, silent.Source]).Start();
            for (var i = 0; i < 3; i++) lively.SendNext(account.Make(i));
            for (var i = 0; i < 4; i++) await lively.ExpectRequestAsync();
            run.Abort(new FormatException());
            await run.ExpectFailureAsync<FormatException>();
        }
        Assert.Equal((6, 0), (account.Made, account.Alive));
    }
}
