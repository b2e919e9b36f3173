using Nocturne.Core.Calibration;
using Nocturne.Core.Imaging;

namespace Nocturne.Core.Tests.Calibration;

/// <summary>A known scene is spoiled by bias, dark and flat, and must come back.</summary>
public sealed class FrameCalibrationTests
{
    const int Width = 37, Height = 11;

    static Image Make(Func<int, float> value)
    {
        var image = new Image(Width, Height);
        for (var i = 0; i < Width * Height; i++) image.Pixels[i] = value(i);
        return image;
    }

    [Fact]
    public void Bias_dark_and_flat_are_undone_in_that_order()
    {
        static float Bias(int i) => 100 + (i % 7);
        static float DarkRate(int i) => 0.5f + (0.1f * (i % 3));
        static float Response(int i) => 0.8f + (0.4f * (i % 5) / 4f);
        var bias = MasterFrame.Bias([Make(Bias), Make(Bias), Make(Bias)]);
        var dark = MasterFrame.Dark([Make(i => Bias(i) + (20 * DarkRate(i))), Make(i => Bias(i) + (20 * DarkRate(i)))], [20, 20], bias);
        var flat = MasterFrame.Flat([Make(i => Bias(i) + (2 * DarkRate(i)) + (5000 * Response(i)))], [2], new() { Bias = bias, Dark = dark });

        var frame = Make(i => Bias(i) + (8 * DarkRate(i)) + (300 * Response(i)));
        FrameCalibration.Apply(frame.Pixels, new() { Bias = bias, Dark = dark, Flat = flat }, 8, headerDark: 0);

        foreach (var pixel in frame.Pixels) Assert.Equal(300, pixel, 0.01f);
    }

    [Fact]
    public void The_header_dark_is_subtracted_only_without_a_master_dark()
    {
        var frame = Make(_ => 10);
        FrameCalibration.Apply(frame.Pixels, CalibrationMasters.None, 3, headerDark: 1.2);
        Assert.Equal(8.8f, frame.Pixels[5], 1e-5f);

        frame = Make(_ => 10);
        FrameCalibration.Apply(frame.Pixels, new() { Dark = new(MasterKind.Dark, Make(_ => 1), 3) }, 3, headerDark: 1.2);
        Assert.Equal(7f, frame.Pixels[5], 1e-5f);
    }

    [Fact]
    public void A_pixel_without_response_says_nothing()
    {
        var frame = Make(_ => 10);
        FrameCalibration.Apply(frame.Pixels, new() { Flat = new(MasterKind.Flat, Make(i => i == 4 ? 0 : 1), 3) }, 1, 0);
        Assert.True(float.IsNaN(frame.Pixels[4]));
        Assert.Equal(10f, frame.Pixels[3]);
    }

    [Fact]
    public void A_master_of_another_size_is_refused_with_both_sizes()
    {
        var error = Assert.Throws<ArgumentException>(() => FrameCalibration.Apply(new float[10], new() { Bias = new(MasterKind.Bias, Make(_ => 0), 1) }, 1, 0));
        Assert.Contains("37 x 11", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_flat_without_light_is_refused() =>
        Assert.Contains("no light", Assert.Throws<ArgumentException>(() => MasterFrame.Flat([Make(_ => 0)], [1], CalibrationMasters.None)).Message, StringComparison.Ordinal);

    [Fact]
    public void The_median_is_not_moved_by_one_bad_frame()
    {
        var master = MasterFrame.Bias([Make(_ => 5), Make(_ => 60000), Make(_ => 5), Make(_ => 6), Make(_ => 4)]);
        Assert.Equal(5f, master.Pixels[3, 3]);
    }
}
