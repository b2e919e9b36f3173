using BenchmarkDotNet.Attributes;
using Nocturne.Core.Alignment;
using Nocturne.Core.Background;
using Nocturne.Core.Catalogs;
using Nocturne.Core.Imaging;

namespace Nocturne.Benchmarks;

/// <summary>What a band's reference costs beyond background and detection of its frames, for frames of 2048 x 2048 pixels, one thread.</summary>
[MemoryDiagnoser]
public class StackBenchmarks
{
    const int Side = 2048;

    static readonly PlaneTransform Map = new(1.0001, -0.0002, 3.3, 0.0002, 1.0001, -2.6);

    readonly FrameStack stack = new(Side, Side);
    Image frame = new(0, 0);
    Image net = new(0, 0);
    BackgroundMesh? mesh;

    [GlobalSetup]
    public void MakeFrame()
    {
        frame = StarField.Make(Side, 100);
        mesh = BackgroundEstimation.Estimate(frame.View, default, new() { Estimator = BackgroundEstimator.Photutils });
        net = new(Side, Side);
        mesh.Subtract(frame.View, net.Pixels);
    }

    /// <summary>Bicubic resampling and adding of a frame without its sky.</summary>
    [Benchmark]
    public void Add() => stack.Add(net.View, Map, mesh!.GlobalRms);

    /// <summary>The same, the sky taken away on the way.</summary>
    [Benchmark]
    public void Subtract_and_add() => stack.Add(frame, mesh!, Map);

    /// <summary>Clipped mean and scatter of every pixel, which say what is a star in the stack.</summary>
    [Benchmark]
    public WholeFrameSky Sky_of_the_stack() => WholeFrameSky.Measure(net.View);
}
