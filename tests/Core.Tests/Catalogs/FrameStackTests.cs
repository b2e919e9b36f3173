using Nocturne.Core.Alignment;
using Nocturne.Core.Background;
using Nocturne.Core.Catalogs;
using Nocturne.Core.Imaging;

namespace Nocturne.Core.Tests.Catalogs;

/// <summary>Stacks of analytic images.</summary>
public sealed class FrameStackTests
{
    [Fact]
    public void Shifted_parabolas_add_up_to_the_parabola()
    {
        const int side = 40;
        var stack = new FrameStack(side, side);
        foreach (var (dx, dy) in new[] { (0.0, 0.0), (0.5, -0.25), (-1.3, 2.6) })
        {
            var frame = new Image(side, side);
            for (var y = 0; y < side; y++)
                for (var x = 0; x < side; x++) frame[x, y] = (float)Surface(x - dx, y - dy);
            stack.Add(frame.View, PlaneTransform.Shift(dx, dy), rms: 1);
        }
        var mean = stack.Mean();
        for (var y = 5; y < side - 5; y++)
            for (var x = 5; x < side - 5; x++) Assert.Equal(Surface(x, y), mean[x, y], 2e-3);

        static double Surface(double x, double y) => 3 + (0.5 * x) - (0.2 * y) + (0.01 * x * x) + (0.02 * x * y);
    }

    [Fact]
    public void Pixels_seen_by_fewer_than_half_of_the_frames_are_left_out()
    {
        var stack = new FrameStack(20, 10);
        var frame = new Image(20, 10);
        frame.Pixels.Fill(7);
        stack.Add(frame.View, PlaneTransform.Shift(0, 0), 1);
        stack.Add(frame.View, PlaneTransform.Shift(6, 0), 1);
        stack.Add(frame.View, PlaneTransform.Shift(8, 0), 1);
        var mean = stack.Mean();
        Assert.Equal(7f, mean[5, 5]);
        Assert.True(float.IsNaN(mean[18, 5]));
    }

    [Fact]
    public void A_hit_in_one_frame_leaves_no_trace_and_a_star_keeps_its_light()
    {
        var stack = new FrameStack(21, 21);
        for (var i = 0; i < 6; i++)
        {
            var frame = new Image(21, 21);
            frame[5, 5] = 1000 * (i == 2 ? 1.3f : 1);
            if (i == 4) frame[15, 15] = 2000;
            stack.Add(frame.View, PlaneTransform.Identity, rms: 10);
        }
        var mean = stack.Mean();
        Assert.Equal(0f, mean[15, 15]);
        Assert.Equal(1050f, mean[5, 5], 0.01f);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(77)]
    public void Adding_and_averaging_a_vector_at_a_time_is_the_same_as_pixel_by_pixel(int length)
    {
        var random = new Random(length);
        var (sums, plainSums) = (new float[length], new float[length]);
        var (highest, plainHighest) = (Enumerable.Repeat(float.NegativeInfinity, length).ToArray(), Enumerable.Repeat(float.NegativeInfinity, length).ToArray());
        var (coverage, plainCoverage) = (new ushort[length], new ushort[length]);
        for (var frame = 0; frame < 5; frame++)
        {
            float[] values = [.. Enumerable.Range(0, length).Select(_ => random.Next(3) == 0 ? float.NaN : random.Next(9) == 0 ? 5000 : 20 * (random.NextSingle() - 0.5f))];
            FrameStack.AddLine(values, sums, highest, coverage);
            FrameStack.AddOneByOne(values, plainSums, plainHighest, plainCoverage);
        }
        Assert.Equal(plainSums, sums);
        Assert.Equal(plainHighest, highest);
        Assert.Equal(plainCoverage, coverage);
        FrameStack.ToMean(sums, highest, coverage, 5, 6);
        FrameStack.ToMeanOneByOne(plainSums, highest, coverage, 5, 6);
        Assert.Equal(plainSums, sums);
    }

    [Theory]
    [InlineData(0, 3.3)]
    [InlineData(0.4, 3.3)]
    [InlineData(Math.PI, -2)]
    [InlineData(Math.PI / 2, 900)]
    public void Taking_the_sky_on_the_way_is_the_same_as_before(double turn, double shift)
    {
        const int side = 64;
        var random = new Random(5);
        var (frame, net) = (new Image(side, side), new Image(side, side));
        for (var i = 0; i < frame.Pixels.Length; i++) frame.Pixels[i] = (10 * random.NextSingle()) + i;
        var background = BackgroundEstimation.Estimate(frame.View, default, new() { BoxWidth = 16, BoxHeight = 16 });
        background.Subtract(frame.View, net.Pixels);
        var (cos, sin) = (Math.Cos(turn), Math.Sin(turn));
        var map = new PlaneTransform(cos, -sin, (side / 2.0) - (cos * side / 2) + (sin * side / 2) + shift, sin, cos, (side / 2.0) - (sin * side / 2) - (cos * side / 2) - shift);
        var (onTheWay, before) = (new FrameStack(side, side), new FrameStack(side, side));
        onTheWay.Add(frame, background, map);
        before.Add(net.View, map, background.GlobalRms);
        Assert.Equal(before.Mean().Pixels, onTheWay.Mean().Pixels);
    }

    [Fact]
    public void The_mean_is_taken_once()
    {
        var stack = new FrameStack(4, 4);
        stack.Mean();
        Assert.Throws<InvalidOperationException>(() => stack.Mean());
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.0)]
    public void Half_way_between_pixels_the_weights_are_nine_and_minus_one_sixteenth(double t)
    {
        float[] row = [1, 10, 100, 1000];
        var expected = t == 0 ? 10 : ((-1 * 1) + (9 * 10) + (9 * 100) + (-1 * 1000)) / 16.0;
        Assert.True(Bicubic.TrySample(new ImageView(row, 4, 1), 1 + t, 0, out var value));
        Assert.Equal(Math.Max(expected, 1), value, 1e-4);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(1.0003, 0.0001)]
    [InlineData(0.9996, -0.0002)]
    [InlineData(-1, 0)]
    [InlineData(-0.9998, 0.02)]
    [InlineData(0.996, 0.087)]
    [InlineData(0.7, 0.7)]
    [InlineData(0, 1)]
    public void Samples_along_a_line_are_those_of_single_positions(double stepX, double stepY)
    {
        const int Side = 200;
        var random = new Random(7);
        var pixels = new float[Side * Side];
        for (var i = 0; i < pixels.Length; i++) pixels[i] = random.Next(300) == 0 ? float.NaN : 100 + (10 * random.NextSingle());
        var image = new ImageView(pixels, Side, Side);
        for (var trial = 0; trial < 40; trial++)
        {
            var (x, y) = (stepX < 0 ? Side * random.NextDouble() : (-4 + (8 * random.NextDouble())), (Side * random.NextDouble()) - 2);
            var values = new float[Side];
            Bicubic.SampleLine(image, x, y, stepX, stepY, values);
            for (var k = 0; k < values.Length; k++)
            {
                var known = Bicubic.TrySample(image, x + (k * stepX), y + (k * stepY), out var expected);
                Assert.Equal(known, !float.IsNaN(values[k]));
                if (known) Assert.InRange(values[k] - expected, -2e-4f, 2e-4f);
            }
        }
    }
}
