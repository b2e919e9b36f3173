namespace Nocturne.Core.Simulation;

/// <summary>The cameras: what makes numbers of light.</summary>
public sealed record DetectorOptions
{
    /// <summary>Electrons per count [e-/ADU].</summary>
    public double Gain { get; init; } = 1;

    /// <summary>Read noise [e-].</summary>
    public double ReadNoise { get; init; } = 1.1;

    /// <summary>Dark current [e-/pixel/s].</summary>
    public double DarkCurrent { get; init; }

    /// <summary>Counts of an unexposed pixel [ADU]. With none, dark and bias frames are written with signed counts, so that the negative half of
    /// their noise is kept.</summary>
    public double BiasLevel { get; init; }

    /// <summary>Brightest count; what is above is cut [ADU].</summary>
    public double Saturation { get; init; } = 65535;

    /// <summary>Standard deviation of the pixels' sensitivities about one.</summary>
    public double SensitivityScatter { get; init; }

    /// <summary>Whether the corners lie in the round shadow of the field stop: outside the inscribed circle of radius R0, the light falls as
    /// (R0/R)².</summary>
    public bool CircularShadow { get; init; }

    /// <summary>Number of pixels with a high dark current, at fixed places of each camera.</summary>
    public int HotPixels { get; init; }

    /// <summary>Mean dark current of a hot pixel, exponentially distributed [e-/s].</summary>
    public double HotPixelCurrent { get; init; } = 100;

    /// <summary>Mean number of cosmic-ray hits per frame: lines of 1 to 3 pixels along a row.</summary>
    public double CosmicRays { get; init; }

    /// <summary>Counts of a hit, uniform between these two [ADU].</summary>
    public double FaintestCosmicRay { get; init; } = 500;

    /// <inheritdoc cref="FaintestCosmicRay"/>
    public double BrightestCosmicRay { get; init; } = 3000;

    /// <summary>Whether photons and read-out are noisy; without noise the pixels hold their expectations.</summary>
    public bool Noise { get; init; } = true;

    /// <summary>What the files hold.</summary>
    public PixelFormat Format { get; init; } = PixelFormat.UInt16;
}
