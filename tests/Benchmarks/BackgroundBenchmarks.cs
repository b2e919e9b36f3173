using BenchmarkDotNet.Attributes;
using Nocturne.Core.Background;
using Nocturne.Core.Imaging;

namespace Nocturne.Benchmarks;

/// <summary>
/// The background of a frame of 2048 x 2048 pixels with boxes of 64, one thread. SEP's C library needs 48 to 57 ms for the mesh on the
/// reference machine and photutils 300 to 800.
/// </summary>
[MemoryDiagnoser]
public class BackgroundBenchmarks
{
    const int Side = 2048;

    readonly Image result = new(Side, Side);
    readonly float[] cutout = new float[31 * 31];
    Image frame = new(0, 0);
    BackgroundMesh? mesh;

    [Params(100, 3000)]
    public int Stars { get; set; }

    [GlobalSetup]
    public void MakeFrame()
    {
        frame = StarField.Make(Side, Stars);
        mesh = Gradient();
    }

    [Benchmark]
    public BackgroundMesh Gradient() => Estimate(BackgroundEstimator.Gradient);

    [Benchmark]
    public BackgroundMesh Classic() => Estimate(BackgroundEstimator.Classic);

    [Benchmark]
    public BackgroundMesh Photutils() => Estimate(BackgroundEstimator.Photutils);

    [Benchmark]
    public void Subtract() => mesh!.Subtract(frame.View, result.Pixels);

    [Benchmark]
    public void Level_of_a_cutout() => mesh!.LevelCutout(1000, 800, 31, 31, cutout);

    BackgroundMesh Estimate(BackgroundEstimator estimator) => BackgroundEstimation.Estimate(frame.View, default, new() { Estimator = estimator });
}
