using Nocturne.Core.Background;
using Nocturne.Core.Detection;
using Nocturne.Core.Imaging;
using Nocturne.Core.Quality;

namespace Nocturne.Core.Tests.Detection;

public class SourceExtractorTests
{
    static readonly ExtractionOptions Usual = new();

    static IReadOnlyList<ExtractedSource> Extract(Image image, double threshold = 5, ExtractionOptions? options = null, bool[]? mask = null) =>
        SourceExtractor.Extract(image.View, mask, threshold, DetectionNoise.Unknown, options ?? Usual);

    [Fact]
    public void A_single_star_is_found_where_it_is()
    {
        var source = Assert.Single(Extract(new TestSky(61, 47).Star(30.3, 20.7, 10000).Image, 1));
        Assert.Equal(30.3, source.X, 0.01);
        Assert.Equal(20.7, source.Y, 0.01);
        Assert.Equal(10000, source.Flux, 100.0);
        Assert.Equal((30, 21), (source.PeakX, source.PeakY));
        Assert.Equal(QualityFlag.Good, source.Flags);
        // The filter widens the star by its own variance of half a pixel.
        Assert.Equal(Math.Sqrt((1.5 * 1.5) + 0.5), source.SemiMajorSigma, 0.05);
    }

    [Fact]
    public void Two_blended_stars_become_two_sources_that_share_all_pixels()
    {
        var image = new TestSky(60, 60).Star(25, 30, 20000).Star(32, 30, 12000).Image;
        var labels = new int[60 * 60];
        var sources = SourceExtractor.Extract(image.View, default, 5, DetectionNoise.Unknown, Usual, labels: labels);
        Assert.Equal(2, sources.Count);
        Assert.All(sources, source => Assert.True(source.Flags.HasFlag(QualityFlag.Deblended)));
        Assert.Equal([25, 32], sources.Select(source => (int)Math.Round(source.X)).Order());
        for (var k = 0; k < 2; k++) Assert.Equal(sources[k].Area, labels.Count(label => label == k + 1));
        var whole = Assert.Single(Extract(image, 5, Usual with { DeblendContrast = 1 }));
        Assert.Equal(whole.Area, sources.Sum(source => source.Area));
        Assert.Equal(whole.Flux, sources.Sum(source => source.Flux), 1e-2);
    }

    [Fact]
    public void A_bump_on_the_wing_of_a_bright_star_is_cleaned()
    {
        var sky = new TestSky(120, 120).Star(60, 60, 3e6, 4);
        for (var y = 57; y <= 63; y++)
            for (var x = 85; x <= 89; x++)
                sky.Image[x, y] += 6;
        Assert.Equal(2, Extract(sky.Image, 5, Usual with { Clean = false }).Count);
        Assert.Single(Extract(sky.Image));
    }

    [Fact]
    public void A_hot_pixel_is_a_source_of_the_shape_of_the_filter()
    {
        var image = new Image(21, 21);
        image[10, 12] = 1600;
        var source = Assert.Single(Extract(image));
        Assert.Equal((10.0, 12.0, 9, 1), (source.X, source.Y, source.Area, source.AreaAboveThreshold));
        Assert.Equal(Math.Sqrt(0.5), source.SemiMajorSigma, 1e-6);
        Assert.Empty(Extract(image, 5, Usual with { Filter = null }));
        Assert.True(Assert.Single(Extract(image, 5, Usual with { Filter = null, MinimumPixels = 1 })).Flags.HasFlag(QualityFlag.SingularShape));
    }

    [Fact]
    public void A_source_at_the_edge_says_so()
    {
        Assert.True(Assert.Single(Extract(new TestSky(40, 40).Star(1, 20, 5000).Image)).Flags.HasFlag(QualityFlag.TouchesEdge));
        Assert.True(Assert.Single(Extract(new TestSky(40, 40).Star(20, 39, 5000).Image)).Flags.HasFlag(QualityFlag.TouchesEdge));
    }

    [Fact]
    public void Masked_and_undefined_pixels_belong_to_nothing()
    {
        var sky = new TestSky(60, 60).Star(15, 15, 5000).Star(45, 45, 5000);
        var mask = new bool[3600];
        for (var y = 0; y < 30; y++) mask.AsSpan(y * 60, 60).Fill(true);
        sky.Image[45, 44] = float.NaN;
        sky.Image[50, 50] = float.PositiveInfinity;
        foreach (var noise in new[] { 1.0, 2.0 })
        {
            var labels = new int[3600];
            var rms = new Image(60, 60);
            rms.Pixels.Fill((float)noise);
            var found = SourceExtractor.Extract(sky.Image.View, mask, 5, DetectionNoise.OfImage(rms.View), Usual, labels: labels);
            Assert.Equal(45, Assert.Single(found).Y, 0.2);
            Assert.Equal(0, labels[(44 * 60) + 45]);
            Assert.DoesNotContain(1, labels.Take(1800));
        }
    }

    [Fact]
    public void Noise_of_a_mesh_and_of_its_map_give_the_same_sources_and_a_raw_frame_those_of_the_subtracted_one()
    {
        var sky = new TestSky(200, 150).Plane(700, 0.3, -0.1).Noise(8).Stars(30, 1000, 30000);
        var mesh = BackgroundEstimation.Estimate(sky.Image.View, default, new() { BoxWidth = 40, BoxHeight = 40 });
        var (subtracted, rms) = (new Image(200, 150), new Image(200, 150));
        mesh.Subtract(sky.Image.View, subtracted.Pixels);
        for (var y = 0; y < 150; y++) mesh.RmsRow(y, rms.Row(y));
        var expected = SourceExtractor.Extract(subtracted.View, default, 4, DetectionNoise.OfImage(rms.View), Usual);
        Assert.InRange(expected.Count, 20, 40);
        Assert.Equal(expected, SourceExtractor.Extract(sky.Image.View, default, 4, DetectionNoise.OfBackground(mesh), Usual, mesh));
    }

    [Fact]
    public void The_matched_filter_finds_fainter_stars_than_single_pixels_do()
    {
        var sky = new TestSky(400, 400, seed: 5).Noise(10);
        for (var y = 20; y < 400; y += 40)
            for (var x = 20; x < 400; x += 40)
                sky.Star(x, y, 500);
        var rms = new Image(400, 400);
        rms.Pixels.Fill(10);
        int Found(ExtractionOptions options) => SourceExtractor.Extract(sky.Image.View, default, 3, DetectionNoise.OfImage(rms.View), options)
            .Count(source => Math.Abs((source.X % 40) - 20) < 2 && Math.Abs((source.Y % 40) - 20) < 2);
        Assert.InRange(Found(Usual), 75, 100);
        Assert.True(Found(Usual) > Found(Usual with { Filter = null }) + 30);
    }

    [Fact]
    public void A_flooded_or_crowded_frame_is_measured_and_never_given_up()
    {
        var flooded = new TestSky(300, 300).Noise(100).Image;
        foreach (ref var pixel in flooded.Pixels) pixel = 2 + MathF.Abs(pixel);
        var sources = Extract(flooded, 1, Usual with { Filter = null, MinimumPixels = 1, DeblendContrast = 0, Clean = false });
        Assert.True(sources.Count > 5000);
        Assert.Equal(90000, sources.Sum(source => source.Area));
        Assert.All(sources, source => Assert.True(source.Flags.HasFlag(QualityFlag.TooComplex)));

        var saturated = new Image(300, 300);
        saturated.Pixels.Fill(65535);
        Assert.Equal(90000, Assert.Single(Extract(saturated)).Area);
    }

    [Fact]
    public void The_same_image_gives_the_same_sources()
    {
        var sky = new TestSky(250, 250).Noise(5).Stars(200, 500, 20000, 2);
        Assert.Equal(Extract(sky.Image, 12), Extract(sky.Image, 12));
    }

    [Fact]
    public void Images_without_pixels_or_one_pixel_thin_are_no_problem()
    {
        Assert.Empty(SourceExtractor.Extract(default, default, 1, DetectionNoise.Unknown, Usual));
        foreach (var (width, height) in new[] { (1, 1), (2, 1), (1, 50), (50, 1), (2, 2) })
        {
            var image = new Image(width, height);
            image.Pixels.Fill(100);
            Assert.Equal(Usual.MinimumPixels <= width * height ? 1 : 0, Extract(image, 5).Count);
        }
    }

    [Fact]
    public void A_filter_of_any_size_agrees_with_a_plain_sum()
    {
        var image = new TestSky(41, 13).Plane(10).Noise(3).Image;
        var weights = Enumerable.Range(1, 15).Select(k => (float)k).ToArray();
        var filter = new DetectionFilter(5, 3, weights);
        foreach (var source in Extract(image, 0.01, Usual with { Filter = filter, DeblendContrast = 1, Clean = false }))
        {
            double best = double.NegativeInfinity;
            for (var y = 0; y < 13; y++)
                for (var x = 0; x < 41; x++)
                {
                    var sum = 0.0;
                    for (var j = -1; j <= 1; j++)
                        for (var i = -2; i <= 2; i++)
                            if (image.View.Contains(x + i, y + j)) sum += image[x + i, y + j] * weights[((j + 1) * 5) + i + 2] / 120;
                    best = Math.Max(best, sum);
                }
            Assert.Equal(best, source.FilteredPeak, 1e-4);
        }
    }

    [Fact]
    public void Options_without_meaning_are_refused_with_a_sentence()
    {
        var image = new Image(10, 10);
        foreach (var options in new ExtractionOptions[]
        {
            new() { MinimumPixels = 0 }, new() { DeblendLevels = 0 }, new() { DeblendContrast = -1 }, new() { CleanParameter = 0 }, new() { Gain = double.NaN },
        })
            Assert.EndsWith(".", Assert.ThrowsAny<ArgumentException>(() => Extract(image, 5, options)).Message);
        Assert.ThrowsAny<ArgumentException>(() => Extract(image, double.NaN));
        Assert.ThrowsAny<ArgumentException>(() => DetectionNoise.Uniform(0));
        Assert.ThrowsAny<ArgumentException>(() => new DetectionFilter(2, 3, new float[6]));
        Assert.ThrowsAny<ArgumentException>(() => Extract(image, 5, mask: new bool[3]));
    }
}
