using Nocturne.TestKit;

namespace Nocturne.Streams.Tests;

public sealed class FirstStreamTests
{
    [Fact]
    public async Task A_stream_carries_its_elements_in_order_through_a_parallel_stage()
    {
        var run = Source.From(Enumerable.Range(0, 200))
            .Via(Flow.Of<int>().Select(x => x * 2).Async().SelectAsync(4, async x =>
            {
                await Task.Yield();
                return x + 1;
            }))
            .RunWith(Sink.Collect<int>());
        Assert.Equal(Enumerable.Range(0, 200).Select(x => (x * 2) + 1), await run.Completion.Within());
        Assert.Equal(0, run.RunningStages);
    }

    [Fact]
    public async Task The_original_exception_ends_the_run_and_the_endless_producer()
    {
        var boom = new InvalidOperationException("boom");
        var run = Source.From(Endless()).Async().SelectAsync(2, x => x == 5 ? Task.FromException<int>(boom) : Task.FromResult(x)).Async().RunWith(Sink.Ignore<int>());
        Assert.Same(boom, await Assert.ThrowsAsync<InvalidOperationException>(() => run.Completion.Within()));
        Assert.Equal(0, run.RunningStages);

        static IEnumerable<int> Endless()
        {
            for (var i = 0; ; i++) yield return i;
        }
    }
}
