using System.Globalization;
using System.Text;
using System.Text.Json;
using Nocturne.Core.Yaml;

namespace Nocturne.Core.Tables;

/// <summary>Writes ECSV tables (version 1.0, fields separated by blanks or commas). Numbers keep every digit.</summary>
public static class EcsvWriter
{
    /// <summary>Writes a file in UTF-8 with line feeds.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, Table table, char delimiter = ' ')
    {
        using var writer = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        Write(writer, table, delimiter);
    }

    /// <summary>Writes a table to a text writer.</summary>
    /// <exception cref="ArgumentException">The delimiter is neither a blank nor a comma, or a text has a line end in it.</exception>
    public static void Write(TextWriter writer, Table table, char delimiter = ' ')
    {
        if (delimiter is not (' ' or ',')) throw new ArgumentException("Only blanks and commas separate the fields of an ECSV table.", nameof(delimiter));
        writer.NewLine = "\n";
        writer.WriteLine("# %ECSV 1.0");
        writer.WriteLine("# ---");
        if (delimiter == ',') writer.WriteLine("# delimiter: ','");
        foreach (var line in YamlWriter.Write(HeaderOf(table)).TrimEnd('\n').Split('\n')) writer.WriteLine("# " + line);
        writer.WriteLine(string.Join(delimiter, table.Columns.Select(column => Quoted(column.Name, delimiter))));
        var row = new StringBuilder();
        for (var i = 0; i < table.RowCount; i++)
        {
            row.Clear();
            foreach (var column in table.Columns)
            {
                if (row.Length > 0 || column != table.Columns[0]) row.Append(delimiter);
                row.Append(Quoted(Text(column[i]), delimiter));
            }

            writer.WriteLine(row);
        }
    }

    static YamlMapping HeaderOf(Table table)
    {
        var entries = new List<KeyValuePair<string, YamlNode>> { new("datatype", new YamlSequence([.. table.Columns.Select(ColumnOf)])) };
        if (table.Meta is not null) entries.Add(new("meta", table.Meta));
        return new(entries);
    }

    static YamlMapping ColumnOf(TableColumn column)
    {
        var entries = new List<KeyValuePair<string, YamlNode>> { new("name", new YamlScalar(column.Name)) };
        if (column.Unit is not null) entries.Add(new("unit", new YamlScalar(column.Unit)));
        var isJson = column is TableColumn<JsonElement>;
        entries.Add(new("datatype", new YamlScalar(isJson ? "string" : column.DataType)));
        if (isJson) entries.Add(new("subtype", new YamlScalar("json")));
        if (column.Description is not null) entries.Add(new("description", new YamlScalar(column.Description)));
        return new(entries);
    }

    static string Text(object? value) => value switch
    {
        null => "",
        bool flag => flag ? "True" : "False",
        double number => Real(number),
        float number => Real(number, number.ToString("R", CultureInfo.InvariantCulture)),
        Half number => Real((double)number, number.ToString("R", CultureInfo.InvariantCulture)),
        JsonElement cell => cell.GetRawText(),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    static string Real(double number, string? digits = null) =>
        double.IsNaN(number) ? "nan" : double.IsInfinity(number) ? (number > 0 ? "inf" : "-inf") : digits ?? number.ToString("R", CultureInfo.InvariantCulture);

    static string Quoted(string text, char delimiter)
    {
        if (text.AsSpan().ContainsAny('\n', '\r')) throw new ArgumentException("A text with a line end in it cannot be written to an ECSV table.");
        if (text.Length == 0) return delimiter == ',' ? "" : "\"\"";
        var needsQuotes = text.Contains('"', StringComparison.Ordinal) || text.Contains(delimiter, StringComparison.Ordinal) || text.Contains('\t', StringComparison.Ordinal) || text[0] == '#' || text[0] == ' ';
        return needsQuotes ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
