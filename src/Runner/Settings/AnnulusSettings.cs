using System.ComponentModel.DataAnnotations;

namespace Nocturne.Runner.Settings;

/// <summary>The ring in which photometers with a local background look at the sky.</summary>
public sealed record AnnulusSettings
{
    /// <summary>Inner semi-axes [standard deviations of the PSF].</summary>
    [Range(0, 1000, MinimumIsExclusive = true)]
    public required double Inner { get; init; }

    /// <summary>Outer semi-axes [standard deviations of the PSF].</summary>
    [Range(0, 1000, MinimumIsExclusive = true)]
    public required double Outer { get; init; }
}
