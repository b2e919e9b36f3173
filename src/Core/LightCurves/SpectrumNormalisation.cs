namespace Nocturne.Core.LightCurves;

/// <summary>Unit of a power spectrum.</summary>
public enum SpectrumNormalisation
{
    /// <summary>2 |X|² ÷ Σx (Leahy et al. 1983, ApJ 266, 160): Poisson noise of counts has a power of 2.</summary>
    Leahy,

    /// <summary>2 Δt |X|² ÷ (N mean²) (Belloni and Hasinger 1990, A&amp;A 230, 103): its integral over frequency is the fractional variance [per unit of frequency].</summary>
    FractionalRms,

    /// <summary>2 Δt |X|² ÷ N: its integral is the variance [unit² per unit of frequency].</summary>
    Absolute,
}
