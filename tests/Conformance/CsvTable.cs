using System.Globalization;

namespace Nocturne.Conformance;

/// <summary>A table of numbers with a header line, as the reference sets hold them.</summary>
public sealed class CsvTable
{
    readonly string[] names;
    readonly string[][] rows;

    CsvTable(string[] names, string[][] rows) => (this.names, this.rows) = (names, rows);

    public int RowCount => rows.Length;

    public IReadOnlyList<string> Names => names;

    public static CsvTable Read(string path)
    {
        var lines = File.ReadLines(path).Where(line => line.Length > 0 && line[0] != '#').ToArray();
        return new(lines[0].Split(','), [.. lines.Skip(1).Select(line => line.Split(','))]);
    }

    public bool Has(string name) => names.Contains(name);

    /// <summary>A column as numbers; what is no number is NaN.</summary>
    /// <exception cref="InvalidDataException">The table has no such column.</exception>
    public double[] Numbers(string name)
    {
        var place = Place(name);
        return [.. rows.Select(row => double.TryParse(row[place], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : double.NaN)];
    }

    /// <summary>A column as text.</summary>
    /// <exception cref="InvalidDataException">The table has no such column.</exception>
    public string[] Texts(string name)
    {
        var place = Place(name);
        return [.. rows.Select(row => row[place])];
    }

    int Place(string name)
    {
        var place = Array.IndexOf(names, name);
        return place >= 0 ? place : throw new InvalidDataException($"the table has no column '{name}'; it has {string.Join(", ", names)}");
    }
}
