namespace Nocturne.Core.LightCurves;

/// <summary>What a light curve is divided by.</summary>
public enum Normalisation
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Its median, which flares and eclipses hardly move.</summary>
    Median,

    /// <summary>Its mean.</summary>
    Mean,

    /// <summary>Its largest value.</summary>
    Max,
}
