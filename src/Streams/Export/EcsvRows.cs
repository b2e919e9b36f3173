using System.Text.Encodings.Web;
using System.Text.Json;
using Nocturne.Core.Quality;

namespace Nocturne.Streams.Export;

/// <summary>Rows in the Enhanced CSV of astropy (APE 6): names, types, units and descriptions travel with the numbers.</summary>
/// <remarks>The header is YAML; its texts are written as JSON strings, which YAML takes as they are.</remarks>
sealed class EcsvRows<TRow> : IRowTable<TRow>
{
    readonly IReadOnlyList<RowColumn<TRow>> columns;
    readonly AtomicFile file;
    readonly DelimitedText text;

    /// <param name="path">The file.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="facts">What the header says of the table as a whole; the flag registry follows it.</param>
    public EcsvRows(string path, IReadOnlyList<RowColumn<TRow>> columns, params IEnumerable<(string Key, string Value)> facts)
    {
        this.columns = columns;
        file = new(path);
        text = new(file);
        text.Line("# %ECSV 1.0");
        text.Line("# ---");
        text.Line("# delimiter: ','");
        text.Line("# datatype:");
        foreach (var column in columns)
        {
            var unit = column.Unit is null ? "" : $"unit: {column.Unit}, ";
            text.Line($"# - {{name: {column.Name}, {unit}datatype: {TypeOf(column)}, description: {Quoted(column.Description)}}}");
        }

        text.Line("# meta: !!omap");
        foreach (var (key, value) in facts) text.Line($"# - {{{key}: {Quoted(value)}}}");
        text.Line("# - flags: !!omap");
        foreach (var flag in QualityFlags.All)
            text.Line(FormattableString.Invariant($"#   - {{{(int)flag.Flag}: {Quoted($"{flag.Name}: {flag.Sentence}")}}}"));
        text.Line("# schema: astropy-2.0");
        text.Row(columns.Select(column => column.Name));
    }

    public void Add(TRow row)
    {
        foreach (var column in columns) column.WriteField(text, row);
        text.EndRow();
    }

    public void Commit()
    {
        text.Dispose();
        file.Commit();
    }

    public void Dispose() => file.Dispose();

    static string TypeOf(RowColumn<TRow> column) => column switch
    {
        RowColumn<TRow>.Words => "string",
        RowColumn<TRow>.Whole => "int32",
        _ => "float64",
    };

    static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}
