namespace Nocturne.Core.Vetting;

/// <summary>The code, the sentence and the reference's flag of every <see cref="VettingShortfall"/>.</summary>
public static class VettingShortfalls
{
    /// <summary>The status that a check has with it.</summary>
    public static VettingStatus Status(VettingShortfall shortfall) => shortfall switch
    {
        VettingShortfall.None => VettingStatus.Ok,
        VettingShortfall.DurationNotShorterThanPeriod or VettingShortfall.NoInTransitCadences or VettingShortfall.NoOutOfTransitCadences => VettingStatus.Error,
        _ => VettingStatus.Skipped,
    };

    /// <summary>The flag, as the reference implementation names it.</summary>
    public static string Flag(VettingShortfall shortfall) => Status(shortfall) == VettingStatus.Error ? "ERROR:ValueError" : shortfall switch
    {
        VettingShortfall.NoPixels => "SKIPPED:NO_TPF",
        VettingShortfall.NoAperture => "SKIPPED:NO_APERTURE_MASK",
        _ => "SKIPPED:INSUFFICIENT_DATA",
    };

    /// <summary>What happened and what to do about it.</summary>
    public static VettingNote Note(VettingShortfall shortfall) => shortfall switch
    {
        VettingShortfall.NoPixels => new("no_tpf", "There are no pixels: give a target pixel file, or stamps of a night."),
        VettingShortfall.NoAperture => new("no_aperture_mask", "The pixels have no aperture mask: give one."),
        VettingShortfall.DurationNotShorterThanPeriod => new("duration_not_shorter_than_period", "The duration is not shorter than the period: one of them is wrong."),
        VettingShortfall.TooFewValidCadences => new("too_few_valid_cadences", "Fewer than 10 cadences have a time and at least one pixel."),
        VettingShortfall.TooFewInTransitCadences => new("too_few_in_transit_cadences", "Fewer than 3 cadences lie in transit: look at the ephemeris and at the quality policy."),
        VettingShortfall.TooFewOutOfTransitCadences => new("too_few_out_of_transit_cadences", "Fewer than 3 cadences lie out of transit: look at the duration."),
        VettingShortfall.FewerThanTwoUsableApertures => new("fewer_than_two_usable_apertures", "Fewer than two apertures have a positive baseline: give more radii, or look at the pixels."),
        VettingShortfall.NoInTransitCadences => new("no_in_transit_cadences", "No cadence lies in transit: look at the ephemeris."),
        VettingShortfall.NoOutOfTransitCadences => new("no_out_of_transit_cadences", "No cadence lies out of transit: look at the duration."),
        _ => new("none", "Nothing is missing."),
    };
}
