namespace Nocturne.Conformance.Stdpipe;

sealed class MeasureDeblendedCase : ICaseKind
{
    public bool Takes(ManifestEntry entry) => entry.Section == "cases" && entry.Text("function") == "measure_aperture_deblended";

    public CaseResult Run(SceneSet set, ManifestEntry entry) => CaseResult.Failed(entry.Name, "later");
}
