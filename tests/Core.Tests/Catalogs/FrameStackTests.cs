using Nocturne.Core.Alignment;
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
            stack.Add(frame.View, PlaneTransform.Shift(dx, dy));
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
        stack.Add(frame.View, PlaneTransform.Shift(0, 0));
        stack.Add(frame.View, PlaneTransform.Shift(6, 0));
        stack.Add(frame.View, PlaneTransform.Shift(8, 0));
        var mean = stack.Mean();
        Assert.Equal(7f, mean[5, 5]);
        Assert.True(float.IsNaN(mean[18, 5]));
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
}
