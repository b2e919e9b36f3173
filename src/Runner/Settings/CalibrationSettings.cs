using System.ComponentModel.DataAnnotations;
using Nocturne.Runner.Hocon;

namespace Nocturne.Runner.Settings;

/// <summary>Bias, dark and flat.</summary>
public sealed record CalibrationSettings
{
    /// <summary>A file or folder, <c>auto</c> for the frames of the night itself, or <c>none</c>.</summary>
    public required string Bias { get; init; }

    public required string Dark { get; init; }

    public required string Flat { get; init; }

    /// <summary>Fewest frames that make a master.</summary>
    [Range(1, 1000)]
    public required int MinFrames { get; init; }

    /// <summary>Whether the dark current of the header is subtracted when there is no dark frame.</summary>
    public required bool HeaderDark { get; init; }

    /// <summary>Counts from which a pixel counts as saturated [ADU].</summary>
    [Range(0, double.PositiveInfinity, MinimumIsExclusive = true)]
    public required Auto<double> Saturation { get; init; }
}
