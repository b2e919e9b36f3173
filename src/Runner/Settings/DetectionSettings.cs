using System.ComponentModel.DataAnnotations;
using Nocturne.Runner.Hocon;

namespace Nocturne.Runner.Settings;

/// <summary>What counts as a star.</summary>
public sealed record DetectionSettings
{
    /// <summary>Height above the sky [standard deviations of the background].</summary>
    [Range(0, 1000, MinimumIsExclusive = true)]
    public required double Threshold { get; init; }

    /// <summary>Fewest connected pixels.</summary>
    [Range(1, 1_000_000)]
    public required Auto<int> MinArea { get; init; }

    /// <summary>Sources that reach so near to the edge are left out [pixels].</summary>
    [Range(0, 100_000)]
    public required Auto<int> Border { get; init; }

    public required DeblendSettings Deblend { get; init; }
}
