namespace Nocturne.Streams.Night;

/// <summary>One camera and filter: what one actor owns and one light curve belongs to.</summary>
/// <param name="Camera">The camera's short name, "1" for OPTICAM's first.</param>
/// <param name="Filter">The filter as the header writes it, cleaned for use in names ("g", "r", "ip").</param>
public sealed record BandKey(string Camera, string Filter) : IComparable<BandKey>
{
    /// <summary>Of files that cannot be read, so that nobody knows.</summary>
    public static BandKey Unknown { get; } = new("unknown", "unknown");

    public int CompareTo(BandKey? other) => other is null ? 1
        : string.CompareOrdinal(Camera, other.Camera) is var camera and not 0 ? camera
        : string.CompareOrdinal(Filter, other.Filter);

    /// <summary>The form for people: "1:g".</summary>
    public override string ToString() => this == Unknown ? "no band" : $"{Camera}:{Filter}";
}
