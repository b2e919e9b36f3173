using Nocturne.Core.Instruments;
using Nocturne.Streams.Night;

namespace Nocturne.Streams.Tests.Bands;

/// <summary>Which frames of a band share its reference, and what becomes of the others.</summary>
public sealed class BandShapesTests
{
    static readonly FrameShape Whole = new(200, 160, 2, 2, 0, 0);

    [Fact]
    public void The_most_common_shape_is_that_of_the_band_and_of_equally_common_ones_the_first()
    {
        var (small, large) = (new FrameShape(64, 64, 1, 1, -1, -1), new FrameShape(128, 128, 1, 1, -1, -1));
        Assert.Equal(large, BandShapes.Usual([new(small, 2), new(large, 3)]));
        Assert.Equal(small, BandShapes.Usual([new(large, 3), new(small, 3)]));
    }

    [Fact]
    public void Windows_of_one_chip_share_a_reference_where_they_overlap()
    {
        Assert.True((Whole with { Width = 60, Height = 60, WindowX = 40, WindowY = 80 }).SharesReferenceWith(Whole));
        Assert.True((Whole with { WindowX = 40, WindowY = 30 }).SharesReferenceWith(Whole));
        Assert.False((Whole with { WindowX = 300 }).SharesReferenceWith(Whole));
        Assert.False((Whole with { WindowX = 41 }).SharesReferenceWith(Whole));
        Assert.False((Whole with { BinX = 4 }).SharesReferenceWith(Whole));
        Assert.False((Whole with { Width = 60, WindowX = -1, WindowY = -1 }).SharesReferenceWith(Whole));
    }

    [Fact]
    public void What_cannot_share_the_reference_goes_in_groups_of_its_own()
    {
        var (binned, window) = (Whole with { Width = 100, Height = 80, BinX = 4, BinY = 4 }, Whole with { WindowX = 20 });
        var groups = BandShapes.Groups([new(binned, 3), new(Whole, 5), new(window, 4), new(binned with { WindowX = 40 }, 2)]);
        Assert.Equal([(Whole, 9), (binned, 5)], groups.Select(group => (group.Usual, group.Frames)));
        Assert.Equal("g-bin4x4", BandShapes.OwnBand(new("1", "g"), Whole, binned).Filter);
    }

    [Fact]
    public void A_frame_that_is_laid_on_a_window_has_each_pixel_where_the_window_has_it()
    {
        var window = Frame(100, 80, 20, 10);
        Assert.Same(window, window.LaidOn(window));
        var (cut, widened) = (Frame(200, 160, 0, 0).LaidOn(window)!, Frame(90, 80, 40, 0).LaidOn(window)!);
        Assert.Equal((100, 80), (cut.Width, cut.Height));
        Assert.Equal(new FramePiece(0, 10, 5, 0, 0, 100, 80), Assert.Single(cut.Reading.Layout!.Pieces));
        Assert.Equal(new FramePiece(0, 0, 5, 10, 0, 90, 75), Assert.Single(widened.Reading.Layout!.Pieces));
        Assert.Equal((90, (40, 0)), (widened.Setup.Width, widened.Setup.Window!.Value));
        Assert.Null(Frame(100, 80, 21, 10).LaidOn(window));
    }

    static FrameDescriptor Frame(int width, int height, int x, int y) => new(
        "1", new("1", "g"), "a.fits", "a.fits", 0, 0, width, height,
        new() { Dialect = "test", Camera = "1", Filter = "g", Kind = FrameKind.Science, BinX = 2, BinY = 2, WindowX = x, WindowY = y });
}
