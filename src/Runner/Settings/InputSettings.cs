using System.IO.Enumeration;

namespace Nocturne.Runner.Settings;

/// <summary>Which files are frames.</summary>
public sealed record InputSettings
{
    public required IReadOnlyList<string> Patterns { get; init; }

    /// <summary>Patterns of the names of files that are left out.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    public required bool Subfolders { get; init; }

    public AmplifierUse Amplifiers { get; init; }

    public MosaicUse Bayer { get; init; }

    public MixedShapes Mixed { get; init; }

    /// <summary>Whether a file of this name is a frame.</summary>
    internal bool Takes(string name) => Fits(Patterns, name) && !IsLeftOut(name);

    /// <summary>Whether a file of this name is left out, whatever it is.</summary>
    internal bool IsLeftOut(string name) => Fits(Exclude, name);

    static bool Fits(IReadOnlyList<string> patterns, string name) => patterns.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: true));
}
