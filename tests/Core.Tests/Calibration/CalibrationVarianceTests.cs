using Nocturne.Core.Calibration;
using Nocturne.Core.Imaging;
using Nocturne.Core.Photometry;

namespace Nocturne.Core.Tests.Calibration;

/// <summary>The masters' variances against what really happens when nights are calibrated again and again.</summary>
public sealed class CalibrationVarianceTests
{
    const int Side = 40;

    static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    static Image Noisy(Random random, double level, double sigma)
    {
        var image = new Image(Side, Side);
        foreach (ref var pixel in image.Pixels) pixel = (float)(level + (sigma * Normal(random)));
        return image;
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(7)]
    [InlineData(10)]
    [InlineData(25)]
    public void The_variance_of_a_median_is_known(int count)
    {
        var random = new Random(count);
        double squares = 0, variances = 0;
        const int times = 12;
        for (var i = 0; i < times; i++)
        {
            var (median, variance) = MedianImage.WithVariance([.. Enumerable.Range(0, count).Select(_ => Noisy(random, 500, 8))]);
            foreach (var pixel in median.Pixels) squares += (pixel - 500) * (pixel - 500);
            foreach (var pixel in variance.Pixels) variances += pixel;
        }
        Assert.InRange(variances / squares, 0.95, 1.05);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(70)]
    public void Medians_of_many_columns_are_those_of_each(int count)
    {
        var random = new Random(count);
        Image[] frames = [.. Enumerable.Range(0, count).Select(_ => Noisy(random, 500, 8))];
        frames[0].Pixels[3] = float.NaN;
        var (median, variance) = MedianImage.WithVariance(frames);
        Assert.True(float.IsNaN(median.Pixels[3]));
        for (var i = 4; i < Side * Side; i++)
        {
            var values = frames.Select(frame => (double)frame.Pixels[i]).Order().ToArray();
            var mean = values.Average();
            Assert.Equal(count % 2 == 1 ? values[count / 2] : (values[(count / 2) - 1] + values[count / 2]) / 2, median.Pixels[i], 1e-4);
            Assert.Equal(1, variance.Pixels[i] / (values.Sum(value => (value - mean) * (value - mean)) / (count - 1) * MedianImage.VarianceFactor(count) / count), 2e-3);
        }
    }

    [Fact]
    public void Errors_of_bias_dark_and_flat_add_up_to_the_scatter_of_calibrated_frames()
    {
        var random = new Random(7);
        double squares = 0, predicted = 0;
        const double exposure = 5;
        for (var i = 0; i < 10; i++)
        {
            var bias = MasterFrame.Bias([.. Enumerable.Range(0, 5).Select(_ => Noisy(random, 300, 6))]);
            var dark = MasterFrame.Dark([.. Enumerable.Range(0, 5).Select(_ => Noisy(random, 300 + (20 * 2), 6))], [20, 20, 20, 20, 20], bias);
            var flat = MasterFrame.Flat([.. Enumerable.Range(0, 5).Select(_ => Noisy(random, 300 + 8000, 90))], [0.1, 0.1, 0.1, 0.1, 0.1], new() { Bias = bias, Dark = dark });
            var masters = new CalibrationMasters { Bias = bias, Dark = dark, Flat = flat };
            var variance = CalibrationVariance.Of(masters)!;
            var frame = new Image(Side, Side);
            frame.Pixels.Fill(300 + 10 + 4000);
            FrameCalibration.Apply(frame.Pixels, masters, exposure, 0);
            var flatVariance = flat.Variance!;
            for (var p = 0; p < Side * Side; p++)
            {
                squares += (frame.Pixels[p] - 4000) * (frame.Pixels[p] - 4000);
                predicted += variance.Additive(p, exposure) + (frame.Pixels[p] * frame.Pixels[p] * flatVariance.Pixels[p] / (flat.Pixels.Pixels[p] * flat.Pixels.Pixels[p]));
            }
        }
        Assert.InRange(predicted / squares, 0.93, 1.07);
    }

    [Fact]
    public void A_dark_as_long_as_the_frame_makes_the_bias_cancel()
    {
        var random = new Random(3);
        var bias = MasterFrame.Bias([Noisy(random, 100, 50), Noisy(random, 100, 50)]);
        var dark = MasterFrame.Dark([Noisy(random, 110, 0), Noisy(random, 110, 0)], [10, 10], bias);
        var variance = CalibrationVariance.Of(new() { Bias = bias, Dark = dark })!;
        Assert.Equal(0, variance.Additive(5, 10), 1e-3);
        Assert.Equal(bias.Variance!.Pixels[5], variance.Additive(5, 0), 1e-2);
    }

    [Fact]
    public void The_noise_of_a_flat_grows_with_the_star_and_is_not_counted_twice_in_the_sky()
    {
        var flat = new Image(Side, Side);
        flat.Pixels.Fill(1);
        var flatVariance = new Image(Side, Side);
        flatVariance.Pixels.Fill(1e-4f);
        var variance = CalibrationVariance.Of(new() { Flat = new(MasterKind.Flat, flat, 4) { Variance = flatVariance } })!;
        double[] added = [0, 0];
        variance.AddTo(0, 1, [1000f, 1000f], [0, 900.0], added);
        Assert.Equal(0, added[0]);
        Assert.Equal(((1000.0 * 1000) - (100 * 100)) * 1e-4, added[1], 1e-3);
    }

    [Fact]
    public void A_hot_pixel_of_the_dark_is_less_certain_than_the_others()
    {
        var pixels = new Image(Side, Side);
        var darkVariance = new Image(Side, Side);
        darkVariance.Pixels.Fill(0.01f);
        darkVariance.Pixels[7] = 4;
        var variance = CalibrationVariance.Of(new() { Dark = new(MasterKind.Dark, pixels, 4) { Variance = darkVariance, ExposureSeconds = 10 } })!;
        var added = new double[10];
        variance.AddTo(0, 10, new float[10], new double[10], added);
        Assert.Equal(0, added[6]);
        Assert.Equal(100 * (4 - 0.01), added[7], 0.01);
    }

    [Fact]
    public void A_photometry_window_counts_the_calibration_and_knows_what_was_saturated_before_it()
    {
        var image = new Image(20, 20);
        image.Pixels.Fill(500);
        var flat = new Image(20, 20);
        flat.Pixels.Fill(0.5f);
        var flatVariance = new Image(20, 20);
        flatVariance.Pixels.Fill(0.25e-4f);
        var frame = new PhotometryFrame(image.View)
        {
            Calibration = new()
            {
                Variance = CalibrationVariance.Of(new() { Flat = new(MasterKind.Flat, flat, 4) { Variance = flatVariance } }),
                Saturated = PixelList.Of([(10 * 20) + 10]),
                Replaced = PixelList.Of([(10 * 20) + 11]),
            },
        };
        var measured = AperturePhotometry.Measure(frame, Aperture.Circle(10, 10, 3), OverlapMethod.Exact);
        Assert.Equal(500 * Math.Sqrt(1e-4 * Math.PI * 9), measured.FluxError, 1e-3);
        Assert.True(measured.Flags.HasFlag(Nocturne.Core.Quality.QualityFlag.Saturated));
        Assert.True(measured.Flags.HasFlag(Nocturne.Core.Quality.QualityFlag.ReplacedPixels));
    }

    [Fact]
    public void Rebinned_pixels_carry_the_variance_of_all_their_parts()
    {
        var pixels = new Image(4, 4);
        var biasVariance = new Image(4, 4);
        biasVariance.Pixels.Fill(2);
        var variance = CalibrationVariance.Of(new() { Bias = new(MasterKind.Bias, pixels, 4) { Variance = biasVariance } }, rebin: 2)!;
        Assert.Equal(8, variance.Additive(3, 1), 1e-6);
    }
}
