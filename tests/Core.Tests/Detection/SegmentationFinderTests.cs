using Nocturne.Core.Background;
using Nocturne.Core.Detection;
using Nocturne.Core.Imaging;
using Nocturne.Core.Quality;

namespace Nocturne.Core.Tests.Detection;

public class SegmentationFinderTests
{
    static readonly SegmentationOptions Usual = new();

    [Fact]
    public void A_single_star_is_found_where_it_is()
    {
        var source = Assert.Single(SegmentationFinder.Find(new TestSky(61, 47).Star(30.3, 20.7, 10000).Image.View, default, 1.0, Usual));
        Assert.Equal(30.3, source.X, 0.01);
        Assert.Equal(20.7, source.Y, 0.01);
        Assert.Equal(10000, source.Flux, 100.0);
        Assert.Equal(1.5, source.SemiMajorSigma, 0.05);
        Assert.Equal(QualityFlag.Good, source.Flags);
    }

    [Fact]
    public void The_angle_of_an_elongated_source_runs_from_x_towards_y()
    {
        var image = new Image(41, 41);
        for (var k = -8; k <= 8; k++) image[20 + k, 20 + (k / 2)] = 100;
        var source = Assert.Single(SegmentationFinder.Find(image.View, default, 1, Usual));
        Assert.Equal(Math.Atan(0.5), source.Orientation, 0.05);
        Assert.True(source.SemiMajorSigma > 5 * source.SemiMinorSigma);
    }

    [Fact]
    public void Two_blended_stars_are_split_and_their_light_is_shared()
    {
        var image = new TestSky(60, 60).Star(25, 30, 20000).Star(32, 30, 12000).Image;
        var labels = new int[60 * 60];
        var sources = SegmentationFinder.Find(image.View, default, 5, Usual, labels);
        Assert.Equal(2, sources.Count);
        Assert.All(sources, source => Assert.True(source.Flags.HasFlag(QualityFlag.Deblended)));
        Assert.Equal(25, sources[0].X, 0.3);
        Assert.Equal(32, sources[1].X, 0.3);
        Assert.Equal(sources[0].Area, labels.Count(label => label == 1));
        Assert.Equal(sources[1].Area, labels.Count(label => label == 2));
        Assert.Equal(2, labels[(30 * 60) + 32]);

        var whole = Assert.Single(SegmentationFinder.Find(image.View, default, 5, Usual with { Deblend = false }));
        Assert.Equal(whole.Flux, sources.Sum(source => source.Flux), 1e-3);
    }

    [Fact]
    public void A_faint_bump_below_the_contrast_stays_with_its_neighbour()
    {
        var image = new TestSky(80, 80).Star(40, 40, 1e6, 3).Star(54, 40, 900, 1).Image;
        Assert.Equal(2, SegmentationFinder.Find(image.View, default, 2, Usual with { DeblendContrast = 1e-5 }).Count);
        Assert.Single(SegmentationFinder.Find(image.View, default, 2, Usual with { DeblendContrast = 0.01 }));
    }

    [Fact]
    public void Pixels_that_touch_at_a_corner_belong_together_and_too_few_are_no_source()
    {
        var image = new Image(9, 9);
        foreach (var k in Enumerable.Range(2, 5)) image[k, k] = 10;
        image[8, 0] = 10;
        Assert.Equal(5, Assert.Single(SegmentationFinder.Find(image.View, default, 1, Usual)).Area);
        Assert.Equal(2, SegmentationFinder.Find(image.View, default, 1, Usual with { MinimumPixels = 1 }).Count);
    }

    [Fact]
    public void A_pixel_must_be_above_the_threshold_not_at_it()
    {
        var image = new Image(5, 5);
        image[2, 2] = 10;
        Assert.Empty(SegmentationFinder.Find(image.View, default, 10, Usual with { MinimumPixels = 1 }));
        var source = Assert.Single(SegmentationFinder.Find(image.View, default, Math.BitDecrement(10.0), Usual with { MinimumPixels = 1 }));
        Assert.Equal((2.0, 2.0, 10.0), (source.X, source.Y, source.Flux));
        Assert.Equal(Math.Sqrt(1 / 12.0), source.SemiMajorSigma, 1e-12);
        Assert.True(source.Flags.HasFlag(QualityFlag.SingularShape));
    }

    [Fact]
    public void A_plateau_is_one_source()
    {
        var image = new Image(40, 40);
        for (var y = 10; y < 20; y++) image.Row(y)[5..30].Fill(65535);
        var source = Assert.Single(SegmentationFinder.Find(image.View, default, 100, Usual));
        Assert.Equal((17.0, 14.5, 250), (source.X, source.Y, source.Area));
    }

    [Fact]
    public void Sources_near_the_border_can_be_left_out()
    {
        var sky = new TestSky(100, 100).Star(3, 50, 5000).Star(50, 50, 8000).Star(97, 98, 9000);
        Assert.Equal(3, SegmentationFinder.Find(sky.Image.View, default, 5, Usual).Count);
        Assert.Equal(50, Assert.Single(SegmentationFinder.Find(sky.Image.View, default, 5, Usual with { BorderWidth = 6 })).X, 0.01);
    }

    [Fact]
    public void Masked_and_undefined_pixels_are_no_sources()
    {
        var sky = new TestSky(50, 50).Star(12, 12, 5000).Star(35, 35, 5000);
        var mask = new bool[2500];
        for (var y = 0; y < 25; y++) mask.AsSpan(y * 50, 25).Fill(true);
        sky.Image[40, 10] = float.NaN;
        sky.Image[42, 10] = float.PositiveInfinity;
        Assert.Equal(35, Assert.Single(SegmentationFinder.Find(sky.Image.View, mask, 5, Usual with { MinimumPixels = 1 })).X, 0.01);
    }

    [Fact]
    public void The_brightest_source_comes_first()
    {
        var sky = new TestSky(300, 300).Stars(40, 500, 30000);
        var fluxes = SegmentationFinder.Find(sky.Image.View, default, 10, Usual).Select(source => source.Flux).ToArray();
        Assert.True(fluxes.Length > 25);
        Assert.Equal(fluxes.OrderDescending(), fluxes);
    }

    [Fact]
    public void A_raw_frame_with_its_mesh_gives_what_the_subtracted_frame_gives()
    {
        var sky = new TestSky(256, 256).Plane(800, 0.2, 0.1).Noise(6).Stars(30, 2000, 40000);
        var mesh = BackgroundEstimation.Estimate(sky.Image.View, default, new());
        var raw = SegmentationFinder.Find(sky.Image.View, default, mesh, 5, Usual);
        var subtracted = new Image(256, 256);
        mesh.Subtract(sky.Image.View, subtracted.Pixels);
        Assert.Equal(raw, SegmentationFinder.Find(subtracted.View, default, mesh, 5, Usual, subtracted: true));
        Assert.InRange(raw.Count, 25, 32);
    }

    [Fact]
    public void Images_without_pixels_or_one_row_high_are_no_problem()
    {
        Assert.Empty(SegmentationFinder.Find(default, default, 1, Usual));
        Assert.Empty(SegmentationFinder.Find(new Image(7, 0).View, default, 1, Usual));
        var line = new Image(100, 1);
        line.Row(0)[20..30].Fill(5);
        Assert.Equal(24.5, Assert.Single(SegmentationFinder.Find(line.View, default, 1, Usual)).X);
        var column = new Image(1, 100);
        for (var y = 20; y < 30; y++) column[0, y] = 5;
        Assert.Equal(24.5, Assert.Single(SegmentationFinder.Find(column.View, default, 1, Usual)).Y);
    }

    [Fact]
    public void A_flooded_frame_is_one_flagged_source()
    {
        var image = new TestSky(300, 300).Plane(1000).Noise(10).Image;
        var source = Assert.Single(SegmentationFinder.Find(image.View, default, 1, Usual with { DeblendMaximumPixels = 1000 }));
        Assert.Equal(90000, source.Area);
        Assert.True(source.Flags.HasFlag(QualityFlag.TooComplex));
    }
}
