using System.Globalization;

namespace Nocturne.Core.Tables;

/// <summary>Reads comma-separated text with one line of column names. A column is of whole numbers, of numbers or of texts by what stands in it.</summary>
/// <remarks>Lines that begin with # and empty lines are passed over; an empty field is a missing value.</remarks>
public static class CsvReader
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="TableException">The file is no such table.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Table Read(string path) => Parse(File.ReadAllText(path), Path.GetFileName(path));

    /// <summary>Reads a text.</summary>
    /// <exception cref="TableException">The text is no such table.</exception>
    public static Table Parse(string text, string name)
    {
        string[]? names = null;
        List<string>[] fields = [];
        var number = 0;
        foreach (var raw in text.Split('\n'))
        {
            number++;
            var line = raw.TrimEnd('\r');
            if (string.IsNullOrWhiteSpace(line) || line[0] == '#') continue;
            var row = EcsvField.Split(line, ',') ?? throw new TableException(name, $"line {number}: a quotation is not closed.");
            if (names is null)
            {
                names = [.. row.Select(field => field.Text.Trim())];
                if (names.Distinct(StringComparer.Ordinal).Count() != names.Length) throw new TableException(name, "two columns have one name.");
                fields = [.. names.Select(_ => new List<string>())];
                continue;
            }

            if (row.Count != names.Length) throw new TableException(name, $"line {number}: {row.Count} fields where {names.Length} columns are.");
            for (var i = 0; i < fields.Length; i++) fields[i].Add(row[i].Text);
        }

        if (names is null) throw new TableException(name, "has no line of column names.");
        return new([.. names.Zip(fields, ColumnOf)]);
    }

    static TableColumn ColumnOf(string name, List<string> texts)
    {
        bool[]? missing = texts.Exists(string.IsNullOrWhiteSpace) ? [.. texts.Select(string.IsNullOrWhiteSpace)] : null;
        return Typed<long>(name, texts, missing, (text, out value) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value))
            ?? (TableColumn?)Typed<double>(name, texts, missing, TryNumber)
            ?? TableColumn.Of(name, texts.ToArray(), missing: missing);
    }

    static TableColumn<T>? Typed<T>(string name, List<string> texts, bool[]? missing, Parser<T> parse)
        where T : struct
    {
        var values = new T[texts.Count];
        for (var row = 0; row < values.Length; row++)
        {
            if (missing?[row] != true && !parse(texts[row].Trim(), out values[row])) return null;
        }

        return TableColumn.Of(name, values, missing: missing);
    }

    static bool TryNumber(string text, out double value)
    {
        value = text.ToUpperInvariant() switch
        {
            "NAN" => double.NaN,
            "INF" or "+INF" => double.PositiveInfinity,
            "-INF" => double.NegativeInfinity,
            _ => 0,
        };
        return value != 0 || double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
    }

    delegate bool Parser<T>(string text, out T value);
}
