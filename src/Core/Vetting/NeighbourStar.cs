namespace Nocturne.Core.Vetting;

/// <summary>A star near the target that may be what really dims.</summary>
/// <param name="Name">For the reports.</param>
/// <param name="Place">Where it stands in the stamp.</param>
public sealed record NeighbourStar(string Name, StampPlace Place);
