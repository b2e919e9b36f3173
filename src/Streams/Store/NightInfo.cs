using Nocturne.Core.Instruments;

namespace Nocturne.Streams.Store;

/// <summary>What a night was reduced with.</summary>
/// <param name="ProgramVersion">Version of the program that began the night.</param>
/// <param name="SettingsDigest">Digest of the effective settings: two nights with the same digest were reduced alike.</param>
/// <param name="SettingsText">The effective settings, to be read by people.</param>
/// <param name="Started">When the reduction began. No product but the store holds it, so that products of equal nights are equal.</param>
public sealed record NightInfo(string ProgramVersion, string SettingsDigest, string SettingsText, DateTimeOffset Started)
{
    /// <summary>The unit of counts as they come from a detector.</summary>
    public const string Counts = "adu";

    /// <summary>Unit of all fluxes of the night, as astropy writes it; empty where each image has its own.</summary>
    public string FluxUnit { get; init; } = Counts;

    /// <summary>When rows are exposed behind a rolling shutter; null when all rows of a frame have its time.</summary>
    public RowClock? Rows { get; init; }
}
