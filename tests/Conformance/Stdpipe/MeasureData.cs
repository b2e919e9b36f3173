using System.Text.Json;
using Nocturne.Core.Photometry;
using Nocturne.Core.Photometry.Psf;

namespace Nocturne.Conformance.Stdpipe;

/// <summary>What the measuring cases take from a set besides scenes: PSF models, the map of widths, planes as fields.</summary>
static class MeasureData
{
    /// <summary>A plane of a scene by the name that the options use: image, err, err_sky, sky.</summary>
    public static IPixelField Field(Scene scene, string name) => new ImageField(scene.Plane(name));

    /// <summary>A PSF model, with positions as the peers take them.</summary>
    public static PsfModel Psf(SceneSet set, string file) => PsfexFile.Read(set.PathOf(file), positionsAsWritten: true);

    /// <summary>The map of widths that the manifest describes by its coefficients.</summary>
    public static FwhmMap WidthMap(SceneSet set)
    {
        var unit = set.Manifest.GetProperty("units").EnumerateArray().First(
            entry => entry.GetProperty("file").GetString() == "fwhmmap_samples.csv");
        double Number(string name) => unit.GetProperty(name).GetDouble();
        double[] coefficients = [.. unit.GetProperty("coeffs").EnumerateArray().Select(value => value.GetDouble())];
        return FwhmMap.Of(
            new PolynomialField(unit.GetProperty("order").GetInt32(), coefficients, Number("x0"), Number("y0"), Number("sx"),
            Number("sy")), Number("median"));
    }

    /// <summary>Name of a file that an option gives; none when it gives something else.</summary>
    public static string? Name(JsonElement options, string option) =>
        options.TryGetProperty(option, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public static bool IsTrue(
        JsonElement options, string option) => options.TryGetProperty(option, out var value) && value.ValueKind == JsonValueKind.True;

    /// <summary>Places the rows of a measurement beside those of a table by their ids, and demands that both have the same.</summary>
    public static IEnumerable<(MeasuredSource Ours, int Row)> Join(
        Tally tally, IReadOnlyList<MeasuredSource> ours, double[] sourceIds, CsvTable theirs)
    {
        tally.Same("rows", ours.Count, theirs.RowCount);
        var byId = ours.ToDictionary(row => sourceIds[row.Index]);
        var ids = theirs.Numbers("id");
        for (var r = 0; r < ids.Length; r++)
        {
            if (byId.TryGetValue(ids[r], out var row)) yield return (row, r);
            else tally.Limit("rows that only they have", 1, 0);
        }
    }
}
