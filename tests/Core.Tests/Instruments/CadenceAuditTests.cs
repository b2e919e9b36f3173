using Nocturne.Core.Astrometry;
using Nocturne.Core.Instruments;

namespace Nocturne.Core.Tests.Instruments;

public sealed class CadenceAuditTests
{
    static readonly Mjd Evening = Mjd.FromCalendar(new(2024, 1, 1), 7200);

    static CadenceStamp At(int number, double seconds, double resolution = 0.001) => new($"run_{number:0000}.fits", Evening.AddSeconds(seconds), resolution);

    static List<CadenceStamp> Steady(int count, double cadence = 2.5) => [.. Enumerable.Range(0, count).Select(i => At(i, i * cadence))];

    [Fact]
    public void A_steady_series_is_clean()
    {
        var stamps = Steady(60).ToArray();
        new Random(1).Shuffle(stamps);
        var audit = CadenceAudit.Of(stamps);
        Assert.True(audit.IsClean);
        Assert.Equal((60, 2.5), (audit.Frames, Math.Round(audit.CadenceSeconds!.Value, 6)));
        Assert.InRange(audit.JitterSeconds!.Value, 0, 1e-4);
        Assert.Empty(audit.Sentences);
    }

    [Fact]
    public void Missing_numbers_are_lost_frames()
    {
        var stamps = Steady(40);
        stamps.RemoveRange(20, 3);
        stamps.RemoveAt(5);
        var audit = CadenceAudit.Of(stamps);
        Assert.Equal([("run_0004.fits", 1), ("run_0019.fits", 3)], audit.Lost.Select(loss => (loss.After, loss.Count)));
        Assert.Empty(audit.Late);
        Assert.Equal("4 frames seem to be lost in 2 places; most, 3, after run_0019.fits.", Assert.Single(audit.Sentences));
    }

    [Fact]
    public void A_pause_with_unbroken_numbers_is_no_loss_but_late_frames()
    {
        var stamps = Enumerable.Range(0, 40).Select(i => At(i, (2.5 * i) + (i >= 20 ? 10 : 0)));
        var audit = CadenceAudit.Of(stamps);
        Assert.Empty(audit.Lost);
        Assert.Equal(("run_0020.fits", 10.0), (audit.Late[0].File, Math.Round(audit.Late[0].Seconds, 3)));
    }

    [Fact]
    public void One_late_stamp_among_punctual_ones_is_late()
    {
        var audit = CadenceAudit.Of(Enumerable.Range(0, 40).Select(i => At(i, (2.5 * i) + (i == 11 ? 1 : 0))));
        Assert.Equal("run_0011.fits", Assert.Single(audit.Late).File);
        Assert.Equal("1 frame came late, run_0011.fits the most: by 1 s.", Assert.Single(audit.Sentences));
    }

    [Fact]
    public void Stamps_that_occur_twice_are_doubled()
    {
        var stamps = Steady(20);
        stamps.Add(stamps[7] with { File = "copy_of_7.fits" });
        var doubled = Assert.Single(CadenceAudit.Of(stamps).Doubled);
        Assert.Equal(2, doubled.Count);
        Assert.Contains("All frames have the same time stamp.", CadenceAudit.Of([At(1, 0), At(2, 0)]).Sentences);
    }

    [Fact]
    public void A_clock_that_is_set_back_is_noticed()
    {
        var audit = CadenceAudit.Of(Enumerable.Range(0, 60).Select(i => At(i, (2.5 * i) - (i >= 30 ? 41 : 0))));
        var jump = Assert.Single(audit.ClockJumps);
        Assert.Equal(("run_0029.fits", "run_0030.fits", -38.5), (jump.After, jump.File, Math.Round(jump.Seconds, 3)));
        Assert.Contains("The clock goes back by 38.5 s from run_0029.fits to run_0030.fits: was it set in between?", audit.Sentences);
    }

    [Fact]
    public void A_clock_that_is_set_to_another_zone_is_noticed()
    {
        var audit = CadenceAudit.Of(Enumerable.Range(0, 60).Select(i => At(i, (2.5 * i) + (i >= 30 ? 3600 : 0))));
        Assert.Contains("set to another time zone", Assert.Single(audit.Sentences), StringComparison.Ordinal);
        Assert.Equal("run_0030.fits", Assert.Single(audit.ClockJumps).File);
    }

    [Fact]
    public void Names_that_do_not_count_accuse_no_clock()
    {
        var random = new Random(4);
        Assert.Empty(CadenceAudit.Of(Enumerable.Range(0, 50).Select(i => new CadenceStamp($"{random.Next()}.fits", Evening.AddSeconds(i)))).ClockJumps);
    }

    [Fact]
    public void Stamps_that_are_cut_to_seconds_are_noticed_by_their_steps()
    {
        var audit = CadenceAudit.Of(Enumerable.Range(0, 50).Select(i => At(i, Math.Floor(1.3 * i))));
        Assert.Equal(1, audit.TruncatedToSeconds);
        Assert.Contains("The time stamps are cut to 1 s", Assert.Single(audit.Sentences, sentence => sentence.Contains("cut", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Null(CadenceAudit.Of(Enumerable.Range(0, 50).Select(i => At(i, i * 2))).TruncatedToSeconds);
        Assert.Null(CadenceAudit.Of(Enumerable.Range(0, 50).Select(i => At(i, Math.Floor(1.3 * i), 1))).TruncatedToSeconds);
    }

    [Fact]
    public void Numbers_without_leading_zeros_are_counted_as_numbers()
    {
        var audit = CadenceAudit.Of(Enumerable.Range(5, 30).Select(i => new CadenceStamp($"f{i}.fits", Evening.AddSeconds(i))));
        Assert.True(audit.IsClean);
    }

    [Fact]
    public void One_frame_or_none_says_nothing()
    {
        Assert.True(CadenceAudit.Of([]).IsClean);
        Assert.Null(CadenceAudit.Of([At(0, 0)]).CadenceSeconds);
    }

    [Theory]
    [InlineData(RowOrder.CentreOut, 99.5, 0)]
    [InlineData(RowOrder.CentreOut, 0, 99.5e-5)]
    [InlineData(RowOrder.CentreOut, 199, 99.5e-5)]
    [InlineData(RowOrder.FirstToLast, 30, 30e-5)]
    [InlineData(RowOrder.LastToFirst, 30, 169e-5)]
    public void Rows_behind_a_rolling_shutter_have_times_of_their_own(RowOrder order, double y, double seconds)
    {
        var clock = new RowClock(1e-5, order);
        Assert.Equal(seconds, clock.OffsetSeconds(y, 200), 1e-12);
        Assert.Equal(clock, RowClock.Parse(clock.ToString()));
        Assert.Null(RowClock.Parse(""));
    }
}
