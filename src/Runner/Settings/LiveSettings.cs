using System.ComponentModel.DataAnnotations;

namespace Nocturne.Runner.Settings;

/// <summary>The live page of a running night.</summary>
public sealed record LiveSettings
{
    [NoEffectOnResults]
    public required bool Enabled { get; init; }

    [NoEffectOnResults]
    public required string Address { get; init; }

    [NoEffectOnResults]
    [Range(0, 65535)]
    public required int Port { get; init; }

    /// <summary>Needed to listen on anything but the loopback; viewers must give it.</summary>
    [NoEffectOnResults]
    public required string Token { get; init; }
}
