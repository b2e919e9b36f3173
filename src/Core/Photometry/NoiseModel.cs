namespace Nocturne.Core.Photometry;

/// <summary>Where the variance of a pixel and of a flux comes from: the one place where it is written down.</summary>
/// <remarks>
/// Pixel: V = max(d, 0) ÷ gain + rms² + read² + dark + calibration, with d the counts above the sky and rms the scatter of the sky.
/// The rms of a frame's own background already holds sky, read and dark noise; give those terms only when it does not.
/// Flux: σ² = Σ w² V (or what the method makes of V) + (area × error of the sky level)² + (scintillation × flux)².
/// </remarks>
public sealed record NoiseModel
{
    /// <summary>The noise map says it all: nothing is added to it.</summary>
    public static NoiseModel MapOnly { get; } = new();

    /// <summary>Electrons per count [e⁻/ADU]; zero leaves the source's own noise out.</summary>
    public double Gain { get; init; }

    /// <summary>Read noise that the sky's rms does not hold [ADU].</summary>
    public double ReadNoise { get; init; }

    /// <summary>Variance of the dark current that the sky's rms does not hold [ADU²].</summary>
    public double DarkVariance { get; init; }

    /// <summary>Variance of the calibration frames [ADU²].</summary>
    public double CalibrationVariance { get; init; }

    /// <summary>Whether the uncertainty of a local sky level goes into the error of the flux.</summary>
    public bool BackgroundVariance { get; init; } = true;

    /// <summary>Relative scatter of a flux by scintillation; zero for none.</summary>
    public double Scintillation { get; init; }

    /// <summary>The variance of opticam: counts are taken for electrons, read and dark noise stand beside the sky's rms.</summary>
    /// <param name="readNoise">Read noise [ADU].</param>
    /// <param name="darkVariance">Dark counts of the exposure [ADU²].</param>
    public static NoiseModel Opticam(double readNoise, double darkVariance) =>
        new() { Gain = 1, ReadNoise = readNoise, DarkVariance = darkVariance, BackgroundVariance = false };

    /// <summary>Variance that every pixel has besides the sky's rms² and its own light [ADU²].</summary>
    public double FloorVariance => (ReadNoise * ReadNoise) + DarkVariance + CalibrationVariance;

    /// <summary>Variance of the light itself [ADU²].</summary>
    /// <param name="counts">Counts above the sky [ADU]; negative ones have none.</param>
    public double SourceVariance(double counts) => Gain > 0 && counts > 0 ? counts / Gain : 0;

    /// <summary>Variance of one pixel [ADU²].</summary>
    /// <param name="counts">Counts above the sky [ADU].</param>
    /// <param name="rms">Scatter of the sky [ADU].</param>
    public double PixelVariance(double counts, double rms) => SourceVariance(counts) + (rms * rms) + FloorVariance;

    /// <summary>Variance of a flux from what is common to all its pixels [ADU²].</summary>
    /// <param name="flux">The flux [ADU].</param>
    /// <param name="area">Pixels from which the sky level was taken off (for a weighted flux: its response to a level of one).</param>
    /// <param name="levelError">Standard deviation of that level [ADU per pixel].</param>
    public double CommonVariance(double flux, double area, double levelError)
    {
        var level = BackgroundVariance && double.IsFinite(levelError) ? area * levelError : 0;
        var twinkle = Scintillation * flux;
        return (level * level) + (twinkle * twinkle);
    }

    /// <exception cref="ArgumentException">A term is negative or not a number.</exception>
    public void Validate()
    {
        Check(Gain, "gain", "e-/ADU; 0 means unknown");
        Check(ReadNoise, "read noise", "ADU");
        Check(DarkVariance, "dark variance", "ADU squared");
        Check(CalibrationVariance, "calibration variance", "ADU squared");
        Check(Scintillation, "scintillation", "relative to the flux");
    }

    static void Check(double value, string name, string unit)
    {
        if (!(value >= 0) || double.IsInfinity(value))
            throw new ArgumentException($"The {name} is {value} but must be a number that is not negative ({unit}).");
    }
}
