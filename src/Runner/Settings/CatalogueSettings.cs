using System.ComponentModel.DataAnnotations;

namespace Nocturne.Runner.Settings;

/// <summary>How a band learns its stars.</summary>
public sealed record CatalogueSettings
{
    /// <summary>Frames that are stacked to find the stars.</summary>
    [Range(1, 10_000)]
    public required int Frames { get; init; }

    /// <summary>Most stars that are measured, brightest first.</summary>
    [Range(1, 100_000)]
    public required int MaxSources { get; init; }
}
