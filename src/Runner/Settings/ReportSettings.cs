namespace Nocturne.Runner.Settings;

/// <summary>The page that shows a night.</summary>
public sealed record ReportSettings
{
    [NoEffectOnResults]
    public required bool Html { get; init; }
}
