using BenchmarkDotNet.Attributes;
using Nocturne.Core.Simulation;
using Nocturne.Core.Vetting;

namespace Nocturne.Benchmarks;

/// <summary>Both checks on a sector of 120 s cadences with a stamp of 13 x 11 pixels, in both forms.</summary>
[MemoryDiagnoser]
public class VettingBenchmarks
{
    const int Rows = 13;
    const int Columns = 11;
    const int Cadences = 18_000;

    static readonly TransitEphemeris Dips = new(3.4, 2001.1, 2.6);

    VettingInput input = null!;

    [GlobalSetup]
    public void MakeSector()
    {
        var random = new RandomStream(1, RandomPurpose.Pixels);
        var times = new double[Cadences];
        for (var i = 0; i < Cadences; i++) times[i] = 2000 + (i / 720.0);
        var flux = new float[Cadences * Rows * Columns];
        var aperture = new bool[Rows * Columns];
        for (var i = 0; i < flux.Length; i++)
        {
            double row = (i / Columns % Rows) - 6, column = (i % Columns) - 5;
            var star = 200 * Math.Exp(-((row * row) + (column * column)) / 2) * (Dips.IsInTransit(times[i / (Rows * Columns)]) ? 0.99 : 1);
            flux[i] = (float)(star + (2 * random.NextNormal()));
            aperture[i % aperture.Length] = (row * row) + (column * column) < 3;
        }

        input = new() { Ephemeris = Dips, Pixels = new TargetPixels(Rows, Columns, times, flux).WithAperture(aperture) };
    }

    [Benchmark]
    public VettingResult ApertureReference() => new ApertureDependenceCheck(new(), null).Run(input);

    [Benchmark]
    public VettingResult ApertureBoth() => new ApertureDependenceCheck().Run(input);

    [Benchmark]
    public VettingResult GhostReference() => new GhostCheck(new(), null).Run(input);

    [Benchmark]
    public VettingResult GhostBoth() => new GhostCheck().Run(input);
}
