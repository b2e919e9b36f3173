using BenchmarkDotNet.Attributes;
using Nocturne.Core.Background;
using Nocturne.Core.Detection;
using Nocturne.Core.Imaging;

namespace Nocturne.Benchmarks;

/// <summary>
/// Finding sources, one thread, background known. sep.extract needs 7 to 100 ms for such frames on the reference machine, photutils'
/// SourceFinder 60 to 1800.
/// </summary>
[MemoryDiagnoser]
public class DetectionBenchmarks
{
    readonly SegmentationOptions segmentation = new();
    readonly ExtractionOptions extraction = new();
    Image frame = new(0, 0);
    Image subtracted = new(0, 0);
    Image cutout = new(0, 0);
    BackgroundMesh? mesh;

    /// <summary>Side of the frame and number of stars.</summary>
    [Params("2048 100", "2048 3000", "512 100", "512 1000")]
    public string Frame { get; set; } = "";

    [GlobalSetup]
    public void MakeFrame()
    {
        var (side, stars) = (int.Parse(Frame.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture), int.Parse(Frame.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture));
        frame = StarField.Make(side, stars);
        mesh = BackgroundEstimation.Estimate(frame.View, default, new());
        subtracted = new(side, side);
        mesh.Subtract(frame.View, subtracted.Pixels);
        cutout = StarField.Make(31, 2);
    }

    [Benchmark]
    public int Segments_in_the_raw_frame() => SegmentationFinder.Find(frame.View, default, mesh!, 5, segmentation).Count;

    [Benchmark]
    public int Segments_in_the_subtracted_frame() => SegmentationFinder.Find(subtracted.View, default, 5 * mesh!.GlobalRms, segmentation).Count;

    [Benchmark]
    public int Segments_in_a_cutout() => SegmentationFinder.Find(cutout.View, default, 550, segmentation).Count;

    [Benchmark]
    public int Extraction_with_one_threshold() => SourceExtractor.Extract(frame.View, default, 5, DetectionNoise.Uniform(mesh!.GlobalRms), extraction, mesh).Count;

    [Benchmark]
    public int Extraction_with_the_matched_filter() => SourceExtractor.Extract(frame.View, default, 5, DetectionNoise.OfBackground(mesh!), extraction, mesh).Count;
}
