using System.Globalization;

namespace Nocturne.Conformance.Roman;

/// <summary>A small reader of the reference set's CSV tables: a line of names, then numbers.</summary>
sealed class CsvRows
{
    readonly Dictionary<string, int> columns;
    readonly List<string[]> rows;

    CsvRows(string[] names, List<string[]> rows)
    {
        columns = names.Select((name, index) => (name, index)).ToDictionary(pair => pair.name, pair => pair.index);
        this.rows = rows;
    }

    public int Count => rows.Count;

    public IEnumerable<string> Names => columns.Keys;

    public static CsvRows Read(string path)
    {
        var lines = File.ReadAllLines(path);
        return new(lines[0].Split(','), [.. lines.Skip(1).Where(line => line.Length > 0).Select(line => line.Split(','))]);
    }

    public bool Has(string name) => columns.ContainsKey(name);

    public string Text(int row, string name) => rows[row][columns[name]];

    public double Number(int row, string name) => Text(row, name) switch
    {
        "nan" or "" => double.NaN,
        "inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        var text => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
    };

    public int Integer(int row, string name) => (int)Number(row, name);
}
