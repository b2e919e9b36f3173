namespace Nocturne.Core.Vetting;

/// <summary>What one check says about one target in one sector. The numbers of the reference implementation stand in <see cref="Metrics"/> and
/// <see cref="Flags"/>, Nocturne's own in <see cref="Refined"/> and <see cref="RefinedFlags"/>.</summary>
public sealed record VettingResult
{
    /// <summary>The check, as the reference implementation numbers it: V10, V20, ….</summary>
    public required string Id { get; init; }

    /// <summary>The check, in words.</summary>
    public required string Name { get; init; }

    public required VettingStatus Status { get; init; }

    /// <summary>From 0 to 1, or null where the check has none.</summary>
    public double? Confidence { get; init; }

    /// <summary>The reference implementation's numbers; empty unless the status is ok.</summary>
    public IReadOnlyDictionary<string, MetricValue> Metrics { get; init; } = NoMetrics;

    /// <summary>The reference implementation's flags, in its order.</summary>
    public IReadOnlyList<string> Flags { get; init; } = [];

    /// <summary>Nocturne's own numbers; empty if they could not be had, and then a note says why.</summary>
    public IReadOnlyDictionary<string, MetricValue> Refined { get; init; } = NoMetrics;

    /// <summary>Flags of Nocturne's own numbers.</summary>
    public IReadOnlyList<string> RefinedFlags { get; init; } = [];

    public IReadOnlyList<VettingNote> Notes { get; init; } = [];

    /// <summary>What the result was made from: cadences, policy, options.</summary>
    public IReadOnlyDictionary<string, MetricValue> Provenance { get; init; } = NoMetrics;

    /// <summary>Everything else the check knows, for plots and programs; null unless the status is ok.</summary>
    public IVettingDetail? Detail { get; init; }

    /// <summary>Whether more cadences may still change the result: true while a night is running.</summary>
    public bool IsProvisional { get; init; }

    static IReadOnlyDictionary<string, MetricValue> NoMetrics { get; } = new OrderedDictionary<string, MetricValue>();

    /// <summary>A result without numbers.</summary>
    public static VettingResult Without(IVettingCheck check, VettingShortfall shortfall)
    {
        ArgumentNullException.ThrowIfNull(check);
        return new()
        {
            Id = check.Id,
            Name = check.Name,
            Status = VettingShortfalls.Status(shortfall),
            Flags = [VettingShortfalls.Flag(shortfall)],
            Notes = [VettingShortfalls.Note(shortfall)],
        };
    }
}
