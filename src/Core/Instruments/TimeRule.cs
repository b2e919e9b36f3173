using System.ComponentModel.DataAnnotations;

namespace Nocturne.Core.Instruments;

/// <summary>One way to get the time of a frame (UTC).</summary>
public sealed record TimeRule
{
    /// <summary>Keyword that holds the time, with or without the date.</summary>
    public required string Key { get; init; }

    /// <summary>Keyword that holds the date when <see cref="Key"/> holds a time of day only.</summary>
    public string? Date { get; init; }

    /// <summary>Keyword that holds the fraction of the day when <see cref="Key"/> holds whole days.</summary>
    public string? Fraction { get; init; }

    public TimeFormat Format { get; init; }

    public TimeStampPoint Stamp { get; init; }

    /// <summary>Only so many words of the value count; 0 for all.</summary>
    public int Words { get; init; }

    /// <summary>What kept the time: "GPS receiver", "camera clock".</summary>
    public string Clock { get; init; } = "computer clock";

    /// <summary>Keyword that is F when the time is not to be trusted.</summary>
    public string? Quality { get; init; }

    /// <summary>Hours that the header's local time is ahead of UTC.</summary>
    [Range(-14, 14)]
    public double UtcOffset { get; init; }
}
