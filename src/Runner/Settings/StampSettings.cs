namespace Nocturne.Runner.Settings;

/// <summary>Which pixels are kept.</summary>
public sealed record StampSettings
{
    /// <summary>Numbers of the sources round which the pixels of every frame are kept.</summary>
    public required IReadOnlyList<int> Sources { get; init; }
}
