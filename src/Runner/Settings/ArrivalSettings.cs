using Nocturne.Runner.Hocon;

namespace Nocturne.Runner.Settings;

/// <summary>How files are taken while the night runs. The definitive results do not depend on it.</summary>
public sealed record ArrivalSettings
{
    /// <summary>How often the folder is looked at.</summary>
    [NoEffectOnResults]
    public required Duration Poll { get; init; }

    /// <summary>How long a file must be left alone before it is believed to be whole.</summary>
    [NoEffectOnResults]
    public required Duration Settle { get; init; }

    /// <summary>After so long a file that is not whole is reported.</summary>
    [NoEffectOnResults]
    public required Duration Patience { get; init; }

    /// <summary>Whether the system's notices about changes are used.</summary>
    [NoEffectOnResults]
    public required bool Hints { get; init; }
}
