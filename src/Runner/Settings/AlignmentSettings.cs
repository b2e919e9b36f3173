using System.ComponentModel.DataAnnotations;
using Nocturne.Core.Alignment;
using Nocturne.Runner.Hocon;

namespace Nocturne.Runner.Settings;

/// <summary>How frames are matched to the reference.</summary>
public sealed record AlignmentSettings
{
    public required AlignmentMode Mode { get; init; }

    /// <summary>Brightest stars that take part.</summary>
    [Range(3, 1000)]
    public required int Stars { get; init; }

    /// <summary>Fewest stars that must agree.</summary>
    [Range(2, 1000)]
    public required int MinStars { get; init; }

    /// <summary>How far a star may lie from its place [pixels].</summary>
    [Range(0, 1000, MinimumIsExclusive = true)]
    public required double Tolerance { get; init; }

    /// <summary>Largest turn [degrees].</summary>
    [Range(0, 180)]
    public required double MaxRotation { get; init; }

    /// <summary>Largest change of scale, up or down, as a fraction.</summary>
    [Range(0, 10)]
    public required double MaxScaleChange { get; init; }

    /// <summary>Largest shift along either axis [pixels].</summary>
    [Range(0, double.PositiveInfinity)]
    public required Auto<double> MaxShift { get; init; }

    /// <summary>Whether one or two stars may carry the field through a cloud.</summary>
    public required bool FewStars { get; init; }

    /// <summary>How long after the last frame with enough stars that is allowed.</summary>
    public required Duration FewStarsFor { get; init; }
}
