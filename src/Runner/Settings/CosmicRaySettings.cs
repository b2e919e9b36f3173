using System.ComponentModel.DataAnnotations;

namespace Nocturne.Runner.Settings;

/// <summary>Cosmic rays in single frames.</summary>
public sealed record CosmicRaySettings
{
    public required bool Remove { get; init; }

    /// <summary>Height of an edge over the noise.</summary>
    [Range(1, 100)]
    public required double Sigma { get; init; }

    /// <summary>How much sharper than the finest structure of the sky.</summary>
    [Range(0.1, 1000)]
    public required double Contrast { get; init; }
}
