using System.Buffers;
using Nocturne.Core.Background;
using Nocturne.Core.Imaging;

namespace Nocturne.Core.Detection;

/// <summary>
/// Finds sources as connected pixels above a threshold, splits blends with a watershed, and measures centre, flux and shape from the
/// pixels of each
/// segment: the rule of photutils' SourceFinder and SourceCatalog, on which the catalogues of a night rest.
/// </summary>
/// <remarks>
/// Pixels strictly above the threshold, joined also at corners. Second moments are those of the light above the threshold, so the sigmas
/// come out a little
/// small (1.36 for a true 1.50 pixels at a signal-to-noise ratio of some tens).
/// </remarks>
public static class SegmentationFinder
{
    /// <summary>Finds sources in an image whose background is already taken away (or is wanted in), above one threshold.</summary>
    /// <param name="image">The image, of any size.</param>
    /// <param name="mask">True = leave out; empty = none.</param>
    /// <param name="threshold">Threshold [ADU].</param>
    /// <param name="options">What counts as a source.</param>
    /// <param name="labels">Empty, or a map of the size of the image that takes 0, or the position in the list + 1, for every
    /// pixel.</param>
    /// <returns>The sources, the brightest first.</returns>
    /// <exception cref="ArgumentException">An option has no meaning, or the mask or the map is not of the size of the image.</exception>
    public static IReadOnlyList<DetectedSource> Find(
        ImageView image, ReadOnlySpan<bool> mask, double threshold, SegmentationOptions options, Span<int> labels = default)
    {
        Check(image, mask, options, labels);
        using var scan = new SegmentScan(channels: 1);
        // A pixel of single precision is above the threshold when it is above the threshold rounded down.
        var single = (float)threshold;
        if (single > threshold) single = MathF.BitDecrement(single);
        for (var y = 0; y < image.Height; y++)
        {
            scan.AddRow(y, image.Row(y), default, single, MaskRow(mask, image.Width, y));
            scan.Keep(0, image.Row(y));
        }
        return Measure(scan, image.Width, image.Height, options, labels);
    }

    /// <summary>
    /// Finds sources above a multiple of the sky's rms. Level and rms are computed row by row, so no map of them is needed.
    /// </summary>
    /// <param name="image">The frame that the background was measured in.</param>
    /// <param name="mask">True = leave out; empty = none.</param>
    /// <param name="background">Its background.</param>
    /// <param name="sigmas">Threshold [rms of the sky at the pixel].</param>
    /// <param name="options">What counts as a source.</param>
    /// <param name="subtracted">The background was already taken from the image.</param>
    /// <param name="labels">Empty, or a map of the size of the image that takes 0, or the position in the list + 1, for every
    /// pixel.</param>
    /// <returns>The sources, the brightest first.</returns>
    /// <exception cref="ArgumentException">An option has no meaning, or background, mask or map are not of the size of the
    /// image.</exception>
    public static IReadOnlyList<DetectedSource> Find(
        ImageView image, ReadOnlySpan<bool> mask, BackgroundMesh background, double sigmas, SegmentationOptions options, bool subtracted = false, Span<int> labels = default)
    {
        ArgumentNullException.ThrowIfNull(background);
        Check(image, mask, options, labels);
        if (image.Width != background.Width || image.Height != background.Height)
            throw new ArgumentException($"The background is of a frame of {background.Width} x {background.Height} pixels, the image has {image.Width} x {image.Height}.", nameof(background));
        using var scan = new SegmentScan(channels: 1);
        var scratch = ArrayPool<float>.Shared.Rent(2 * image.Width);
        var difference = scratch.AsSpan(0, image.Width);
        var thresholds = scratch.AsSpan(image.Width, image.Width);
        for (var y = 0; y < image.Height; y++)
        {
            var row = image.Row(y);
            if (!subtracted)
            {
                background.SubtractRow(y, row, difference);
                row = difference;
            }
            background.ThresholdRow(y, (float)sigmas, thresholds);
            scan.AddRow(y, row, thresholds, 0, MaskRow(mask, image.Width, y));
            scan.Keep(0, row);
        }
        ArrayPool<float>.Shared.Return(scratch);
        return Measure(scan, image.Width, image.Height, options, labels);
    }

    static void Check(ImageView image, ReadOnlySpan<bool> mask, SegmentationOptions options, Span<int> labels)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if (!mask.IsEmpty && mask.Length < image.Pixels.Length)
            throw new ArgumentException($"The mask has {mask.Length} pixels, the image {image.Pixels.Length}; give no mask or one of the same size.", nameof(mask));
        if (!labels.IsEmpty && labels.Length < image.Pixels.Length)
            throw new ArgumentException($"The segmentation map has {labels.Length} pixels, the image {image.Pixels.Length}.", nameof(labels));
    }

    static ReadOnlySpan<bool> MaskRow(ReadOnlySpan<bool> mask, int width, int y) => mask.IsEmpty ? mask : mask.Slice(y * width, width);

    static List<DetectedSource> Measure(SegmentScan scan, int width, int height, SegmentationOptions options, Span<int> labels)
    {
        using var pieces = new PieceList(width, height, options, !labels.IsEmpty);
        scan.ForEachSegment(options.MinimumPixels, pieces.Add);
        return pieces.ToSources(labels);
    }
}
