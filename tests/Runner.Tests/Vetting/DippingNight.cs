using System.Globalization;
using Nocturne.Core.Simulation;
using Nocturne.Core.Vetting;
using Nocturne.Streams.Store;

namespace Nocturne.Runner.Tests.Vetting;

/// <summary>A night of an hour with a dip of twenty minutes.</summary>
static class DippingNight
{
    const int Frames = 60;

    /// <summary>Star 2 loses a tenth of its light, in thin clouds; three others do not.</summary>
    public static SimulationPlan Plan { get; } = new()
    {
        Seed = 11,
        Width = 128,
        Height = 128,
        Frames = Frames,
        CadenceSeconds = 60,
        Bands = [SimulatedBand.Opticam("g")],
        Stars = new() { Given = [new(1, 40.2, 60.7, 60_000), new(2, 90.4, 30.1, 50_000), new(3, 84.3, 95.2, 45_000), new(4, 30.6, 100.3, 40_000)] },
        Variables = [new EclipseVariability(2, Frames / 2, 20, 0.1)],
        Psf = new() { Sigma = 1.4 },
        Motion = new() { DriftX = 0.05, Jitter = 0.3 },
        Transparency = new() { CloudDepth = 0.2 },
    };

    /// <summary>The same with star 5 beside star 2, and it is star 5 that loses four fifths of its light; others enough that this does not lead the alignment astray.</summary>
    public static SimulationPlan WithNeighbour { get; } = Plan with
    {
        Stars = new()
        {
            Given =
            [
                .. Plan.Stars.Given!, new(5, 97.0, 34.3, 25_000), new(6, 60.3, 22.8, 45_000), new(7, 24.1, 31.4, 42_000), new(8, 106.7, 63.9, 38_000),
                new(9, 58.2, 104.6, 36_000), new(10, 104.4, 105.7, 34_000), new(11, 66.8, 62.3, 32_000),
            ],
        },
        Psf = new() { Sigma = 2 },
        Variables = [new EclipseVariability(5, Frames / 2, 20, 0.8)],
    };

    /// <summary>The number in the catalogue of a star of the plan, and the dip as options.</summary>
    public static (string Number, string[] Dip) Star(SimulatedNight night, string folder, int star)
    {
        using var reader = NightReader.Open(folder);
        var band = reader.Bands[0];
        var frame = reader.Frames(band).ElementAt(Frames / 2);
        var truth = night.Simulator.Truth(0, Frames / 2).Sources[star - 1];
        var found = reader.LoadCatalogue(band)!.Sources.MinBy(source =>
        {
            var (x, y) = frame.Transform!.Value.Apply(source.X, source.Y);
            return double.Hypot(x - truth.X, y - truth.Y);
        })!;
        var middle = frame.BmjdTdbMid is { } barycentric ? barycentric + 2_400_000.5 - TransitEphemeris.BtjdZero : throw new InvalidOperationException("The night has no barycentric times.");
        return (found.Number.ToString(CultureInfo.InvariantCulture), ["--period", "1", "--epoch", middle.ToString("R", CultureInfo.InvariantCulture), "--duration", "0.3"]);
    }
}
