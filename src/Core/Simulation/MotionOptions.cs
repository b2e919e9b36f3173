namespace Nocturne.Core.Simulation;

/// <summary>How the field moves over the detectors; all cameras of the telescope move together.</summary>
public sealed record MotionOptions
{
    /// <summary>Drift along x [pixels per frame].</summary>
    public double DriftX { get; init; }

    /// <summary>Drift along y [pixels per frame].</summary>
    public double DriftY { get; init; }

    /// <summary>Standard deviation of the jitter of each frame, along x and y [pixels]. Null: 4 unbinned pixels, as
    /// OPTICAM's generator has it.</summary>
    public double? Jitter { get; init; }

    /// <summary>Turn of the field about the centre of the frame [degrees per frame from +x towards +y].</summary>
    public double RotationDegrees { get; init; }

    /// <summary>From this frame on the field stands upside down, as after a meridian flip.</summary>
    public double? FlipAtFrame { get; init; }
}
