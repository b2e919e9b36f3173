namespace Nocturne.Core.Simulation;

/// <summary>The image of a star: an elliptical Gaussian whose width follows the seeing.</summary>
public sealed record PsfOptions
{
    /// <summary>Width: the geometric mean of the two sigmas [pixels]. Null: 6 unbinned pixels.</summary>
    public double? Sigma { get; init; }

    /// <summary>Major over minor axis.</summary>
    public double Elongation { get; init; } = 1;

    /// <summary>Angle of the major axis on the detector [degrees from +x towards +y].</summary>
    public double OrientationDegrees { get; init; }

    /// <summary>Slow changes of the width: amplitude of a sine, as a share of it.</summary>
    public double SeeingAmplitude { get; init; }

    /// <summary>Period of the slow changes [frames].</summary>
    public double SeeingPeriod { get; init; } = 120;

    /// <summary>Changes of the width from frame to frame: standard deviation, as a share of it.</summary>
    public double SeeingScatter { get; init; }

    /// <summary>Whether the light is integrated over each pixel; otherwise the profile is taken at the pixels' centres, as by OPTICAM's
    /// generator.</summary>
    public bool PixelIntegrated { get; init; }
}
