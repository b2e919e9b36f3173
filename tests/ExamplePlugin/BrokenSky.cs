using Nocturne.Core.Background;
using Nocturne.Core.Imaging;

namespace MyLab;

/// <summary>A background that always fails: the built-in one takes its place, and all measurements are flagged <c>plugin_failed</c>.</summary>
public sealed class BrokenSky : IFrameBackground
{
    /// <inheritdoc/>
    public void Estimate(ImageView frame, ReadOnlySpan<bool> mask, MeshBoxes boxes, Span<double> level, Span<double> rms) =>
        throw new InvalidOperationException("There is no sky");
}
