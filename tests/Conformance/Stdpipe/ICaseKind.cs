namespace Nocturne.Conformance.Stdpipe;

/// <summary>
/// A kind of case: knows which entries of the manifest are its own and how to compare them. One class per kind, listed in <see
/// cref="StdpipeSet"/>.
/// </summary>
interface ICaseKind
{
    bool Takes(ManifestEntry entry);

    CaseResult Run(SceneSet set, ManifestEntry entry);
}
