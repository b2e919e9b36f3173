using System.ComponentModel.DataAnnotations;
using Nocturne.Runner.Hocon;

namespace Nocturne.Runner.Settings;

/// <summary>What is measured, and with how much of the machine.</summary>
public sealed record ReduceSettings
{
    /// <summary>Labels of the photometers, the first is the one that is shown.</summary>
    public required IReadOnlyList<string> Photometers { get; init; }

    /// <summary>Bands to measure, such as "1:g"; empty for all.</summary>
    public required IReadOnlyList<string> Bands { get; init; }

    /// <summary>Frames that are worked on at the same time.</summary>
    [NoEffectOnResults]
    [Range(1, 1024)]
    public required Auto<int> Parallelism { get; init; }

    /// <summary>Bytes of pixels that may be held at the same time.</summary>
    [NoEffectOnResults]
    public required Auto<ByteSize> MemoryBudget { get; init; }
}
