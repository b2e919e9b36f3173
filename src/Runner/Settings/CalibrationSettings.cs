using System.ComponentModel.DataAnnotations;
using Nocturne.Core.Calibration;
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

    /// <summary>Whether the noise of the master frames goes into the errors.</summary>
    public required bool Variance { get; init; }

    /// <summary>What is done to the pixels of calibrated frames.</summary>
    public required PixelFilter Filter { get; init; }

    public required CosmicRaySettings CosmicRays { get; init; }

    /// <summary>Files that say which pixels are never used: for all cameras, or <c>camera=file</c>.</summary>
    public required IReadOnlyList<string> BadPixels { get; init; }

    /// <summary>Pixels along a side that are summed into one.</summary>
    [Range(1, 64)]
    public required int Rebin { get; init; }

    /// <summary>Counts from which a pixel counts as saturated [ADU].</summary>
    [Range(0, double.PositiveInfinity, MinimumIsExclusive = true)]
    public required Auto<double> Saturation { get; init; }
}
