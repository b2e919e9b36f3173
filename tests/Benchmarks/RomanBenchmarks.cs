using BenchmarkDotNet.Attributes;
using Nocturne.Core.Asdf;
using Nocturne.Core.Astrometry.Wcs;
using Nocturne.Core.Astrometry.Wcs.Transforms;
using Nocturne.Core.Roman;
using Nocturne.Core.Yaml;

namespace Nocturne.Benchmarks;

/// <summary>Forced photometry of a full Wide Field Instrument detector: decoding, positions, and a thousand of the 50,000 sources.</summary>
[MemoryDiagnoser]
public class RomanBenchmarks
{
    const int Side = 4088;
    const int Sources = 50_000;

    byte[] file = [];
    ForcedPhotometry photometry = null!;
    SourceList sources = null!;
    ForcedTarget[] targets = [];

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(1);
        var data = new float[Side * Side];
        for (var i = 0; i < data.Length; i++) data[i] = (float)(0.4 + (0.05 * (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5)));
        var writer = new AsdfWriter(AsdfCompression.Lz4);
        using (var stream = new MemoryStream())
        {
            writer.Write(stream, new YamlMapping([new("data", writer.AddArray<float>(data, Side, Side))]));
            file = stream.ToArray();
        }

        var pixel = new Concatenate(new Compose(new Shift(-2043.5), new Scale(-0.11 / 3600)), new Compose(new Shift(-2043.5), new Scale(0.11 / 3600)));
        var chain = new Compose(pixel, new Compose(new Gnomonic(toSky: true), new NativeRotation(150, 2, 180, toCelestial: true)));
        var wcs = new WorldCoordinates([new("detector", chain), new("icrs", null)], WcsBox.OfImage(Side, Side));
        var error = new Half[data.Length];
        Array.Fill(error, (Half)0.05);
        var image = new ScienceImage { Name = "benchmark", Data = new(data, Side, Side), Error = new(error, Side, Side), Quality = new uint[data.Length], Wcs = wcs, Calibration = new(0.57, 0.007, 2.8e-13) };
        photometry = new(image, null, EncircledEnergy.Constant(0.9));
        sources = SourceList.Of([.. Enumerable.Range(0, Sources).Select(_ => wcs.ToSky((random.NextDouble() * Side) - 0.5, (random.NextDouble() * Side) - 0.5))]);
        targets = [.. photometry.Locate(sources)];
    }

    [Benchmark]
    public float[] DecodeLz4()
    {
        using var asdf = AsdfFile.Read(file, "benchmark");
        return asdf.Array("data").ToSingles();
    }

    [Benchmark]
    public int Locate() => photometry.Locate(sources).Count();

    [Benchmark(OperationsPerInvoke = 1000)]
    public double Measure()
    {
        double sum = 0;
        for (var i = 0; i < 1000; i++) sum += photometry.Measure(targets[i]).Flux;
        return sum;
    }
}
