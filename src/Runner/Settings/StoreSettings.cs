using Nocturne.Runner.Hocon;

namespace Nocturne.Runner.Settings;

/// <summary>Where results go.</summary>
public sealed record StoreSettings
{
    /// <summary>Folder of the results, or <c>auto</c>: <c>nocturne</c> beside the frames.</summary>
    [NoEffectOnResults]
    public required string Folder { get; init; }

    /// <summary>Rows are made durable together at least so often.</summary>
    [NoEffectOnResults]
    public required Duration CommitEvery { get; init; }

    /// <summary>Whether light curves are also written as CSV files.</summary>
    [NoEffectOnResults]
    public required bool Csv { get; init; }

    /// <summary>Whether light curves are also written as a FITS table.</summary>
    [NoEffectOnResults]
    public required bool Fits { get; init; }
}
