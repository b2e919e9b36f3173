using System.Text.Json;

namespace Nocturne.Conformance.Stdpipe;

/// <summary>Runs every entry of a manifest of the source-measurement set with the kind of case that knows it.</summary>
public static class StdpipeSet
{
    /// <summary>The sections of the manifest that hold cases; the others describe data.</summary>
    static readonly string[] Sections = ["background", "extract", "units", "cases"];

    /// <summary>Sections that describe data and hold no cases of their own.</summary>
    static readonly string[] Descriptions = ["tag", "producers", "scenes", "psf"];

    static readonly ICaseKind[] Kinds =
    [
        new BackgroundMapCase(),
        new BackgroundMeshCase(),
        new ExtractCase(),
        new ExtractPhotometryCase(),
        new MeasureObjectsCase(),
        new MeasureSepCase(),
        new MeasureDeblendedCase(),
        new MeasureUnitCase(),
    ];

    /// <param name="folder">The folder that holds the manifest.</param>
    public static IEnumerable<CaseResult> Run(string folder) => Run(folder, Sections);

    /// <param name="folder">The folder that holds the manifest.</param>
    /// <param name="wanted">The sections to run.</param>
    public static IEnumerable<CaseResult> Run(string folder, IReadOnlyCollection<string> wanted)
    {
        var manifest = Path.Combine(folder, "manifest.json");
        if (!File.Exists(manifest))
        {
            yield return CaseResult.Failed(manifest, "there is no such file; give the folder that holds the manifest");
            yield break;
        }
        using var document = JsonDocument.Parse(File.ReadAllBytes(manifest));
        var set = new SceneSet(folder, document.RootElement);
        foreach (var section in document.RootElement.EnumerateObject())
        {
            if (Descriptions.Contains(section.Name)) continue;
            if (!Sections.Contains(section.Name))
            {
                yield return CaseResult.Failed(section.Name, "this section of the manifest is not known here");
                continue;
            }
            if (!wanted.Contains(section.Name)) continue;
            var number = 0;
            foreach (var entry in section.Value.EnumerateArray()) yield return RunOne(set, new(section.Name, number++, entry));
        }
    }

    static CaseResult RunOne(SceneSet set, ManifestEntry entry)
    {
        var kind = Kinds.FirstOrDefault(kind => kind.Takes(entry));
        if (kind is null) return CaseResult.Failed(entry.Name, $"no comparison is written for this entry of section '{entry.Section}': {entry.Summary}");
        try
        {
            return kind.Run(set, entry);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or ArgumentException or KeyNotFoundException or InvalidOperationException or JsonException or Core.Fits.FitsException)
        {
            return CaseResult.Failed(entry.Name, $"{e.GetType().Name}: {e.Message}");
        }
    }
}
