using System.Text.Json;
using Nocturne.Core.Asdf;
using Nocturne.Core.Roman;
using Nocturne.Core.Tables;

namespace Nocturne.Conformance.Roman;

/// <summary>The files of one scene: everything that begins with its letter.</summary>
sealed class Scene(string folder, string letter)
{
    public string Letter => letter;

    public string Catalogue => PathOf("catalog.ecsv");

    public IReadOnlyList<string> Images { get; } = [.. Directory.EnumerateFiles(folder, letter + "_l2_*.asdf").Order(StringComparer.Ordinal)];

    /// <summary>The scenes of a folder: a letter (or more) before <c>_catalog.ecsv</c>.</summary>
    public static IEnumerable<Scene> Discover(string folder) => Directory.EnumerateFiles(folder, "*_catalog.ecsv")
        .Order(StringComparer.Ordinal)
        .Select(path => new Scene(folder, Path.GetFileName(path)[..^"_catalog.ecsv".Length]));

    public string PathOf(string ending) => Path.Combine(folder, $"{letter}_{ending}");

    public bool Has(string ending) => File.Exists(PathOf(ending));

    public CsvRows Rows(string ending) => CsvRows.Read(PathOf(ending));

    public JsonDocument Summary() => JsonDocument.Parse(File.ReadAllText(PathOf("expected_summary.json")));

    public SourceList Sources(ScienceImage image) => SourceList.From(EcsvReader.Read(Catalogue), image.OpticalElement, Path.GetFileName(Catalogue));

    public EncircledEnergy Energy(CurveInterpolation interpolation = CurveInterpolation.Linear) =>
        EncircledEnergy.FromTable(EcsvReader.Read(PathOf("ee.ecsv")), letter + "_ee.ecsv", interpolation: interpolation);

    public EncircledEnergy Reference(ScienceImage image)
    {
        using var file = AsdfFile.Open(PathOf("apcorr.asdf"));
        return EncircledEnergy.FromReference(file, image.OpticalElement);
    }
}
