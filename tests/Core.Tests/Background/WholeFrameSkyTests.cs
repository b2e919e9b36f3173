using Nocturne.Core.Background;
using Nocturne.Core.Imaging;
using Nocturne.Core.Photometry;

namespace Nocturne.Core.Tests.Background;

/// <summary>The sky of all pixels of a frame against sorting them.</summary>
public sealed class WholeFrameSkyTests
{
    [Theory]
    [InlineData("noise", 200)]
    [InlineData("stars", 200)]
    [InlineData("steep", 200)]
    [InlineData("steps", 200)]
    [InlineData("constant", 60)]
    [InlineData("two", 60)]
    [InlineData("noise", 3)]
    public void Every_pixel_counts_as_if_they_were_sorted(string kind, int side)
    {
        var random = new Random(11);
        var frame = new Image(side, side);
        for (var y = 0; y < side; y++)
        {
            for (var x = 0; x < side; x++)
            {
                var noise = random.NextDouble() + random.NextDouble() + random.NextDouble() + random.NextDouble() - 2;
                frame[x, y] = (float)(kind switch
                {
                    "stars" => (10 * noise) + (random.Next(40) == 0 ? random.Next(60000) : 0),
                    "steep" => (2 * noise) + (y > side / 2 ? 500 + y : y),
                    "steps" => Math.Round(3 * noise),
                    "constant" => 7,
                    "two" => random.Next(2),
                    _ => 10 * noise,
                });
                if (random.Next(30) == 0) frame[x, y] = float.NaN;
            }
        }
        double[] values = [.. frame.Pixels.ToArray().Where(float.IsFinite).Select(pixel => (double)pixel)];
        var kept = SigmaClip.Clip(values, sigma: 3, iterations: 10);
        var mean = SigmaClip.Mean(kept);
        var sky = WholeFrameSky.Measure(frame.View);
        Assert.Equal(mean, sky.Level, 1e-9 * (1 + Math.Abs(mean)));
        Assert.Equal(Math.Sqrt(SigmaClip.Variance(kept, mean)), sky.Rms, 1e-9 * (1 + sky.Rms));
    }

    [Fact]
    public void A_frame_without_a_number_has_no_sky()
    {
        var frame = new Image(5, 4);
        frame.Pixels.Fill(float.NaN);
        Assert.True(double.IsNaN(WholeFrameSky.Measure(frame.View).Level));
    }
}
