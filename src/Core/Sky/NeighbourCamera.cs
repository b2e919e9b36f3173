using Nocturne.Core.Alignment;

namespace Nocturne.Core.Sky;

/// <summary>Another camera of the telescope, as one that has lost its stars sees it.</summary>
/// <param name="Placements">Where its frames lay, in the order of time; only those that its own stars prove.</param>
/// <param name="ReferenceMap">Map from its reference frame to ours, from the stars that both catalogues number alike.</param>
/// <param name="DetectorMap">Map from its detector to ours, which no motion of the telescope changes: <see cref="SharedGuiding.DetectorMap"/>.</param>
public sealed record NeighbourCamera(IReadOnlyList<TimedPlacement> Placements, PlaneTransform ReferenceMap, PlaneTransform DetectorMap);
