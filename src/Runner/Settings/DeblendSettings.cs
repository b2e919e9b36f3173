using System.ComponentModel.DataAnnotations;

namespace Nocturne.Runner.Settings;

/// <summary>How stars that touch are told apart.</summary>
public sealed record DeblendSettings
{
    /// <summary>Thresholds between the faintest and the brightest pixel; 0 leaves blends together.</summary>
    [Range(0, 1024)]
    public required int Levels { get; init; }

    /// <summary>Share of a blend's light that a part must have to stand by itself.</summary>
    [Range(0, 1)]
    public required double Contrast { get; init; }
}
