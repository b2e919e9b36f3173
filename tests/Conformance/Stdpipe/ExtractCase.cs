namespace Nocturne.Conformance.Stdpipe;

/// <summary>A catalogue of sep.extract.</summary>
sealed class ExtractCase : ICaseKind
{
    public bool Takes(ManifestEntry entry) => entry.Section == "extract" && entry.Has("options");

    public CaseResult Run(SceneSet set, ManifestEntry entry) => CaseResult.Failed(entry.Name, "extraction is not written yet");
}
