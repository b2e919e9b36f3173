using Nocturne.Streams.Night;

namespace Nocturne.Streams.Store;

/// <summary>One light curve: a source of a band, measured by one photometer.</summary>
/// <param name="Band">The camera and filter.</param>
/// <param name="Photometer">Label of the photometer.</param>
/// <param name="Source">Number in the band's catalogue.</param>
public sealed record LightCurveKey(BandKey Band, string Photometer, int Source) : IComparable<LightCurveKey>
{
    /// <summary>By band, photometer and number: the order of all exports.</summary>
    public int CompareTo(LightCurveKey? other) => other is null ? 1
        : Band.CompareTo(other.Band) is var band and not 0 ? band
        : string.CompareOrdinal(Photometer, other.Photometer) is var photometer and not 0 ? photometer
        : Source.CompareTo(other.Source);
}
