namespace Nocturne.Core.Instruments;

/// <summary>One way to get a text: from a keyword, from the file's name, or a constant.</summary>
public sealed record TextRule
{
    /// <summary>Keyword whose value is taken.</summary>
    public string? Key { get; init; }

    /// <summary>Regular expression on the file's name without its folder; its first group is the text.</summary>
    public string? FileName { get; init; }

    /// <summary>Regular expression on the keyword's value; its first group is the text.</summary>
    public string? Pattern { get; init; }

    /// <summary>Keyword whose whole number, from 1, picks one item of a value that is a list.</summary>
    public string? ItemOf { get; init; }

    /// <summary>What the text means. A text that is not listed does not count; upper and lower case are the same.</summary>
    public IReadOnlyDictionary<string, string> Map { get; init; } = new Dictionary<string, string>();

    /// <summary>The text itself, when nothing else gave one.</summary>
    public string? Constant { get; init; }
}
