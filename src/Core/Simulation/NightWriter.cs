using System.IO.Compression;
using Nocturne.Core.Fits;

namespace Nocturne.Core.Simulation;

/// <summary>Writes a simulated night to a folder: frames one by one, calibration frames, and the tables of what is true.</summary>
/// <remarks>A file gets its name only when it is whole, so a night that is being written can be watched. Frames may be written by several
/// workers at once.</remarks>
public sealed class NightWriter
{
    const int HeaderBlock = 2880;

    readonly NightSimulator simulator;
    readonly string folder;

    /// <param name="simulator">The night.</param>
    /// <param name="folder">Where the frames go; made if it is not there.</param>
    public NightWriter(NightSimulator simulator, string folder)
    {
        ArgumentNullException.ThrowIfNull(simulator);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        this.simulator = simulator;
        this.folder = folder;
    }

    /// <summary>Whether to write <c>.fits.gz</c>.</summary>
    public bool Compress { get; init; }

    /// <summary>Writes a frame.</summary>
    /// <param name="band">Index of the band in the plan.</param>
    /// <param name="frame">Index of the frame, from 0.</param>
    /// <returns>The path of the file; null if the frame falls into a gap.</returns>
    public string? WriteFrame(int band, int frame)
    {
        if (simulator.IsMissing(frame)) return null;
        var made = simulator.Frame(band, frame);
        var bytes = Encode(made);
        var bad = simulator.BadKind(band, frame);
        if (bad == BadFrameKind.Corrupt)
        {
            var random = new RandomStream(simulator.Plan.Seed, RandomPurpose.Damage, (ulong)band, frame);
            foreach (ref var letter in bytes.AsSpan(0, HeaderBlock)) letter = (byte)random.NextBits();
        }

        return Save(folder, made.FileName, bytes, bad);
    }

    /// <summary>Writes flats, darks and biases of every band to the folders <c>flats</c>, <c>darks</c> and <c>biases</c> beside the
    /// frames.</summary>
    public void WriteCalibration(int flats = 5, int darks = 0, int biases = 0)
    {
        for (var band = 0; band < simulator.Plan.Bands.Count; band++)
        {
            for (var i = 0; i < flats; i++) SaveCalibration("flats", simulator.Flat(band, i));
            for (var i = 0; i < darks; i++) SaveCalibration("darks", simulator.Dark(band, i));
            for (var i = 0; i < biases; i++) SaveCalibration("biases", simulator.Bias(band, i));
        }
    }

    /// <summary>Writes the tables of what is true to the folder <c>truth</c> beside the frames.</summary>
    public void WriteTruth() => TruthTables.Write(simulator, Path.Combine(folder, "truth"));

    void SaveCalibration(string subfolder, SimulatedFrame frame) =>
        Save(Path.Combine(folder, subfolder), frame.FileName, Encode(frame), BadFrameKind.None);

    byte[] Encode(SimulatedFrame frame)
    {
        var image = frame.Image;
        using var memory = new MemoryStream((image.Pixels.Length * 4) + (3 * HeaderBlock));
        if (simulator.Plan.Detector.Format == PixelFormat.UInt16 && image.Pixels.ContainsAnyInRange(float.MinValue, -1))
        {
            var counts = new short[image.Pixels.Length];
            for (var i = 0; i < counts.Length; i++) counts[i] = (short)Math.Min(image.Pixels[i], short.MaxValue);
            FitsWriter.WriteImage<short>(memory, frame.Header, image.Width, image.Height, counts);
        }
        else if (simulator.Plan.Detector.Format == PixelFormat.UInt16)
        {
            var counts = new ushort[image.Pixels.Length];
            for (var i = 0; i < counts.Length; i++) counts[i] = (ushort)image.Pixels[i];
            FitsWriter.WriteImage(memory, frame.Header, image.Width, image.Height, counts);
        }
        else
        {
            FitsWriter.WriteImage(memory, frame.Header, image.Width, image.Height, image.Pixels);
        }

        return memory.ToArray();
    }

    string Save(string target, string name, byte[] bytes, BadFrameKind bad)
    {
        if (Compress) (name, bytes) = (name + ".gz", Gzip(bytes));
        var length = bad switch
        {
            BadFrameKind.Truncated => (int)(bytes.Length * 3L / 5),
            BadFrameKind.Empty => 0,
            _ => bytes.Length,
        };
        Directory.CreateDirectory(target);
        var path = Path.Combine(target, name);
        var unfinished = path + ".part";
        using (var file = File.Create(unfinished)) file.Write(bytes, 0, length);
        File.Move(unfinished, path, overwrite: true);
        return path;
    }

    static byte[] Gzip(byte[] bytes)
    {
        using var memory = new MemoryStream(bytes.Length);
        using (var gzip = new GZipStream(memory, CompressionLevel.Fastest)) gzip.Write(bytes);
        return memory.ToArray();
    }
}
