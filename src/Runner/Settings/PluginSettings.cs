namespace Nocturne.Runner.Settings;

/// <summary>Classes of the user's own; see also <see cref="LocalBackgroundSettings.Type"/>.</summary>
public sealed record PluginSettings
{
    /// <summary>Folder with the assemblies.</summary>
    [NoEffectOnResults]
    public required string Folder { get; init; }

    /// <summary>An <see cref="Core.Background.IFrameBackground"/>, or <c>none</c>.</summary>
    public required string Background { get; init; }

    /// <summary>An <see cref="Core.Detection.ISourceFinder"/>, or <c>none</c>.</summary>
    public required string Finder { get; init; }

    /// <summary>An <see cref="Core.Catalogs.IApertureSelector"/>, or <c>none</c>.</summary>
    public required string ApertureSelector { get; init; }

    /// <summary>Photometers: <see cref="Core.Photometry.Photometers.ISourcePhotometer"/> or <see cref="Core.Photometry.Photometers.IFramePhotometer"/>.</summary>
    public required IReadOnlyList<string> Photometers { get; init; }
}
