using Nocturne.Core.Astrometry;
using Nocturne.Core.Quality;
using Nocturne.Runner.Report;
using Nocturne.Streams.Night;
using Nocturne.Streams.Store;

namespace Nocturne.Runner.Tests.Report;

public sealed class FrameGroupsTests
{
    [Fact]
    public void A_short_night_shows_every_frame()
    {
        var groups = FrameGroups.Of([1, 2, 4], limit: 10);

        Assert.Equal(1, groups.FramesPerPoint);
        Assert.Equal([1, 2, 4], groups.Times);
    }

    [Fact]
    public void A_long_night_is_averaged_to_the_wanted_number_of_points()
    {
        var groups = FrameGroups.Of([.. Enumerable.Range(0, 1000).Select(i => (double)i)], limit: 300);

        Assert.Equal(4, groups.FramesPerPoint);
        Assert.Equal(250, groups.Count);
        Assert.Equal(1.5, groups.Times[0]);
        Assert.Equal(999, groups.Ends[^1]);
    }

    [Fact]
    public void No_point_reaches_across_a_gap()
    {
        double[] times = [0, 1, 2, 3, 4, 5000, 5001, 5002, 5003, 5004];

        var groups = FrameGroups.Of(times, limit: 3);

        Assert.Equal([0, 4, 5, 9, 10], groups.Starts);
    }

    [Fact]
    public void Means_leave_out_what_is_not_known()
    {
        var groups = FrameGroups.Of([0, 1, 2, 3, 4], limit: 3);

        Assert.Equal([1.5f, 3, float.NaN], groups.Mean([1, 2, double.NaN, 3, double.NaN]));
    }

    [Fact]
    public void A_night_without_frames_has_no_groups() => Assert.Equal(0, FrameGroups.Of([], 100).Count);

    [Fact]
    public void A_point_is_the_mean_of_its_good_measurements_with_the_error_of_the_mean()
    {
        var groups = FrameGroups.Of([Seconds(0), Seconds(1), Seconds(2), Seconds(3), Seconds(4)], limit: 2);

        var curve = BinnedCurve.Of(
            [Point(0, 10, 3), Point(1, 14, 4), Point(2, 900, 5, QualityFlag.Saturated), Point(3, 7, 1, QualityFlag.CutByEdge), Point(4, double.NaN, double.NaN, QualityFlag.AllMasked)],
            groups);

        Assert.Equal([12, 7], curve.Flux);
        Assert.Equal([2.5f, 1], curve.Error);
        Assert.Equal([0, (int)(QualityFlag.CutByEdge | QualityFlag.AllMasked)], curve.Flags);
    }

    [Fact]
    public void A_frame_in_which_the_star_was_not_measured_leaves_its_point_empty()
    {
        var groups = FrameGroups.Of([Seconds(0), Seconds(1), Seconds(2)], limit: 10);

        Assert.Equal([1, float.NaN, 3], BinnedCurve.Of([Point(0, 1, 1), Point(2, 3, 1)], groups).Flux);
    }

    static Mjd Time(int seconds) => new Mjd(60310, 0.25).AddSeconds(seconds);

    static double Seconds(int seconds) => BandReport.SecondsOf(Time(seconds));

    static LightCurvePoint Point(int seconds, double flux, double error, QualityFlag flags = QualityFlag.Good) =>
        new("f", 0, Time(seconds), null, null, null, null, new SourceMeasurement("p", 1, 0, 0, flux, error, 0, 0, 0, flags));
}
