using System.ComponentModel.DataAnnotations;

namespace Nocturne.Runner.Settings;

/// <summary>The sky round each source, for the photometers whose labels end with <c>_annulus</c>.</summary>
public sealed record LocalBackgroundSettings
{
    /// <summary>What is made of the ring, or the name of a plug-in's class; see <see cref="Reduction.LocalBackgrounds"/>.</summary>
    public required string Type { get; init; }

    /// <summary>Inner semi-axes [standard deviations of the PSF].</summary>
    [Range(0, 1000, MinimumIsExclusive = true)]
    public required double Inner { get; init; }

    /// <summary>Outer semi-axes [standard deviations of the PSF].</summary>
    [Range(0, 1000, MinimumIsExclusive = true)]
    public required double Outer { get; init; }

    /// <summary>Pixels further from the median go [standard deviations].</summary>
    [Range(0, 100, MinimumIsExclusive = true)]
    public required double ClipSigma { get; init; }

    /// <summary>Most rounds of clipping.</summary>
    [Range(0, 1000)]
    public required int ClipRounds { get; init; }

    /// <summary>Degree of a polynomial.</summary>
    [Range(1, 2)]
    public required int Degree { get; init; }
}
