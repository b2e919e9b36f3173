using Nocturne.Core.Imaging;

namespace Nocturne.Core.Detection;

/// <summary>A way of one's own to find the sources of the stack from which a band's catalogue is made.</summary>
public interface ISourceFinder
{
    /// <summary>Finds sources.</summary>
    /// <param name="stack">Mean of the aligned frames without their sky; pixels that are not numbers say nothing.</param>
    /// <param name="threshold">Counts that a source's pixels are to exceed [ADU].</param>
    /// <param name="options">What the settings count as a source.</param>
    /// <returns>The sources, the brightest first.</returns>
    IReadOnlyList<DetectedSource> Find(ImageView stack, double threshold, SegmentationOptions options);
}
