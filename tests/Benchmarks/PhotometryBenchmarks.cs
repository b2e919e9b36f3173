using BenchmarkDotNet.Attributes;
using Nocturne.Core.Background;
using Nocturne.Core.Imaging;
using Nocturne.Core.Photometry;
using Nocturne.Core.Photometry.Psf;

namespace Nocturne.Benchmarks;

/// <summary>What the measurement of a thousand sources of a 2048 × 2048 frame costs, by each way of measuring.</summary>
[MemoryDiagnoser]
public class PhotometryBenchmarks
{
    const int Side = 2048;
    const int Count = 1000;
    readonly Image image = new(Side, Side);
    readonly SourcePosition[] sources = new SourcePosition[Count];
    BackgroundMesh mesh = null!;
    PsfModel psf = null!;
    MeasureInput input = null!;

    [GlobalSetup]
    public void Prepare()
    {
        var random = new Random(1);
        for (var p = 0; p < image.Pixels.Length; p++) image.Pixels[p] = (float)(
            200 + (10 * (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5)));
        var profile = GaussianProfile.OfFwhm(4);
        var stamp = new double[profile.Width * profile.Height];
        for (var i = 0; i < Count; i++)
        {
            sources[i] = new SourcePosition(20 + (random.NextDouble() * (Side - 40)), 20 + (random.NextDouble() * (Side - 40)));
            var box = Stamp.At(profile, sources[i].X, sources[i].Y);
            for (var k = 0; k < stamp.Length; k++) image[box.Box.X + (k % box.Box.Width),
                box.Box.Y + (k / box.Box.Width)] += (float)(5000 * box.Values[k]);
        }

        mesh = BackgroundEstimation.Estimate(image.View, [], new BackgroundOptions());
        var samples = new double[41 * 41];
        for (var s = 0; s < samples.Length; s++) samples[s] = Math.Exp(
            -0.5 * ((((s % 41) - 20) * ((s % 41) - 20)) + (((s / 41) - 20) * ((s / 41) - 20))) / 11.5);
        psf = new PsfModel(41, 41, 0.5, 0, [samples]) { Fwhm = 4 };
        input = new MeasureInput(image) { Background = BackgroundMeshField.Level(mesh), ErrorMap = BackgroundMeshField.Rms(mesh) };
    }

    /// <summary>The form that a night uses: an exact ellipse per source, sky and noise from the mesh.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Count)]
    public double Ellipse()
    {
        var frame = new PhotometryFrame(image.View) { Background = input.Background, Rms = input.ErrorMap, Noise = new NoiseModel { Gain = 1.5 } };
        double sum = 0;
        foreach (var source in sources) sum += AperturePhotometry.Measure(frame, Aperture.Ellipse(source.X, source.Y, 4, 3.6, 0.4),
            OverlapMethod.Exact).Flux;
        return sum;
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public double EllipseWithRing()
    {
        var frame = new PhotometryFrame(image.View) { Background = input.Background, Rms = input.ErrorMap, Noise = new NoiseModel { Gain = 1.5 } };
        double sum = 0;
        foreach (var source in sources)
        {
            var local = AnnulusBackground.Opticam.Estimate(frame, source.X, source.Y, 1.7, 1.5, 0.4);
            sum += AperturePhotometry.Measure(frame, Aperture.Ellipse(source.X, source.Y, 4, 3.6, 0.4), OverlapMethod.Exact, local).Flux;
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public int MeasureApertures() => Measure(new MeasureOptions { ApertureRadius = 4 });

    [Benchmark(OperationsPerInvoke = Count)]
    public int MeasureOptimal() => Measure(
        new MeasureOptions { Method = MeasureMethod.Optimal, Fwhm = FwhmMap.Constant(4), ApertureRadius = 1.5 });

    [Benchmark(OperationsPerInvoke = Count)]
    public int MeasurePsf() => Measure(new MeasureOptions { Method = MeasureMethod.Psf, Psf = psf, ApertureRadius = 4, Gain = 1.5 });

    [Benchmark(OperationsPerInvoke = Count)]
    public int Deblend() => DeblendedAperture.Measure(
        input, [.. sources.Select(s => new DeblendedSource(s.X, s.Y, 5000, 5000, 60))],
        new DeblendOptions { ApertureRadius = 4, Psf = psf, ApertureCorrection = ApertureCorrection.Fixed }).Count;

    int Measure(MeasureOptions options) => SourcePhotometry.Measure(input, sources, options).Sources.Count;
}
