namespace Nocturne.Core.LightCurves;

/// <summary>What the bands of a periodogram have in common besides the period.</summary>
public enum MultiBandModel
{
    /// <summary>Amplitude and phase: the strongest when the star does the same in all colours.</summary>
    SharedSinusoid,

    /// <summary>Nothing: each band has an amplitude and a phase of its own.</summary>
    SinusoidPerBand,
}
