using FsCheck;
using FsCheck.Fluent;
using Nocturne.Core.Background;
using Nocturne.Core.Imaging;

namespace Nocturne.Core.Tests.Background;

/// <summary>The kernels of the box statistics against plain versions of the same rule.</summary>
public class BoxStatisticTests
{
    /// <summary>Boxes of all kinds: smooth, whole numbers, constant, with stars; of lengths that fill vectors and that do not.</summary>
    static readonly Arbitrary<float[]> Boxes = (
        from kind in Gen.Choose(0, 4)
        from length in Gen.Choose(1, 1200)
        from seed in Gen.Choose(0, int.MaxValue - 1)
        select Box(kind, length, new Random(seed))).ToArbitrary();

    static float[] Box(int kind, int length, Random random)
    {
        var values = new float[length];
        for (var k = 0; k < length; k++)
        {
            var noise = random.NextDouble() + random.NextDouble() + random.NextDouble() + random.NextDouble() - 2;
            var star = random.Next(30) == 0 ? random.Next(20000) : 0;
            values[k] = kind switch
            {
                0 => (float)(1000 + (10 * noise)),
                1 => MathF.Round((float)(200 + (4 * noise))),
                2 => 7,
                3 => (float)(500 + (10 * noise) + star),
                _ => (float)(1e-3 * noise),
            };
        }
        return values;
    }

    static void ForAllBoxes(Action<float[]> check) => Prop.ForAll(Boxes, check).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    [Fact]
    public void Clipping_agrees_with_sorting_and_summing_in_plain_loops() => ForAllBoxes(box =>
    {
        var expected = PlainClip(box);
        foreach (var guess in new BoxStatistics[] { new(double.NaN, double.NaN, 0), new(box[0], 10, 1), new(-1e6, 1, 1) })
        {
            var actual = ClippedStatistic.Measure(box, new int[box.Length], new int[ClippedStatistic.Bins], new float[box.Length], guess, fast: false);
            Assert.Equal(expected.Survivors, actual.Survivors);
            Assert.Equal(expected.Level, actual.Level, 1e-9 * (1 + Math.Abs(expected.Level)));
            Assert.Equal(expected.Rms, actual.Rms, 1e-9 * (1 + expected.Rms));
        }
    });

    [Fact]
    public void Clipping_values_that_were_split_agrees_where_it_gives_an_answer()
    {
        var answers = 0;
        ForAllBoxes(box =>
        {
            var expected = PlainClip(box);
            foreach (var (level, sigma) in new[] { (expected.Level, expected.Rms), (expected.Level + (0.1 * expected.Rms), 1.1 * expected.Rms), (box[0], 10), (-1e6, 1) })
            {
                if (!(sigma > 0)) continue;
                float[] withOthers = [float.NaN, .. box[..(box.Length / 2)], float.NegativeInfinity, float.PositiveInfinity, .. box[(box.Length / 2)..]];
                var values = new SplitValues(level, sigma, 0.15, new float[withOthers.Length], new float[withOthers.Length]);
                values.Add(withOthers.AsSpan(0, box.Length / 3));
                values.Add(withOthers.AsSpan(box.Length / 3));
                Assert.Equal(box.Length, values.Count);
                if (ClippedStatistic.Clip(ref values) is not { } sky) continue;
                answers++;
                Assert.Equal(expected.Survivors, sky.Box.Survivors);
                Assert.Equal(expected.Level, sky.Box.Level, 1e-9 * (1 + Math.Abs(expected.Level)));
                Assert.Equal(expected.Rms, sky.Box.Rms, 1e-9 * (1 + expected.Rms));
            }
        });
        Assert.True(answers > 100, $"Only {answers} answers.");
    }

    [Fact]
    public void Splitting_a_vector_at_a_time_agrees_with_splitting_value_by_value() => ForAllBoxes(box =>
    {
        var random = new Random(box.Length);
        foreach (var half in new[] { 0.15, 3 })
        {
            float[] pixels = [.. box.Select(value => random.Next(50) switch { 0 => float.NaN, 1 => float.PositiveInfinity, 2 => float.NegativeInfinity, _ => value })];
            var vectors = new SplitValues(box[0], 5, half, new float[box.Length], new float[box.Length]);
            var plain = new SplitValues(box[0], 5, half, new float[box.Length], new float[box.Length]);
            vectors.Add(pixels);
            plain.AddOneByOne(pixels);
            Assert.Equal(plain.Count, vectors.Count);
            var (a, b) = (plain.Between(float.NegativeInfinity, float.PositiveInfinity, 0), vectors.Between(float.NegativeInfinity, float.PositiveInfinity, 0));
            Assert.Equal(a.Count, b.Count);
            Assert.Equal(a.Mean, b.Mean, 1e-9 * (1 + Math.Abs(a.Mean)));
            Assert.Equal(a.Sigma, b.Sigma, 1e-9 * (1 + a.Sigma));
            for (var count = 1; count <= plain.Count; count += 1 + (plain.Count / 9)) Assert.Equal(plain.Median(0, count), vectors.Median(0, count));
        }
    });

    [Fact]
    public void Sums_in_single_precision_agree_to_a_thousandth_of_sigma() => ForAllBoxes(box =>
    {
        var exact = ClippedMoments.Between(box, -1e30f, 1e30f, box[0], fast: false);
        var fast = ClippedMoments.Between(box, -1e30f, 1e30f, box[0], fast: true);
        Assert.Equal(exact.Count, fast.Count);
        Assert.Equal(exact.Mean, fast.Mean, 1e-6 + (1e-3 * exact.Sigma));
        Assert.Equal(exact.Sigma, fast.Sigma, 1e-6 + (1e-3 * exact.Sigma));
    });

    [Fact]
    public void Moments_agree_with_a_plain_loop() => ForAllBoxes(box =>
    {
        var (low, high) = (box.Min() + (0.2f * (box.Max() - box.Min())), box.Max());
        var inside = box.Where(value => value >= low && value <= high).Select(value => (double)value).ToArray();
        var (count, mean, sigma) = ClippedMoments.Between(box, low, high, box[0], fast: false);
        Assert.Equal(inside.Length, count);
        if (count == 0) return;
        Assert.Equal(inside.Average(), mean, 1e-9 * (1 + Math.Abs(mean)));
        Assert.Equal(Math.Sqrt(inside.Average(value => (value - inside.Average()) * (value - inside.Average()))), sigma, 1e-9 * (1 + sigma));
    });

    [Fact]
    public void A_median_of_a_part_agrees_with_sorting_wherever_it_is_expected() => ForAllBoxes(box =>
    {
        var sorted = box.Order().ToArray();
        foreach (var (centre, scale) in new[] { ((double)sorted[sorted.Length / 2], 10.0), (sorted[0], 1), (1e7, 1), (box.Average(), 1e5), (0, 0) })
        {
            var order = new OrderStatistics(box, new int[box.Length], new int[64], new float[box.Length], centre, scale);
            for (var below = 0; below < box.Length; below += 1 + (box.Length / 7))
                for (var count = 1; below + count <= box.Length; count += 1 + (box.Length / 5))
                {
                    var expected = ((double)sorted[below + ((count - 1) / 2)] + sorted[below + (count / 2)]) / 2;
                    Assert.Equal(expected, order.Median(below, count));
                }
        }
    });

    [Fact]
    public void Values_put_aside_are_those_between_the_limits() => ForAllBoxes(box =>
    {
        var (low, high) = (box[0], box[^1] + 3);
        var inside = new float[box.Length];
        var (below, count) = OrderStatistics.PutAside(box, low, high, inside);
        Assert.Equal(box.Count(value => value < low), below);
        Assert.Equal(box.Where(value => value >= low && value <= high), inside.Take(count));
    });

    [Fact]
    public void A_window_on_a_histogram_agrees_with_walking_over_all_bins() => ForAllBoxes(box =>
    {
        var histogram = new int[70 + (box.Length % 200)];
        foreach (var value in box) histogram[(int)Math.Abs(value * 7) % histogram.Length]++;
        var window = new HistogramWindow(histogram, box.Length, new int[HistogramWindow.ScratchLength]);
        var random = new Random(box.Length);
        for (var round = 0; round < 20; round++)
        {
            var (sum, mean, sigma, median) = PlainWindow(histogram, round == 0 ? 0 : null, random, ref window);
            Assert.Equal(sum, window.Count);
            Assert.Equal(median, window.Median(), 1e-12 * (1 + median));
            var moments = window.Moments();
            Assert.Equal(mean, moments.Mean, 1e-9 * (1 + mean));
            Assert.Equal(sigma, moments.Sigma, 1e-6 * (1 + sigma));
        }
    });

    [Fact]
    public void The_histogram_rule_finds_level_and_rms_of_noise_with_stars()
    {
        var random = new Random(3);
        var box = Box(3, 4096, random);
        var sky = HistogramStatistic.Measure(box, new int[box.Length], new int[HistogramStatistic.MaximumLevels + 1]);
        Assert.Equal(500, sky.Level, 1.0);
        Assert.Equal(10 / Math.Sqrt(3), sky.Rms, 0.5);
    }

    [Fact]
    public void Gathering_skips_what_is_masked_or_no_number()
    {
        var image = new Image(37, 3);
        for (var k = 0; k < image.Pixels.Length; k++) image.Pixels[k] = k;
        image[5, 1] = float.NaN;
        image[20, 2] = float.NegativeInfinity;
        var mask = new bool[37 * 3];
        mask[0] = mask[36] = true;
        var band = new float[37 * 3];
        var counts = new int[2];
        BoxPixels.Gather(image.View, mask, 0, 3, [0, 19, 37], band, counts);
        Assert.Equal([(19 * 3) - 2, (18 * 3) - 2], counts);
        var expected = Enumerable.Range(0, 111).Where(k => k % 37 >= 19 && k != 36 && k != 94).Select(k => (float)k);
        Assert.Equal(expected, band.Skip(19 * 3).Take(counts[1]));
    }

    static (long Sum, double Mean, double Sigma, double Median) PlainWindow(int[] histogram, int? whole, Random random, ref HistogramWindow window)
    {
        var (low, high) = (random.Next(histogram.Length), random.Next(histogram.Length));
        if (low > high) (low, high) = (high, low);
        if (whole is not null) (low, high) = (0, histogram.Length - 1);
        window.MoveTo(low, high);
        long sum = 0;
        double total = 0, squares = 0;
        for (var bin = low; bin <= high; bin++)
        {
            sum += histogram[bin];
            total += (double)histogram[bin] * bin;
            squares += (double)histogram[bin] * bin * bin;
        }
        var (lo, hi) = (low, high);
        long below = 0, above = 0;
        while (lo <= hi)
        {
            if (below < above) below += histogram[lo++];
            else above += histogram[hi--];
        }
        var densest = Math.Max(lo < histogram.Length ? histogram[lo] : 0, hi >= 0 ? histogram[hi] : 0);
        var median = hi < 0 ? 0 : hi + 0.5 + (densest > 0 ? (above - below) / (2.0 * densest) : 0);
        var mean = sum > 0 ? total / sum : 0;
        return (sum, mean, sum > 0 ? Math.Sqrt(Math.Max(0, (squares / sum) - (mean * mean))) : 0, median);
    }

    static BoxStatistics PlainClip(float[] box)
    {
        var kept = box.Select(value => (double)value).Order().ToArray();
        for (var round = 0; ; round++)
        {
            var mean = kept.Average();
            var sigma = Math.Sqrt(kept.Average(value => (value - mean) * (value - mean)));
            var median = (kept[(kept.Length - 1) / 2] + kept[kept.Length / 2]) / 2;
            var next = round < 10 ? kept.Where(value => value >= median - (3 * sigma) && value <= median + (3 * sigma)).ToArray() : kept;
            if (next.Length == kept.Length) return new(BoxStatistics.Mode(mean, median, sigma), sigma, kept.Length);
            kept = next;
        }
    }
}
