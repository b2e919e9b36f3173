using FsCheck;
using FsCheck.Fluent;
using Nocturne.TestKit;

namespace Nocturne.Streams.Tests.Flow;

/// <summary>No lease is lost, however a run ends: the model is a count of what was made and not disposed.</summary>
public sealed class OwnershipTests
{
    enum Ending
    {
        Completion,
        Drain,
        Abort,
        FaultInStage,
        FaultInParallelStage,
        FaultInSink,
        Take,
    }

    static Source<Owned> Stages(Source<Owned> source, int[] shape, Func<Owned, Owned> visit, Func<Owned, Owned> visitParallel)
    {
        foreach (var kind in shape)
        {
            source = kind switch
            {
                0 => source.Async(2),
                1 => source.SelectAsync(3, async x =>
                {
                    await Task.Yield();
                    return visitParallel(x);
                }),
                2 => source.Buffer(2, OverflowStrategy.DropHead),
                3 => source.Grouped(3).SelectMany(group => group),
                4 => source.Where(x => x.Number % 5 != 4),
                5 => source.GroupedWithin(4, TimeSpan.FromHours(1)).SelectMany(group => group),
                6 => Source.Merge(source, Source.From(Array.Empty<Owned>())),
                _ => source.Select(visit),
            };
        }
        return source.Select(visit);
    }

    [Fact]
    public void Nothing_is_lost_however_the_run_ends()
    {
        var shapes = Gen.Choose(0, 7).ArrayOf().Resize(6);
        var cases = shapes.Zip(Gen.Elements(Enum.GetValues<Ending>())).Zip(Gen.Choose(0, 60), (pair, at) => (Shape: pair.Item1, Ending: pair.Item2, At: at)).ToArbitrary();
        Prop.ForAll(cases, test => CheckAsync(test.Shape, test.Ending, test.At)).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    static async Task CheckAsync(int[] shape, Ending ending, int at)
    {
        var account = new Owned.Account();
        var reached = new TaskCompletionSource();
        Owned Visit(Owned x) => ending == Ending.FaultInStage && x.Number >= at ? throw new FormatException() : x;
        Owned VisitParallel(Owned x) => ending == Ending.FaultInParallelStage && x.Number >= at ? throw new FormatException() : x;

        var source = Source.From(Made());
        var stream = Stages(source, shape, Visit, VisitParallel);
        if (ending == Ending.Take) stream = stream.Take(at);
        var run = stream.RunWith(Sink.ForEach<Owned>(x =>
        {
            if (ending == Ending.FaultInSink && x.Number >= at) throw new FormatException();
            x.Dispose();
        }));

        if (ending is Ending.Abort or Ending.Drain)
        {
            await reached.Task.Within();
            if (ending == Ending.Drain) run.Drain();
            else run.Abort(new FormatException());
        }
        try
        {
            await run.Completion.Within();
        }
        catch (FormatException)
        {
            // The ending that was asked for.
        }
        run.ExpectAllStagesStopped();
        Assert.Equal(0, account.Alive);

        IEnumerable<Owned> Made()
        {
            var endless = ending is Ending.Abort or Ending.Drain;
            for (var i = 0; endless || i < 100; i++)
            {
                if (i == at) reached.TrySetResult();
                yield return account.Make(i);
            }
        }
    }

    [Fact]
    public void Drain_delivers_exactly_what_was_taken_in()
    {
        // The shapes that neither filter nor drop.
        var shapes = Gen.Elements(0, 1, 3, 5, 6, 7).ArrayOf().Resize(6);
        Prop.ForAll(shapes.Zip(Gen.Choose(0, 200)).ToArbitrary(), async test =>
        {
            var (shape, at) = test;
            var account = new Owned.Account();
            var reached = new TaskCompletionSource();
            var numbers = new List<int>();
            var run = Stages(Source.From(Made()), shape, x => x, x => x).RunWith(Sink.ForEach<Owned>(x => numbers.Add(x.Number)));
            await reached.Task.Within();
            run.Drain();
            await run.ExpectResultAsync();
            Assert.Equal(Enumerable.Range(0, account.Made), numbers);

            IEnumerable<Owned> Made()
            {
                for (var i = 0; ; i++)
                {
                    if (i == at) reached.TrySetResult();
                    yield return account.Make(i);
                }
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(100));
    }

    [Fact]
    public async Task Leases_return_to_their_pool_when_a_stage_fails()
    {
        var pool = new FramePool(4 * 8 * 8 * sizeof(float));
        var run = Source.From(Enumerable.Range(0, 100))
            .SelectAsync(1, async (_, token) => await pool.LeaseAsync(8, 8, token))
            .SelectAsync(2, async lease =>
            {
                await Task.Yield();
                return lease;
            })
            .Scan(() => 0, (n, lease) => n == 9 ? throw new FormatException() : (n + 1, lease))
            .RunWith(Sink.ForEach<FrameLease>(lease => lease.Dispose()));
        await run.ExpectFailureAsync<FormatException>();
        Assert.Equal(0, pool.LeasedBytes);
    }

    [Fact]
    public async Task A_spent_budget_holds_back_the_source_and_nothing_hangs_on_abort()
    {
        var pool = new FramePool(3 * 8 * 8 * sizeof(float));
        var probe = new SinkProbe<FrameLease>();
        var run = Source.From(Enumerable.Range(0, 100)).SelectAsync(1, async (_, token) => await pool.LeaseAsync(8, 8, token)).Async(50).RunWith(probe.Sink);
        var first = await probe.RequestNextAsync();
        while (pool.Waiting == 0) await Task.Yield();
        Assert.Equal(pool.BudgetBytes, pool.LeasedBytes);
        run.Abort(new FormatException());
        await run.ExpectFailureAsync<FormatException>();
        first.Dispose();
        Assert.Equal(0, pool.LeasedBytes);
    }
}
