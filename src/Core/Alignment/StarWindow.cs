using System.Buffers;
using Nocturne.Core.Background;
using Nocturne.Core.Detection;
using Nocturne.Core.Imaging;

namespace Nocturne.Core.Alignment;

/// <summary>Finds the star of a frame next to a place, in a cut-out.</summary>
public static class StarWindow
{
    /// <summary>The detection nearest to a place, with its position error; null when there is none within the radius.</summary>
    /// <param name="frame">Calibrated counts, sky included.</param>
    /// <param name="background">Its background.</param>
    /// <param name="x">Where the star should be [pixels].</param>
    /// <param name="y">Where the star should be [pixels].</param>
    /// <param name="radius">How far away it may be [pixels].</param>
    /// <param name="options">What counts as a star.</param>
    public static Star? Nearest(ImageView frame, BackgroundMesh background, double x, double y, double radius, TrackingOptions options) =>
        NearestSource(frame, background, x, y, radius, options) is { } source ? Stars.From(source, background) : null;

    /// <summary>As <see cref="Nearest"/>, with everything that is known of the detection; its box is in pixels of the frame.</summary>
    public static DetectedSource? NearestSource(ImageView frame, BackgroundMesh background, double x, double y, double radius, TrackingOptions options) =>
        Search(frame, background, 0, options.Sigmas * background.RmsAt(x, y), x, y, radius, options);

    /// <summary>As <see cref="NearestSource(ImageView, BackgroundMesh, double, double, double, TrackingOptions)"/>, over one level for the whole frame.</summary>
    /// <param name="frame">Calibrated counts, sky included.</param>
    /// <param name="sky">Its sky.</param>
    /// <param name="x">Where the star should be [pixels].</param>
    /// <param name="y">Where the star should be [pixels].</param>
    /// <param name="radius">How far away it may be [pixels].</param>
    /// <param name="options">What counts as a star.</param>
    public static DetectedSource? NearestSource(ImageView frame, WholeFrameSky sky, double x, double y, double radius, TrackingOptions options) =>
        Search(frame, null, (float)sky.Level, options.Sigmas * sky.Rms, x, y, radius, options);

    static DetectedSource? Search(
        ImageView frame, BackgroundMesh? background, float level, double threshold, double x, double y, double radius, TrackingOptions options)
    {
        var half = (int)Math.Ceiling(radius) + 8;
        var (left, top) = (Math.Max(0, (int)Math.Round(x) - half), Math.Max(0, (int)Math.Round(y) - half));
        var (width, height) = (Math.Min(frame.Width, (int)Math.Round(x) + half + 1) - left, Math.Min(frame.Height, (int)Math.Round(y) + half + 1) - top);
        if (width <= 0 || height <= 0) return null;

        var scratch = ArrayPool<float>.Shared.Rent(width * height);
        var pixels = scratch.AsSpan(0, width * height);
        for (var row = 0; row < height; row++)
        {
            var counts = frame.Row(top + row).Slice(left, width);
            var target = pixels.Slice(row * width, width);
            if (background is not null) background.SubtractRow(top + row, counts, target, left);
            else for (var i = 0; i < target.Length; i++) target[i] = counts[i] - level;
        }

        var found = SegmentationFinder.Find(new ImageView(pixels, width, height), default, threshold, options.Segmentation with { BorderWidth = 0 });
        ArrayPool<float>.Shared.Return(scratch);

        DetectedSource? nearest = null;
        var best = radius * radius;
        foreach (var source in found)
        {
            var (dx, dy) = (source.X + left - x, source.Y + top - y);
            var squared = (dx * dx) + (dy * dy);
            if (squared > best) continue;
            (nearest, best) = (source, squared);
        }
        return nearest is null ? null : nearest with
        {
            X = nearest.X + left,
            Y = nearest.Y + top,
            XMin = nearest.XMin + left,
            XMax = nearest.XMax + left,
            YMin = nearest.YMin + top,
            YMax = nearest.YMax + top,
        };
    }
}
