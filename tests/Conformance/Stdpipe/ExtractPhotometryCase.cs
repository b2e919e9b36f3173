namespace Nocturne.Conformance.Stdpipe;

/// <summary>Kron fluxes, half-light radii and windowed positions of a catalogue of sep.extract.</summary>
sealed class ExtractPhotometryCase : ICaseKind
{
    public bool Takes(ManifestEntry entry) => entry.Section == "extract" && entry.Has("what");

    public CaseResult Run(SceneSet set, ManifestEntry entry) => CaseResult.Failed(entry.Name, "extraction is not written yet");
}
