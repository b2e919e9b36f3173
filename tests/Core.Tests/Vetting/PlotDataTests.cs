using Nocturne.Core.Vetting;

namespace Nocturne.Core.Tests.Vetting;

public class PlotDataTests
{
    [Fact]
    public void The_outline_of_one_pixel_lies_half_a_pixel_round_its_centre()
    {
        var mask = new bool[12];
        mask[6] = true;
        var polygon = Assert.Single(MaskOutline.Trace(mask, 4));
        Assert.Equal([(1.5, 0.5), (2.5, 0.5), (2.5, 1.5), (1.5, 1.5)], polygon);
    }

    [Fact]
    public void A_ring_has_an_outline_and_a_hole_and_pixels_that_touch_at_a_corner_are_apart()
    {
        bool[] ring = [true, true, true, true, false, true, true, true, true];
        var polygons = MaskOutline.Trace(ring, 3);
        Assert.Equal([9, -1], polygons.Select(Area));
        bool[] corner = [true, false, false, true];
        Assert.Equal([1, 1], MaskOutline.Trace(corner, 2).Select(Area));
        Assert.Empty(MaskOutline.Trace(new bool[9], 3));
    }

    [Fact]
    public void Plots_have_true_errors_and_colours_that_are_the_same_on_both_sides_of_zero()
    {
        var dips = new TransitEphemeris(1, 2000.5, 2.4);
        var pixels = StampScenes.Star(13, 13, StampScenes.Times(100), StampScenes.Dip(dips, 0.01), noise: 0.2);
        var input = new VettingInput { Ephemeris = dips, Pixels = pixels.WithAperture(StampScenes.Disc(pixels, 1.5)) };
        var curve = ApertureCurve.From((ApertureDependenceDetail)VettingChecks.Default.Run("V10", input).Detail!);
        Assert.Equal(curve.Radii.Count, curve.ErrorsPpm.Count);
        Assert.All(curve.ErrorsPpm, error => Assert.True(error > 0));
        Assert.True(curve.Lowest < 0 && curve.Highest > curve.DepthsPpm.Max());
        var picture = DifferencePicture.From((GhostDetail)VettingChecks.Default.Run("V20", input).Detail!);
        Assert.Equal(picture.Values.Max(Math.Abs), picture.Limit);
        Assert.Equal(9, Area(Assert.Single(picture.Outline)));
        Assert.All(picture.Outline[0], corner => Assert.InRange(corner.X, 4.5, 7.5));
    }

    static double Area(IReadOnlyList<(double X, double Y)> polygon)
    {
        double twice = 0;
        for (var i = 0; i < polygon.Count; i++)
        {
            var (a, b) = (polygon[i], polygon[(i + 1) % polygon.Count]);
            twice += (a.X * b.Y) - (b.X * a.Y);
        }

        return twice / 2;
    }
}
