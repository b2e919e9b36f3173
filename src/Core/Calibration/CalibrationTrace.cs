namespace Nocturne.Core.Calibration;

/// <summary>What the calibration knows of a frame's pixels beyond their values.</summary>
public sealed record CalibrationTrace
{
    /// <summary>Nothing is known: no pixel saturates.</summary>
    public static CalibrationTrace None { get; } = new();

    /// <summary>Calibrated counts from which a pixel is saturated [ADU]; infinity when <see cref="Saturated"/> tells or nothing does.</summary>
    public double SaturationLevel { get; init; } = double.PositiveInfinity;

    /// <summary>Pixels whose raw counts reached the saturation level.</summary>
    public PixelList Saturated { get; init; } = PixelList.Empty;

    /// <summary>Pixels that a filter gave another value: cosmic rays, warm pixels.</summary>
    public PixelList Replaced { get; init; } = PixelList.Empty;

    /// <summary>What the master frames leave uncertain; null for nothing.</summary>
    public CalibrationVariance? Variance { get; init; }

    /// <summary>Exposure of the frame [s].</summary>
    public double ExposureSeconds { get; init; }
}
