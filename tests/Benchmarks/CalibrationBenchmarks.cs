using BenchmarkDotNet.Attributes;
using Nocturne.Core.Calibration;
using Nocturne.Core.Imaging;

namespace Nocturne.Benchmarks;

/// <summary>What happens to a frame's pixels before anything is measured.</summary>
public class CalibrationBenchmarks
{
    float[] frame = [];
    float[] work = [];
    CalibrationMasters masters = CalibrationMasters.None;
    Image[] flats = [];

    [Params(512, 2048)]
    public int Side { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        frame = StarField.Make(Side, Side * Side / 2000).Pixels.ToArray();
        work = new float[frame.Length];
        masters = new() { Bias = Master(MasterKind.Bias, 0), Dark = Master(MasterKind.Dark, 0.01f), Flat = Master(MasterKind.Flat, 1) };
        flats = [.. Enumerable.Range(0, 10).Select(i => Noisy(i))];
    }

    MasterFrame Master(MasterKind kind, float value)
    {
        var image = new Image(Side, Side);
        image.Pixels.Fill(value);
        return new(kind, image, 5);
    }

    Image Noisy(int seed)
    {
        var random = new Random(seed);
        var image = new Image(Side, Side);
        foreach (ref var pixel in image.Pixels) pixel = 1000 + random.Next(100);
        return image;
    }

    /// <summary>Bias, dark and flat; the copy of the frame is in all of these.</summary>
    [Benchmark]
    public void BiasDarkFlat()
    {
        frame.CopyTo(work, 0);
        FrameCalibration.Apply(work, masters, 5, 0);
    }

    [Benchmark]
    public int SaturatedPixels() => PixelList.AtOrAbove(frame, 60000).Count;

    [Benchmark]
    public void Median3()
    {
        frame.CopyTo(work, 0);
        MedianFilter.Apply(work, Side, Side);
    }

    [Benchmark]
    public int Warm()
    {
        frame.CopyTo(work, 0);
        return WarmPixels.Replace(work, Side, Side, 1).Count;
    }

    [Benchmark]
    public int Cosmics()
    {
        frame.CopyTo(work, 0);
        return CosmicRays.Clean(work, Side, Side, new() { ReadNoise = 5 }, PixelList.Empty).Count;
    }

    [Benchmark]
    public void Rebin2()
    {
        frame.CopyTo(work, 0);
        Rebinning.Apply(work, Side, Side, 2);
    }

    [Benchmark]
    public Image MedianOfTen() => MedianImage.WithVariance(flats).Median;
}
