namespace Nocturne.Core.Instruments;

/// <summary>One way to get a number: from a keyword, or a constant. Of a list in a text ("[3.3,3.4]", one value per amplifier) the mean is taken.</summary>
public sealed record NumberRule
{
    public string? Key { get; init; }

    /// <summary>What the header's number is multiplied by: 60 for minutes.</summary>
    public double Factor { get; init; } = 1;

    /// <summary>Smallest value that can be meant.</summary>
    public double? Min { get; init; }

    /// <summary>Largest value that can be meant.</summary>
    public double? Max { get; init; }

    /// <summary>The value itself, when nothing else gave one.</summary>
    public double? Constant { get; init; }
}
