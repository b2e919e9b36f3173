namespace Nocturne.Runner.Settings;

/// <summary>The log.</summary>
public sealed record LogSettings
{
    [NoEffectOnResults]
    public required LogVerbosity Level { get; init; }

    /// <summary>Log file, or <c>auto</c>: <c>nocturne.log</c> in the folder of the results; <c>none</c> writes none.</summary>
    [NoEffectOnResults]
    public required string File { get; init; }
}
