using Nocturne.Core.Simulation;
using Nocturne.Core.Vetting;

namespace Nocturne.Core.Tests.Vetting;

/// <summary>The baselines of dips.</summary>
public class TransitWindowTests
{
    static readonly TransitEphemeris Dip = new(10, 2000.5, 2.4);

    [Fact]
    public void A_line_in_time_and_what_the_light_follows_leave_nothing_but_the_dip()
    {
        var times = StampScenes.Times(100);
        var random = new RandomStream(3, RandomPurpose.Jitter);
        double[] columns = [.. times.Select(_ => random.NextNormal())], rows = [.. times.Select(_ => random.NextNormal())];
        double[] series = [.. times.Select((time, i) => 100 + (3 * (time - 2000)) + (2 * columns[i]) - rows[i] - (Dip.IsInTransit(time) ? 5 : 0))];

        var window = Assert.Single(TransitWindow.Find(times, Usable(100), Dip, new(), out _, [[columns, rows]]));

        Assert.Equal(5, window.Measure(series).Lost, 1e-10);
        Assert.All(window.Residuals(series), rest => Assert.Equal(0, rest, 1e-10));
        Assert.Equal(window.Outside.Length - 4, window.Freedom);
        Assert.Equal(1, window.BaselineWeights.Sum(), 1e-12);
    }

    [Fact]
    public void Trends_are_left_out_where_there_are_too_few_cadences_and_terms_that_the_others_explain_count_nothing()
    {
        // One cadence in an hour: three in the dip and five of baseline.
        var times = StampScenes.Times(24, step: 1 / 24.0);
        double[] trend = [.. times.Select((_, i) => i % 2 == 0 ? 1.0 : -1)];
        var few = Assert.Single(TransitWindow.Find(times, Usable(24), new(10, 2000.5, 2), new(), out _, [[trend]]));
        Assert.Equal(few.Outside.Length - 2, few.Freedom);

        var many = StampScenes.Times(100);
        double[] same = [.. many.Select(time => 7 - (2 * time))];
        var window = Assert.Single(TransitWindow.Find(many, Usable(100), Dip, new(), out _, [[same]]));
        Assert.Equal(window.Outside.Length - 2, window.Freedom);
    }

    [Fact]
    public void One_side_alone_has_a_mean_and_no_line()
    {
        var times = StampScenes.Times(56);
        var window = Assert.Single(TransitWindow.Find(times, Usable(56), Dip, new(), out _));
        Assert.Equal(window.Outside.Length - 1, window.Freedom);
        Assert.All(window.BaselineWeights, weight => Assert.Equal(1.0 / window.Outside.Length, weight, 1e-12));
    }

    static bool[] Usable(int count)
    {
        var usable = new bool[count];
        Array.Fill(usable, true);
        return usable;
    }
}
