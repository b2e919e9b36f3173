using Nocturne.Runner.Hocon;

namespace Nocturne.Runner.Settings;

/// <summary>What is told to monitoring systems.</summary>
public sealed record TelemetrySettings
{
    /// <summary>Where metrics are sent to (OTLP over HTTP); <c>none</c> for nowhere.</summary>
    [NoEffectOnResults]
    public required string OtlpEndpoint { get; init; }

    /// <summary>How often.</summary>
    [NoEffectOnResults]
    public required Duration Every { get; init; }
}
