using System.ComponentModel.DataAnnotations;
using Nocturne.Runner.Hocon;

namespace Nocturne.Runner.Settings;

/// <summary>How a night is reduced while it runs. The definitive results do not depend on it.</summary>
public sealed record LiveSettings
{
    /// <summary>Good frames after which a band makes its provisional catalogue.</summary>
    [NoEffectOnResults]
    [Range(1, 1000)]
    public required int FirstCatalogue { get; init; }

    /// <summary>How long a stage may work on a frame before it counts as hanging.</summary>
    [NoEffectOnResults]
    public required Duration StageTimeout { get; init; }
}
