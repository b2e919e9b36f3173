namespace Nocturne.Core.Alignment;

/// <summary>Where a frame lies and how that is known.</summary>
/// <param name="Kind">How it is known.</param>
/// <param name="Result">The map with the stars that carry it, or why there is none.</param>
public sealed record Placement(PlacementKind Kind, AlignmentResult Result)
{
    /// <summary>Whether the stars of the frame themselves prove it, so that later frames may be followed from here.</summary>
    public bool IsProven => Kind is PlacementKind.Tracked or PlacementKind.Recognised;
}
