using Nocturne.Core.Detection;
using Nocturne.Core.Imaging;

namespace MyLab;

/// <summary>A finder of one's own: what the built-in one finds at twice the threshold.</summary>
public sealed class BrightFinder : ISourceFinder
{
    /// <inheritdoc/>
    public IReadOnlyList<DetectedSource> Find(ImageView stack, double threshold, SegmentationOptions options) =>
        SegmentationFinder.Find(stack, default, 2 * threshold, options);
}
