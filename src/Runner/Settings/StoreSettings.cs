using Nocturne.Runner.Hocon;

namespace Nocturne.Runner.Settings;

/// <summary>How results are kept.</summary>
public sealed record StoreSettings
{
    /// <summary>Rows are made durable together at least so often.</summary>
    [NoEffectOnResults]
    public required Duration CommitEvery { get; init; }
}
