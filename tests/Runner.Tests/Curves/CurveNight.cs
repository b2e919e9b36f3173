using Nocturne.Core.Simulation;
using Nocturne.Runner.Tests.Nights;

namespace Nocturne.Runner.Tests.Curves;

/// <summary>A simulated night of two bands with a variable star, reduced once for all tests.</summary>
public sealed class CurveNight : IDisposable
{
    readonly SimulatedNight night = new(Plan);

    public CurveNight() => CommandRun.ReduceAsync(night.Frames, Out).GetAwaiter().GetResult();

    /// <summary>Star 3 varies with a period of 7.41 frames; a cloud passes; a frame of the first band is lost.</summary>
    internal static SimulationPlan Plan { get; } = SimulatedNight.Small with
    {
        Frames = 90,
        Bands = [SimulatedBand.Opticam("g"), SimulatedBand.Opticam("r")],
        Motion = new() { DriftX = 0.05, DriftY = -0.03, Jitter = 0.3 },
        Transparency = new() { Spells = [new(40, 50, 0.4)] },
        Variables = [new SineVariability(3, Rms: 0.05, PhasePerCamera: 0)],
        Detector = new() { CosmicRays = 0 },
        Stars = new() { Count = 10, FaintestFlux = 20000, BrightestFlux = 80000, MinimumSeparation = 30, Border = 45 },
    };

    public string Out => night["out"];

    public string Frames => night.Frames;

    public string this[string name] => night[name];

    /// <summary>Number of a true star in the catalogue of a band.</summary>
    internal int Number(int truth, string band = "1-g") =>
        Stars(band).MinBy(star => double.Hypot(star.X - True(truth).X, star.Y - True(truth).Y)).Number;

    /// <summary>Where the star of a number is in the reference frame.</summary>
    internal (double X, double Y) Place(int number) =>
        Products.Rows(this["out/catalogue/1-g.csv"]).Where(row => row["source"] == $"{number}").Select(row => (row.Number("x"), row.Number("y"))).Single();

    /// <summary>Share of its usual light that a true star has in a frame, without the clouds.</summary>
    internal double Model(int truth, int frame) => night.Simulator.Truth(0, frame).Sources[truth - 1].Model;

    public void Dispose() => night.Dispose();

    SourceTruth True(int truth) => night.Simulator.Truth(0, 0).Sources[truth - 1];

    /// <summary>The stars where they are in the first frame.</summary>
    IEnumerable<(int Number, double X, double Y)> Stars(string band) => Directory.GetFiles(this["out/lightcurves/forced_aperture"], $"{band}_source_*.csv")
        .Select(file => (int.Parse(Path.GetFileNameWithoutExtension(file).Split('_')[^1], System.Globalization.CultureInfo.InvariantCulture), Products.Rows(file)[0]))
        .Select(star => (star.Item1, star.Item2.Number("x"), star.Item2.Number("y")));
}
