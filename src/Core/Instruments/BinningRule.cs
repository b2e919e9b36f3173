namespace Nocturne.Core.Instruments;

/// <summary>One way to get the binning: a text such as "2x2" or "2 2" in one keyword, or a number for each axis.</summary>
public sealed record BinningRule
{
    public string? Key { get; init; }

    public string? X { get; init; }

    public string? Y { get; init; }
}
