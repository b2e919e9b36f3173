using Nocturne.Core.Astrometry;
using Nocturne.Streams.Arrivals;
using Nocturne.TestKit;

namespace Nocturne.Streams.Tests.Arrivals;

/// <summary>An archived night arrives in its own order and cadence, by whatever clock.</summary>
public sealed class ReplayArrivalsTests
{
    static readonly double[] Ends = [4, 1, 9, 2.5];

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public async Task Files_arrive_in_the_order_of_their_exposures_with_the_pauses_of_the_night(double speed)
    {
        var clock = new ManualTime();
        var arrived = new List<(string File, double At)>();
        var telling = TellAsync(new ReplayArrivals(Night(), speed, 1, clock), arrived, clock);
        while (!telling.IsCompleted)
        {
            await Task.WhenAny(telling, clock.TimersAsync());
            if (!telling.IsCompleted) clock.AdvanceToNextTimer();
        }
        await telling;
        Assert.Equal(["flat", "1", "2.5", "4", "9"], arrived.Select(file => file.File));
        Assert.All(arrived.Zip([0, 0, 1.5, 3, 8]), file => Assert.Equal(file.Second / speed, file.First.At, 0.002));
    }

    [Fact]
    public async Task At_full_speed_nothing_waits_and_copies_come_one_after_the_other_with_later_times()
    {
        var clock = new ManualTime();
        var arrived = new List<ArrivedFile>();
        await foreach (var batch in new ReplayArrivals(Night(), double.PositiveInfinity, 3, clock).ReadAsync(CancellationToken.None)) arrived.AddRange(batch.Files);
        Assert.Equal(TimeSpan.Zero, clock.Elapsed);
        Assert.Equal(["flat", "1", "2.5", "4", "9", "1", "2.5", "4", "9", "1", "2.5", "4", "9"], arrived.Select(file => file.File));
        Assert.Equal([0, 18, 36], arrived.Skip(1).Select(file => file.Shift.TotalSeconds).Distinct());
    }

    static (ArrivedFile, Mjd?)[] Night() =>
    [
        .. Ends.Select(end => (new ArrivedFile("/", FormattableString.Invariant($"{end}"), 1, default, default), (Mjd?)new Mjd(60310, 0.1).AddSeconds(end))),
        (new ArrivedFile("/", "flat", 1, default, default), null),
    ];

    static async Task TellAsync(ReplayArrivals night, List<(string, double)> arrived, ManualTime clock)
    {
        await foreach (var batch in night.ReadAsync(CancellationToken.None))
            arrived.AddRange(batch.Files.Select(file => (file.File, clock.Elapsed.TotalSeconds)));
    }
}
