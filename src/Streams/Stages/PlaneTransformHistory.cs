using Nocturne.Core.Alignment;
using Nocturne.Core.Astrometry;

namespace Nocturne.Streams.Stages;

/// <summary>What the alignment remembers from frame to frame: where the last frame lay whose place was proven by its own stars. It is the band's checkpoint.</summary>
/// <param name="Last">Map of that frame; null before the first.</param>
/// <param name="Time">Middle of its exposure, UTC; null when it is not known.</param>
public sealed record PlaneTransformHistory(PlaneTransform? Last, Mjd? Time = null)
{
    public static PlaneTransformHistory Empty { get; } = new((PlaneTransform?)null);
}
