namespace Nocturne.Runner.Settings;

/// <summary>The page that shows a night.</summary>
public sealed record ReportSettings
{
    [NoEffectOnResults]
    public required bool Html { get; init; }

    /// <summary>Heading of the page, or <c>auto</c>: the object of the header.</summary>
    [NoEffectOnResults]
    public required string Title { get; init; }
}
