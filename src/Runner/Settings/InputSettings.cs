using Nocturne.Runner.Hocon;

namespace Nocturne.Runner.Settings;

/// <summary>Which files are frames, and when a file is whole.</summary>
public sealed record InputSettings
{
    public required IReadOnlyList<string> Patterns { get; init; }

    public required bool Subfolders { get; init; }

    [NoEffectOnResults]
    public required Duration Poll { get; init; }

    [NoEffectOnResults]
    public required Duration Settle { get; init; }

    /// <summary>A live night ends when no frame came for so long.</summary>
    [NoEffectOnResults]
    public required Duration EndAfter { get; init; }
}
