namespace Nocturne.Core.Vetting;

/// <summary>Why a check has no numbers.</summary>
public enum VettingShortfall
{
    None,

    /// <summary>No pixels were given.</summary>
    NoPixels,

    /// <summary>The pixels have no photometric aperture.</summary>
    NoAperture,

    /// <summary>The dips last as long as the period.</summary>
    DurationNotShorterThanPeriod,

    /// <summary>Fewer than ten cadences have a time and a pixel.</summary>
    TooFewValidCadences,

    TooFewInTransitCadences,

    TooFewOutOfTransitCadences,

    /// <summary>Fewer than two apertures have a depth.</summary>
    FewerThanTwoUsableApertures,

    NoInTransitCadences,

    NoOutOfTransitCadences,
}
