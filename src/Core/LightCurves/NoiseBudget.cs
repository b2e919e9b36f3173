namespace Nocturne.Core.LightCurves;

/// <summary>Where the noise of an aperture comes from, as variances [ADU²].</summary>
/// <param name="Source">Photons of the star.</param>
/// <param name="Sky">Photons of the sky, with whatever else the sky's measured noise holds.</param>
/// <param name="Read">Read-out, where it is not in the sky's noise.</param>
/// <param name="Dark">Dark current, likewise.</param>
/// <param name="Scintillation">Twinkling.</param>
public readonly record struct NoiseBudget(double Source, double Sky, double Read, double Dark, double Scintillation)
{
    /// <summary>Magnitudes per relative change: 2.5 ÷ ln 10.</summary>
    public const double MagnitudesPerShare = 1.0857362047581296;

    public double Total => Source + Sky + Read + Dark + Scintillation;

    /// <summary>The noise of a star of a given flux.</summary>
    /// <param name="flux">Counts in the aperture [ADU].</param>
    /// <param name="area">Pixels of the aperture.</param>
    /// <param name="skyRms">Noise of the sky per pixel, as measured: photons, read-out and dark current [ADU].</param>
    /// <param name="gain">Electrons per ADU.</param>
    /// <param name="scintillation">Relative noise of twinkling; 0 to leave it out.</param>
    public static NoiseBudget FromMeasuredSky(double flux, double area, double skyRms, double gain, double scintillation = 0) =>
        new(Math.Max(0, flux) / gain, area * skyRms * skyRms, 0, 0, scintillation * scintillation * flux * flux);

    /// <summary>The same from parts: sky level, read-out and dark current.</summary>
    /// <param name="flux">Counts in the aperture [ADU].</param>
    /// <param name="area">Pixels of the aperture.</param>
    /// <param name="skyLevel">Counts of the sky per pixel [ADU].</param>
    /// <param name="readNoise">Read noise per pixel [electrons].</param>
    /// <param name="dark">Dark electrons per pixel.</param>
    /// <param name="gain">Electrons per ADU.</param>
    /// <param name="scintillation">Relative noise of twinkling.</param>
    public static NoiseBudget FromParts(double flux, double area, double skyLevel, double readNoise, double dark, double gain, double scintillation = 0) =>
        new(Math.Max(0, flux) / gain, area * Math.Max(0, skyLevel) / gain, area * readNoise * readNoise / (gain * gain), area * dark / (gain * gain), scintillation * scintillation * flux * flux);

    /// <summary>Signal to noise of a flux.</summary>
    public double SignalToNoise(double flux) => flux / Math.Sqrt(Total);

    /// <summary>A variance as an error in magnitudes: 1.0857 σ ÷ F.</summary>
    public static double Magnitudes(double variance, double flux) => MagnitudesPerShare * Math.Sqrt(variance) / flux;
}
