using System.ComponentModel.DataAnnotations;

namespace Nocturne.Runner.Settings;

/// <summary>When a sky counts as clear, hazy, or gone.</summary>
public sealed record SkySettings
{
    /// <summary>Below this share of the clear sky's light it is cloud.</summary>
    [Range(0, 1)]
    public required double CloudBelow { get; init; }

    /// <summary>Below this share it is degraded.</summary>
    [Range(0, 1)]
    public required double DegradedBelow { get; init; }

    /// <summary>Width of the stars against the best seeing of late from which it is degraded.</summary>
    [Range(1, 1000)]
    public required double DegradedFwhm { get; init; }

    /// <summary>Brightness of the sky against the darkest of late from which it is degraded.</summary>
    [Range(1, 1e6)]
    public required double DegradedBackground { get; init; }
}
