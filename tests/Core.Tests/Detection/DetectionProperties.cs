using FsCheck;
using FsCheck.Fluent;
using Nocturne.Core.Background;
using Nocturne.Core.Detection;
using Nocturne.Core.Imaging;

namespace Nocturne.Core.Tests.Detection;

/// <summary>Whatever the image and the options: an answer, or a sentence about the option.</summary>
public class DetectionProperties
{
    static readonly Arbitrary<(Image Image, bool[] Mask, int Seed)> Frames = (
        from width in Gen.Choose(0, 70)
        from height in Gen.Choose(0, 70)
        from kind in Gen.Choose(0, 5)
        from seed in Gen.Choose(0, int.MaxValue - 1)
        select Frame(width, height, kind, seed)).ToArbitrary();

    static (Image Image, bool[] Mask, int Seed) Frame(int width, int height, int kind, int seed)
    {
        var random = new Random(seed);
        var sky = new TestSky(width, height, seed);
        if (width > 0 && height > 0 && kind > 0) sky.Plane(100 * kind, random.NextDouble(), random.NextDouble()).Noise(kind).Stars(random.Next(12), 100, 30000, 0.5 + random.NextDouble());
        if (kind == 4) sky.Rounded();
        var mask = new bool[random.Next(2) * width * height];
        for (var k = 0; k < sky.Image.Pixels.Length; k++)
        {
            if (mask.Length > 0 && random.Next(9) == 0) mask[k] = true;
            if (kind == 5 && random.Next(12) == 0) sky.Image.Pixels[k] = random.Next(3) switch { 0 => float.NaN, 1 => float.PositiveInfinity, _ => float.NegativeInfinity };
        }
        return (sky.Image, mask, seed);
    }

    static void ForAllFrames(Action<Image, bool[], Random> check) =>
        Prop.ForAll(Frames, frame => check(frame.Image, frame.Mask, new Random(frame.Seed))).Check(Config.QuickThrowOnFailure.WithMaxTest(250));

    static BackgroundOptions Options(Random random) => new()
    {
        Estimator = (BackgroundEstimator)random.Next(3),
        BoxWidth = random.Next(1, 80),
        BoxHeight = random.Next(1, 80),
        FilterWidth = (2 * random.Next(3)) + 1,
        FilterHeight = (2 * random.Next(3)) + 1,
        FilterThreshold = random.Next(2) * random.NextDouble(),
        ExcludePercentile = random.Next(101),
    };

    [Fact]
    public void Any_frame_has_a_background_which_is_the_same_each_time() => ForAllFrames((image, mask, random) =>
    {
        if (image.Pixels.IsEmpty) return;
        var options = Options(random);
        var mesh = BackgroundEstimation.Estimate(image.View, mask, options);
        var again = BackgroundEstimation.Estimate(image.View, mask, options);
        float[] row = new float[image.Width], other = new float[image.Width];
        var exact = new double[image.Width];
        for (var y = 0; y < image.Height; y++)
        {
            mesh.LevelRow(y, row);
            again.LevelRow(y, other);
            mesh.LevelRow(y, exact);
            Assert.Equal(row, other);
            for (var x = 0; x < row.Length; x++)
            {
                Assert.Equal(mesh.IsEmpty && options.Estimator != BackgroundEstimator.Classic, float.IsNaN(row[x]));
                if (mesh.IsEmpty) continue;
                Assert.Equal(mesh.LevelAt(x, y), exact[x], 1e-9 * (1 + Math.Abs(exact[x])));
                Assert.Equal(exact[x], row[x], 1e-5 * (1 + mesh.LevelMesh.ToArray().Max(Math.Abs)));
            }
        }
    });

    [Fact]
    public void Any_frame_has_a_list_of_sources_that_agrees_with_its_map() => ForAllFrames((image, mask, random) =>
    {
        var labels = new int[image.Pixels.Length];
        var options = new SegmentationOptions
        {
            MinimumPixels = random.Next(1, 8),
            Deblend = random.Next(4) > 0,
            DeblendLevels = random.Next(1, 40),
            DeblendContrast = random.Next(3) * 0.01,
            BorderWidth = random.Next(3),
            DeblendMaximumPixels = random.Next(2) * 100_000,
        };
        var threshold = random.Next(-5, 600);
        var sources = SegmentationFinder.Find(image.View, mask, threshold, options, labels);
        Assert.Equal(sources, SegmentationFinder.Find(image.View, mask, threshold, options));
        CheckMap(sources, labels, image, mask);
        Assert.All(labels.Zip(image.Pixels.ToArray()), pair => Assert.True(pair.First == 0 || pair.Second > threshold));
    });

    [Fact]
    public void Any_frame_is_extracted_and_the_list_agrees_with_its_map() => ForAllFrames((image, mask, random) =>
    {
        var labels = new int[image.Pixels.Length];
        var options = new ExtractionOptions
        {
            MinimumPixels = random.Next(1, 8),
            Filter = random.Next(3) switch { 0 => null, 1 => DetectionFilter.Default, _ => new DetectionFilter(5, 1, [1, 2, -1, 2, 1]) },
            MatchedFilter = random.Next(2) == 0,
            DeblendLevels = random.Next(1, 40),
            DeblendContrast = random.Next(3) * 0.01,
            Clean = random.Next(2) == 0,
            Gain = random.Next(2),
            MaskAsSep = random.Next(4) == 0,
        };
        var mesh = image.Pixels.IsEmpty ? null : BackgroundEstimation.Estimate(image.View, mask, Options(random));
        var noise = random.Next(3) switch { 0 => DetectionNoise.Unknown, 1 => DetectionNoise.Uniform(2), _ => mesh is null ? DetectionNoise.Unknown : DetectionNoise.OfBackground(mesh) };
        var threshold = random.NextDouble() * 10;
        var sources = SourceExtractor.Extract(image.View, mask, threshold, noise, options, random.Next(2) == 0 ? mesh : null, labels);
        if (!options.MaskAsSep) CheckMap(sources, labels, image, mask);
        foreach (var source in sources)
        {
            Assert.True(source.Threshold >= 0);
            _ = AutoPhotometry.Measure(image.View, mask, source, 1, new());
        }
    });

    static void CheckMap(IReadOnlyList<DetectedSource> sources, int[] labels, Image image, bool[] mask)
    {
        var areas = new int[sources.Count + 1];
        for (var k = 0; k < labels.Length; k++)
        {
            areas[labels[k]]++;
            if (labels[k] == 0) continue;
            Assert.True(float.IsFinite(image.Pixels[k]) && (mask.Length == 0 || !mask[k]));
            var source = sources[labels[k] - 1];
            Assert.InRange(k % image.Width, source.XMin, source.XMax);
            Assert.InRange(k / image.Width, source.YMin, source.YMax);
        }
        Assert.Equal(sources.Select(source => source.Area), areas.Skip(1));
    }
}
