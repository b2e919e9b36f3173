using Nocturne.Core.Background;
using Nocturne.Core.Imaging;

namespace Nocturne.Core.Detection;

/// <summary>
/// Finds sources in the way of Source Extractor and SEP: filter, threshold, connected pixels, multi-threshold deblending, cleaning, moments
/// (Bertin and Arnouts 1996, A&amp;AS 117, 393; Barbary 2016, JOSS 1, 58). Buffers grow with the frame: a crowded or saturated frame is
/// flagged where it must be, never given up.
/// </summary>
public static class SourceExtractor
{
    /// <param name="image">The image; pixels that are not finite are left out.</param>
    /// <param name="mask">True = leave out; empty = none.</param>
    /// <param name="threshold">Threshold [noise of the pixel, or ADU when no noise is known].</param>
    /// <param name="noise">The noise.</param>
    /// <param name="options">What counts as a source.</param>
    /// <param name="background">A background to be taken away row by row, or none when the image is already free of it.</param>
    /// <param name="labels">Empty, or a map of the size of the image that takes 0, or the position in the list + 1, for every
    /// pixel.</param>
    /// <returns>The sources in the order in which their last pixels were reached.</returns>
    /// <exception cref="ArgumentException">An option has no meaning, or mask, noise, background or map are not of the size of the
    /// image.</exception>
    public static IReadOnlyList<ExtractedSource> Extract(
        ImageView image, ReadOnlySpan<bool> mask, double threshold, DetectionNoise noise, ExtractionOptions options,
        BackgroundMesh? background = null, Span<int> labels = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        Check(image, mask, threshold, noise, background, labels);
        if (image.Pixels.IsEmpty) return [];

        using var scan = new SegmentScan(noise.IsMap ? 3 : 2);
        using (var rows = new DetectionRows(image, mask, noise, options, background)) rows.Scan(threshold, scan);

        var analysis = new SourceAnalysis(image.Width, image.Height, noise.Rms, noise.IsMap, threshold, options);
        using var deblender = new BranchDeblender(analysis, options);
        using var list = new ExtractedList(image.Width, keepPixels: !labels.IsEmpty);
        var (isMap, uniform) = (noise.IsMap, noise.Rms > 0 ? (float)(threshold * noise.Rms) : (float)threshold);
        scan.ForEachSegment(options.MinimumPixels, segment => deblender.Split(segment, isMap ? MeanThreshold(segment, threshold) : uniform, list.Add));
        return list.ToSources(options, labels);
    }

    /// <summary>Threshold of a detection where it differs from pixel to pixel.</summary>
    static float MeanThreshold(Segment segment, double threshold)
    {
        var sum = 0.0;
        foreach (var rms in segment.Channel(2)) sum += (float)(threshold * rms);
        return (float)(sum / segment.Count);
    }

    static void Check(ImageView image, ReadOnlySpan<bool> mask, double threshold, DetectionNoise noise, BackgroundMesh? background, Span<int> labels)
    {
        if (!double.IsFinite(threshold)) throw new ArgumentException($"The detection threshold is {threshold}; it must be a number.", nameof(threshold));
        if (!mask.IsEmpty && mask.Length < image.Pixels.Length)
            throw new ArgumentException($"The mask has {mask.Length} pixels, the image {image.Pixels.Length}; give no mask or one of the same size.", nameof(mask));
        if (!labels.IsEmpty && labels.Length < image.Pixels.Length)
            throw new ArgumentException($"The segmentation map has {labels.Length} pixels, the image {image.Pixels.Length}.", nameof(labels));
        if (!noise.Map.Pixels.IsEmpty && (noise.Map.Width != image.Width || noise.Map.Height != image.Height))
            throw new ArgumentException($"The noise map has {noise.Map.Width} x {noise.Map.Height} pixels, the image {image.Width} x {image.Height}.", nameof(noise));
        CheckSize(noise.Mesh, image);
        CheckSize(background, image);
    }

    static void CheckSize(BackgroundMesh? mesh, ImageView image)
    {
        if (mesh is not null && (mesh.Width != image.Width || mesh.Height != image.Height))
            throw new ArgumentException($"The background is of a frame of {mesh.Width} x {mesh.Height} pixels, the image has {image.Width} x {image.Height}.", nameof(mesh));
    }
}
