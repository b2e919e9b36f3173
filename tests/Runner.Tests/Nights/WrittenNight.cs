using Nocturne.Core.Fits;
using Nocturne.Core.Imaging;
using Nocturne.Core.Simulation;

namespace Nocturne.Runner.Tests.Nights;

/// <summary>A simulated night whose files a test writes in its own way.</summary>
sealed class WrittenNight : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("nocturne-written-").FullName;

    /// <param name="plan">What is simulated.</param>
    /// <param name="write">Writes one frame: the file's path without its extension, what it shows, its pixels.</param>
    public WrittenNight(SimulationPlan plan, Action<string, FrameTruth, Image> write)
    {
        Plan = plan;
        Simulator = new(plan);
        Directory.CreateDirectory(Frames);
        for (var band = 0; band < plan.Bands.Count; band++)
        {
            for (var frame = 0; frame < plan.Frames; frame++)
            {
                var truth = Simulator.Truth(band, frame);
                write(Path.Combine(Frames, FormattableString.Invariant($"{plan.Bands[band].Filter}_{frame:D4}")), truth, Simulator.Frame(band, frame).Image);
            }
        }
    }

    /// <summary>One band of six frames of 192 x 192 pixels with ten bright stars.</summary>
    public static SimulationPlan OneBand { get; } = new()
    {
        Seed = 3,
        Width = 192,
        Height = 192,
        Frames = 6,
        Bands = [SimulatedBand.Opticam("r")],
        ExposureSeconds = 10,
        CadenceSeconds = 12,
        Stars = new() { Count = 10, FaintestFlux = 20000, BrightestFlux = 80000, MinimumSeparation = 25, Border = 35 },
        Motion = new() { DriftX = 0.4, DriftY = 0.2, Jitter = 0.3 },
    };

    public SimulationPlan Plan { get; }

    public NightSimulator Simulator { get; }

    public string Frames => this["night"];

    public string this[string name] => Path.Combine(folder, name);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>Pixels as the 16-bit counts of a file.</summary>
    public static ushort[] Counts(ReadOnlySpan<float> pixels)
    {
        var counts = new ushort[pixels.Length];
        for (var i = 0; i < counts.Length; i++) counts[i] = (ushort)Math.Clamp(Math.Round(pixels[i]), 0, 65535);
        return counts;
    }

    /// <summary>A part of an image.</summary>
    public static Image Cut(Image image, int x, int y, int width, int height)
    {
        var part = new Image(width, height);
        for (var row = 0; row < height; row++) image.Row(y + row).Slice(x, width).CopyTo(part.Row(row));
        return part;
    }

    /// <summary>A header that the generic dialect understands.</summary>
    public static FitsHeader Header(FrameTruth truth) => new FitsHeader()
        .Set("INSTRUME", "Test camera").Set("FILTER", truth.Band.Filter).Set("DATE-OBS", truth.UtcStart.ToString()).Set("TIMESYS", "UTC")
        .Set("EXPTIME", truth.ExposureSeconds).Set("GAIN", 1.0).Set("RDNOISE", 1.1).Set("RA", 150.0).Set("DEC", 20.0).Set("SITELONG", -115.46).Set("SITELAT", 31.04);

    public static void Save(string path, FitsHeader header, Image image) => FitsWriter.WriteImage<ushort>(path, header, image.Width, image.Height, Counts(image.Pixels));
}
