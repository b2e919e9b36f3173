using System.Threading.Channels;
using Nocturne.Actors.Night;
using Nocturne.Core.Astrometry;
using Nocturne.Streams.Night;
using Nocturne.TestKit;

namespace Nocturne.Actors.Tests.Night;

/// <summary>While the night runs, frames that were exposed together are told together, and a dead camera stalls nobody.</summary>
public sealed class JoinActorTests : IAsyncDisposable
{
    static readonly Mjd Evening = new(60310, 0.2);
    static readonly BandKey G = new("1", "g"), R = new("2", "r"), I = new("3", "i");

    readonly ManualTime time = new();
    readonly Channel<SimultaneousFrames> groups = Channel.CreateUnbounded<SimultaneousFrames>();
    readonly ActorSystem system;
    readonly IActorRef join;
    readonly JoinGauge gauge = new();

    public JoinActorTests()
    {
        system = new("night", time);
        system.EventStream.Subscribe<SimultaneousFrames>(group => groups.Writer.TryWrite(group));
        var shared = gauge;
        join = system.ActorOf(Props.Create(() => new JoinActor(shared)), "join");
    }

    public async ValueTask DisposeAsync() => await system.DisposeAsync();

    [Fact]
    public async Task Unsynchronised_bands_are_joined_with_the_colours_of_their_stars()
    {
        for (var i = 0; i < 6; i++)
        {
            Tell(G, 10 * i, flux: 200);
            Tell(R, (10 * i) + 1.5, flux: 100);
        }
        join.Tell(new JoinActor.Close());
        for (var i = 0; i < 6; i++)
        {
            var group = await NextAsync();
            Assert.True(group.IsComplete);
            Assert.Equal([G, R], group.Members.Select(member => member.Band));
            Assert.Equal(-2.5 * Math.Log10(2), group.Colour(G, R, 3)!.Value.Magnitude, 1e-9);
            Assert.Null(group.Colour(G, I, 3));
            Assert.Null(group.Colour(G, R, 4));
        }
        Assert.Equal(6, gauge.Together);
    }

    [Fact]
    public async Task A_dead_camera_does_not_stall_the_others()
    {
        Tell(G, 0, 200);
        Tell(R, 1, 100);
        Tell(I, 1, 50);
        Tell(G, 10, 200);
        Tell(R, 11, 100);
        Tell(I, 11, 50);
        for (var i = 0; i < 2; i++) Assert.True((await NextAsync()).IsComplete);
        for (var i = 2; i < 5; i++)
        {
            Tell(G, 10 * i, 200);
            Tell(R, (10 * i) + 1, 100);
        }

        // The third camera is silent for longer than its patience.
        var next = NextAsync();
        while (await Task.WhenAny(next, time.TimersAsync()) != next) time.AdvanceToNextTimer();
        var group = await next;
        Assert.False(group.IsComplete);
        Assert.Equal([G, R], group.Members.Select(member => member.Band));
    }

    [Fact]
    public async Task A_band_that_is_alone_for_long_is_remembered_only_so_far_back()
    {
        const int frames = 3000;
        for (var i = 0; i < frames; i++) Tell(G, 10 * i, 200);
        Tell(R, 10 * (frames - 1), 100);
        join.Tell(new JoinActor.Close());
        var first = await NextAsync();
        Assert.InRange((first.Time.SecondsSince(Evening) / 10) - frames, -1024, -1000);
        while (!(await NextAsync()).IsComplete)
        {
        }
        Assert.Equal(1, gauge.Together);
    }

    async Task<SimultaneousFrames> NextAsync() => await groups.Reader.ReadAsync().AsTask().WaitAsync(Guard.Limit);

    void Tell(BandKey band, double seconds, double flux) => join.Tell(new JoinActor.Measured(
        band, [new(band, $"{band} {seconds}", Evening.AddSeconds(seconds), 1, new Dictionary<int, (double, double)> { [3] = (flux, 1) })]));
}
