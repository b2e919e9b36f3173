using Nocturne.Core.Calibration;

namespace Nocturne.Streams.Stages;

/// <summary>The master frames of a band and what they leave uncertain.</summary>
/// <param name="Frames">Bias, dark, flat, as far as they exist.</param>
/// <param name="Variance">The variance that they add to calibrated pixels; null for none.</param>
public sealed record BandMasters(CalibrationMasters Frames, CalibrationVariance? Variance)
{
    public static BandMasters None { get; } = new(CalibrationMasters.None, null);
}
