using Nocturne.Core.Background;
using Nocturne.Core.Detection;
using Nocturne.Core.Imaging;
using Nocturne.Core.Photometry;

namespace Nocturne.Runner.Measuring;

/// <summary>Finds sources in an image from which the background is taken off first.</summary>
sealed class DetectionRun
{
    readonly Image image;
    readonly Image noise;
    readonly bool[]? mask;

    /// <param name="input">The frame with what the user gave.</param>
    /// <param name="mesh">Background for what the user did not give.</param>
    public DetectionRun(MeasureInput input, BackgroundMesh mesh)
    {
        var (width, height) = (mesh.Width, mesh.Height);
        (image, noise, mask) = (new Image(width, height), new Image(width, height), input.Mask);
        var (level, rms) = (input.Background ?? BackgroundMeshField.Level(mesh), input.ErrorMap ?? BackgroundMeshField.Rms(mesh));
        var values = new double[width];
        for (var y = 0; y < height; y++)
        {
            level.Read(0, y, values);
            for (var x = 0; x < width; x++) image[x, y] = (float)(input.Image[x, y] - values[x]);
            rms.Read(0, y, values);
            for (var x = 0; x < width; x++) noise[x, y] = (float)values[x];
        }
    }

    public IReadOnlyList<DetectedSource> Extract(double sigmas, ExtractionOptions options, int[] labels) =>
        OptionText.Valid(() => SourceExtractor.Extract(image.View, mask, sigmas, DetectionNoise.OfImage(noise.View), options, null, labels));

    /// <summary>photutils' way; the threshold is a multiple of the background's rms.</summary>
    public IReadOnlyList<DetectedSource> Segments(double sigmas, SegmentationOptions options, BackgroundMesh mesh, int[] labels) =>
        OptionText.Valid(() => SegmentationFinder.Find(image.View, mask, mesh, sigmas, options, subtracted: true, labels));

    public AutoFlux Measure(DetectedSource source, AutoPhotometryOptions options)
    {
        var (x, y) = (Math.Clamp((int)Math.Round(source.X), 0, image.Width - 1), Math.Clamp((int)Math.Round(source.Y), 0, image.Height - 1));
        return OptionText.Valid(() => AutoPhotometry.Measure(image.View, mask, source, noise[x, y], options));
    }
}
