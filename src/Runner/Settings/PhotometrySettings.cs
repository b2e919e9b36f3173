using System.ComponentModel.DataAnnotations;
using Nocturne.Runner.Hocon;

namespace Nocturne.Runner.Settings;

/// <summary>How light is summed.</summary>
public sealed record PhotometrySettings
{
    /// <summary>Semi-axes of the aperture [standard deviations of the PSF].</summary>
    [Range(0, 100, MinimumIsExclusive = true)]
    public required double ApertureScale { get; init; }

    public required AnnulusSettings Annulus { get; init; }

    /// <summary>Farthest detection that still belongs to a catalogue star [standard deviations of the PSF].</summary>
    [Range(0, 1000, MinimumIsExclusive = true)]
    public required double MatchingTolerance { get; init; }

    /// <summary>Electrons per count.</summary>
    [Range(0, 1e6, MinimumIsExclusive = true)]
    public required Auto<double> Gain { get; init; }
}
