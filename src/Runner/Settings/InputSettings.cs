namespace Nocturne.Runner.Settings;

/// <summary>Which files are frames.</summary>
public sealed record InputSettings
{
    public required IReadOnlyList<string> Patterns { get; init; }

    public required bool Subfolders { get; init; }

    public AmplifierUse Amplifiers { get; init; }

    public MosaicUse Bayer { get; init; }

    public MixedShapes Mixed { get; init; }
}
