using Nocturne.Core.Quality;
using Nocturne.Runner.Live;

namespace Nocturne.Runner.Tests.Page;

/// <summary>Light curves for the eye stay small however long the night is, and say the same.</summary>
public sealed class LiveCurveTests
{
    [Fact]
    public void A_hundred_thousand_frames_become_a_few_points_that_hold_them_all()
    {
        var curve = new LiveCurve(1e9);
        for (var i = 0; i < 100_000; i++) curve.Add(Point(i, i % 2 == 0 ? 9 : 11));
        Assert.InRange(curve.Count, 1000, LiveCurve.Recent + LiveCurve.Older);
        Assert.Equal(100_000, curve.Points.Sum(point => point.Frames));
        Assert.Equal(curve.Points.Select(point => point.Time).Order(), curve.Points.Select(point => point.Time));
        Assert.All(curve.Points.Where(point => point.Frames > 1), point => Assert.Equal(10, point.Cells[0].Flux, 0.5));
        Assert.All(curve.Points.TakeLast(LiveCurve.Recent), point => Assert.Equal(1, point.Frames));
    }

    [Fact]
    public void The_error_of_a_mean_is_that_of_the_mean()
    {
        var cell = CurveCell.Of(10, 3, QualityFlag.Good);
        cell.Add(CurveCell.Of(14, 4, QualityFlag.Good));
        Assert.Equal(12, cell.Flux);
        Assert.Equal(2.5f, cell.Error);
    }

    [Fact]
    public void A_measurement_without_flags_takes_the_place_of_those_with_flags()
    {
        var cell = CurveCell.Of(100, 1, QualityFlag.CutByEdge);
        cell.Add(CurveCell.Of(double.NaN, double.NaN, QualityFlag.NoUsablePixels));
        cell.Add(CurveCell.Of(10, 1, QualityFlag.Good));
        cell.Add(CurveCell.Of(100, 1, QualityFlag.CutByEdge));
        Assert.Equal((10f, QualityFlag.Good), (cell.Flux, cell.Flags));
    }

    [Fact]
    public void A_mean_never_bridges_a_gap()
    {
        var curve = new LiveCurve(1e9);
        for (var i = 0; i < 50_000; i++) curve.Add(Point(i < 25_000 ? i : i + 100_000, 1));
        Assert.DoesNotContain(curve.Points, point => point.Time is > 25_000 and < 125_000);
    }

    [Fact]
    public void Late_frames_find_their_place_among_the_last_ones_and_among_the_older_ones()
    {
        var curve = new LiveCurve(1e9);
        for (var i = 0; i < 5000; i++)
        {
            if (i is not (50 or 4990)) curve.Add(Point(i, 1));
        }
        Assert.True(curve.Add(Point(4990, 1)));
        Assert.False(curve.Add(Point(50, 1)));
        Assert.Equal(5000, curve.Points.Sum(point => point.Frames));
        Assert.Equal(curve.Points.Select(point => point.Time).Order(), curve.Points.Select(point => point.Time));
    }

    [Fact]
    public void A_frame_that_is_measured_again_is_not_there_twice()
    {
        var curve = new LiveCurve(1e9);
        curve.Add(Point(1, 1));
        curve.Add(Point(2, 1));
        curve.Add(Point(1, 7));
        Assert.Equal(2, curve.Count);
        Assert.Equal(7f, curve.Points.First().Cells[0].Flux);
    }

    [Fact]
    public void What_is_older_than_the_hours_that_are_shown_is_let_go()
    {
        var curve = new LiveCurve(1000);
        for (var i = 0; i < 10_000; i++) curve.Add(Point(i, 1));
        Assert.InRange(curve.Points.First().Time, 8990, 9010);
    }

    static CurvePoint Point(double time, double flux) => new(time, [CurveCell.Of(flux, 1, QualityFlag.Good)]);
}
