using Nocturne.Core.Alignment;

namespace Nocturne.Streams.Stages;

/// <summary>What the alignment remembers from frame to frame: where the last aligned frame lay. It is the band's checkpoint.</summary>
/// <param name="Last">Map of the last aligned frame; null before the first.</param>
public sealed record PlaneTransformHistory(PlaneTransform? Last)
{
    public static PlaneTransformHistory Empty { get; } = new((PlaneTransform?)null);
}
