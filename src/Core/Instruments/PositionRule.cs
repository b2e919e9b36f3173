namespace Nocturne.Core.Instruments;

/// <summary>One way to get the position on the sky: two keywords that belong together.</summary>
public sealed record PositionRule
{
    public required string Ra { get; init; }

    public required string Dec { get; init; }

    /// <summary>What a right ascension counts that is a plain number.</summary>
    public AngleUnit Unit { get; init; }

    /// <summary>Keywords and patterns that must hold, as in <see cref="HeaderDialect.Match"/>.</summary>
    public IReadOnlyDictionary<string, string> When { get; init; } = new Dictionary<string, string>();
}
