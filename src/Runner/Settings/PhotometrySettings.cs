using System.ComponentModel.DataAnnotations;
using Nocturne.Core.Photometry.Photometers;
using Nocturne.Runner.Hocon;

namespace Nocturne.Runner.Settings;

/// <summary>How light is summed.</summary>
public sealed record PhotometrySettings
{
    /// <summary>Size of the aperture [<see cref="ApertureUnit"/>].</summary>
    [Range(0, 1000, MinimumIsExclusive = true)]
    public required double ApertureScale { get; init; }

    public required ApertureUnit ApertureUnit { get; init; }

    /// <summary>Whether the flux of an aperture is brought to that of the whole star.</summary>
    public required bool ApertureCorrection { get; init; }

    /// <summary>More sizes, each a photometer of its own beside every aperture that is asked for.</summary>
    public required IReadOnlyList<double> Apertures { get; init; }

    public required OptimalProfile OptimalProfile { get; init; }

    public required PsfSettings Psf { get; init; }

    /// <summary>Farthest detection that still belongs to a catalogue star [standard deviations of the PSF].</summary>
    [Range(0, 1000, MinimumIsExclusive = true)]
    public required double MatchingTolerance { get; init; }

    /// <summary>Bright stars to which linked places are tied.</summary>
    [Range(1, 10_000)]
    public required int LinkStars { get; init; }

    /// <summary>Whether the uncertainty of a local sky level goes into the errors.</summary>
    public required bool SkyLevelError { get; init; }

    /// <summary>Electrons per count.</summary>
    [Range(0, 1e6, MinimumIsExclusive = true)]
    public required Auto<double> Gain { get; init; }
}
