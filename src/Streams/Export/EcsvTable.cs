using System.Text.Encodings.Web;
using System.Text.Json;
using Nocturne.Core.Quality;
using Nocturne.Streams.Store;

namespace Nocturne.Streams.Export;

/// <summary>All measurements as one table in the Enhanced CSV of astropy (APE 6): names, types, units and descriptions travel with the numbers.</summary>
/// <remarks>The header is YAML; its texts are written as JSON strings, which YAML takes as they are.</remarks>
sealed class EcsvTable : IMeasurementTable
{
    static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    readonly AtomicFile file;
    readonly DelimitedText text;

    public EcsvTable(string path, NightInfo info)
    {
        file = new(path);
        text = new(file);
        text.Line("# %ECSV 1.0");
        text.Line("# ---");
        text.Line("# delimiter: ','");
        text.Line("# datatype:");
        foreach (var column in MeasurementColumn.All)
        {
            var unit = column.Unit is null ? "" : $"unit: {column.Unit}, ";
            text.Line($"# - {{name: {column.Name}, {unit}datatype: {TypeOf(column)}, description: {Quoted(column.Description)}}}");
        }

        text.Line("# meta: !!omap");
        text.Line($"# - {{program: {Quoted($"Nocturne {info.ProgramVersion}")}}}");
        text.Line($"# - {{settings_digest: {Quoted(info.SettingsDigest)}}}");
        text.Line("# - flags: !!omap");
        foreach (var flag in QualityFlags.All)
            text.Line(FormattableString.Invariant($"#   - {{{(int)flag.Flag}: {Quoted($"{flag.Name}: {flag.Sentence}")}}}"));
        text.Line("# schema: astropy-2.0");
        text.Row(MeasurementColumn.All.Select(column => column.Name));
    }

    public void Begin(LightCurveKey curve)
    {
    }

    public void Add(LightCurveKey curve, LightCurvePoint point)
    {
        foreach (var column in MeasurementColumn.All) column.WriteField(text, curve, point);
        text.EndRow();
    }

    public void Commit()
    {
        text.Dispose();
        file.Commit();
    }

    public void Dispose() => file.Dispose();

    static string TypeOf(MeasurementColumn column) => column switch
    {
        MeasurementColumn.Words => "string",
        MeasurementColumn.Whole => "int32",
        _ => "float64",
    };

    static string Quoted(string text) => JsonSerializer.Serialize(text, Readable);
}
