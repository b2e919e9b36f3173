namespace Nocturne.Core.Instruments;

/// <summary>One way to get the place of a frame on its detector: a section such as <c>[513:1024,1:512]</c>, or the numbers of the first column and row.</summary>
public sealed record WindowRule
{
    /// <summary>Keyword of a section, in pixels of the detector counted from 1.</summary>
    public string? Section { get; init; }

    /// <summary>Keyword of the first column.</summary>
    public string? X { get; init; }

    /// <summary>Keyword of the first row.</summary>
    public string? Y { get; init; }

    /// <summary>The number of the first column and row of the detector: 0 or 1.</summary>
    public int Origin { get; init; }

    /// <summary>Whether X and Y count binned pixels.</summary>
    public bool Binned { get; init; }
}
