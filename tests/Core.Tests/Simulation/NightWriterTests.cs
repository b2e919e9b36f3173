using System.Globalization;
using System.IO.Compression;
using Nocturne.Core.Fits;
using Nocturne.Core.Simulation;

namespace Nocturne.Core.Tests.Simulation;

public sealed class NightWriterTests : IDisposable
{
    static readonly SimulationPlan Small = new()
    {
        Width = 64,
        Height = 48,
        Frames = 6,
        Stars = new() { Count = 3 },
        Variables = [new SineVariability(2), new EclipseVariability(3, 3, 2, 0.5)],
        Detector = new() { CosmicRays = 1 },
        BadFrames = [new(1, BadFrameKind.Truncated), new(2, BadFrameKind.NoTime, "r"), new(3, BadFrameKind.Corrupt), new(4, BadFrameKind.Empty, "i")],
    };

    readonly string folder = Directory.CreateTempSubdirectory("nocturne-night-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(PixelFormat.UInt16)]
    [InlineData(PixelFormat.Float)]
    public void A_written_frame_reads_back_as_it_was_made(PixelFormat format)
    {
        var simulator = new NightSimulator(Small with { Detector = new() { Format = format } });
        var path = new NightWriter(simulator, folder).WriteFrame(1, 0)!;
        Assert.Equal("240101r200000000o.fits", Path.GetFileName(path));
        using var file = FitsFile.Open(path);
        var hdu = file.Images.Single();
        var pixels = new float[64 * 48];
        hdu.ReadPlane(0, pixels);
        Assert.Equal(simulator.Frame(1, 0).Image.Pixels.ToArray(), pixels);
        Assert.Equal("2024-01-01 00:00:00.000", hdu.Header.GetString("UT"));
        Assert.Equal(format == PixelFormat.UInt16 ? 16 : -32, hdu.BitPix);
    }

    [Fact]
    public void A_compressed_night_holds_the_same_bytes()
    {
        var simulator = new NightSimulator(Small);
        var plain = File.ReadAllBytes(new NightWriter(simulator, folder).WriteFrame(0, 0)!);
        var path = new NightWriter(simulator, folder) { Compress = true }.WriteFrame(0, 0)!;
        Assert.EndsWith("o.fits.gz", path, StringComparison.Ordinal);
        using var gzip = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var memory = new MemoryStream();
        gzip.CopyTo(memory);
        Assert.Equal(plain, memory.ToArray());
    }

    [Fact]
    public void The_same_plan_gives_the_same_bytes_in_any_order()
    {
        var (first, second) = (new NightWriter(new(Small), Path.Combine(folder, "a")), new NightWriter(new(Small), Path.Combine(folder, "b")));
        for (var i = 0; i < 18; i++)
        {
            first.WriteFrame(i / 6, i % 6);
            second.WriteFrame((17 - i) / 6, (17 - i) % 6);
        }

        var files = Directory.GetFiles(Path.Combine(folder, "a")).Select(Path.GetFileName).Order(StringComparer.Ordinal).ToArray();
        Assert.Equal(18, files.Length);
        foreach (var file in files) Assert.Equal(File.ReadAllBytes(Path.Combine(folder, "a", file!)), File.ReadAllBytes(Path.Combine(folder, "b", file!)));
    }

    [Fact]
    public void Bad_files_are_bad_as_named_and_the_others_are_not()
    {
        var writer = new NightWriter(new(Small), folder);
        var whole = new FileInfo(writer.WriteFrame(0, 0)!).Length;
        Assert.Equal(whole * 3 / 5, new FileInfo(writer.WriteFrame(0, 1)!).Length);
        Assert.Equal(FitsFault.Incomplete, Fault(writer.WriteFrame(1, 1)!));
        Assert.Equal(FitsFault.NotFits, Fault(writer.WriteFrame(0, 3)!));
        Assert.Equal(0, new FileInfo(writer.WriteFrame(2, 4)!).Length);
        Assert.Equal(whole, new FileInfo(writer.WriteFrame(1, 4)!).Length);
        using var timeless = FitsFile.Open(writer.WriteFrame(1, 2)!);
        Assert.False(timeless.Images.Single().Header.Contains("UT"));
        using var timed = FitsFile.Open(writer.WriteFrame(0, 2)!);
        Assert.True(timed.Images.Single().Header.Contains("UT"));

        static FitsFault Fault(string path) => Assert.Throws<FitsException>(() =>
        {
            using var file = FitsFile.Open(path);
            file.Images.Single().ReadPlane(0, new float[64 * 48]);
        }).Fault;
    }

    [Fact]
    public void Calibration_frames_say_what_they_are()
    {
        new NightWriter(new(Small), folder).WriteCalibration(flats: 2, darks: 1, biases: 1);
        Assert.Equal(6, Directory.GetFiles(Path.Combine(folder, "flats")).Length);
        using var file = FitsFile.Open(Path.Combine(folder, "darks", "r-band_dark_0.fits"));
        Assert.Equal("DARK", file.Images.Single().Header.GetString("IMAGETYP"));
    }

    [Fact]
    public void A_gap_leaves_no_file_and_no_truth()
    {
        var simulator = new NightSimulator(Small with { GapProbability = 1, GapPersistence = 0, BadFrames = [] });
        var writer = new NightWriter(simulator, folder);
        Assert.Null(writer.WriteFrame(0, 0));
        Assert.NotNull(writer.WriteFrame(0, 1));
        writer.WriteTruth();
        Assert.Equal(1 + (3 * 3), File.ReadAllLines(Path.Combine(folder, "truth", "truth_frames.csv")).Length);
    }

    [Fact]
    public void The_tables_of_truth_have_every_star_of_every_frame()
    {
        var simulator = new NightSimulator(Small);
        new NightWriter(simulator, folder).WriteTruth();
        var sources = File.ReadAllLines(Path.Combine(folder, "truth", "truth_sources.csv"));
        Assert.Equal("source,x,y,flux_g,flux_r,flux_i,kind", sources[0]);
        Assert.Equal(["constant", "sine", "eclipse"], sources.Skip(1).Select(line => line.Split(',')[^1]));

        var lightCurves = File.ReadAllLines(Path.Combine(folder, "truth", "truth_lightcurves.csv"));
        Assert.Equal(1 + (3 * 6 * 3), lightCurves.Length);
        var row = lightCurves[1 + (6 * 3) + (2 * 3) + 1].Split(',');
        var truth = simulator.Truth(1, 2).Sources[1];
        Assert.Equal(["r", "2", "2"], row[..3]);
        Assert.Equal(truth.X, double.Parse(row[3], CultureInfo.InvariantCulture), 1e-5);
        Assert.Equal(truth.Flux, double.Parse(row[5], CultureInfo.InvariantCulture), 1e-4);

        var frames = File.ReadAllLines(Path.Combine(folder, "truth", "truth_frames.csv"));
        Assert.Equal(1 + (3 * 6), frames.Length);
        Assert.StartsWith("240101g200000000o.fits,g,0,64,48,2024-01-01T00:00:00.000,1,60310.000000000000,60309.99979697", frames[1], StringComparison.Ordinal);
        Assert.EndsWith(",truncated", frames[2], StringComparison.Ordinal);
    }

    [Fact]
    public void A_bias_frame_without_offset_keeps_both_halves_of_its_noise()
    {
        new NightWriter(new(Small with { Detector = new() { ReadNoise = 6, BiasLevel = 0 } }), folder).WriteCalibration(flats: 0, darks: 0, biases: 1);
        using var file = FitsFile.Open(Directory.GetFiles(Path.Combine(folder, "biases"))[0]);
        var pixels = file.Images.First().ReadImage().Pixels.ToArray();
        Assert.InRange(pixels.Average(), -0.5, 0.5);
        Assert.InRange(pixels.Count(pixel => pixel < -3) / (double)pixels.Count(pixel => pixel > 3), 0.85, 1.15);
    }
}
