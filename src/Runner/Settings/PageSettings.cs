using System.ComponentModel.DataAnnotations;

namespace Nocturne.Runner.Settings;

/// <summary>The page that shows a night while it runs.</summary>
public sealed record PageSettings
{
    /// <summary>Address and port of the page; <c>none</c> for no page.</summary>
    [NoEffectOnResults]
    public required string Serve { get; init; }

    /// <summary>What viewers must know; <c>none</c> for nothing, which only this machine's own address allows.</summary>
    [NoEffectOnResults]
    public required string Token { get; init; }

    /// <summary>Hours of the night that are shown.</summary>
    [NoEffectOnResults]
    [Range(0.01, 1000)]
    public required double Hours { get; init; }
}
