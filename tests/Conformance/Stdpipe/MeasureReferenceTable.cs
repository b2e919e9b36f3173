using System.Globalization;

namespace Nocturne.Conformance.Stdpipe;

/// <summary>A table of numbers with named columns.</summary>
sealed class MeasureReferenceTable
{
    readonly Dictionary<string, double[]> columns;

    MeasureReferenceTable(Dictionary<string, double[]> columns, string[][] cells, string[] names)
    {
        this.columns = columns;
        Cells = cells;
        Names = names;
    }

    public IReadOnlyList<string> Names { get; }

    public IReadOnlyList<string[]> Cells { get; }

    public int Count => Cells.Count;

    public bool Has(string name) => columns.ContainsKey(name);

    public double[] this[string name] => columns[name];

    public string Text(int row, string name) => Cells[row][Names.ToList().IndexOf(name)];

    public static MeasureReferenceTable Read(string path)
    {
        var lines = File.ReadAllLines(path).Where(line => line.Length > 0).ToArray();
        var names = lines[0].Split(',');
        var cells = lines.Skip(1).Select(line => line.Split(',')).ToArray();
        var columns = names.Select((name, c) => (name, values: cells.Select(row => Number(row[c])).ToArray())).ToDictionary(pair => pair.name, pair => pair.values);
        return new MeasureReferenceTable(columns, cells, names);
    }

    static double Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value
        : text.Equals("true", StringComparison.OrdinalIgnoreCase) ? 1
        : text.Equals("false", StringComparison.OrdinalIgnoreCase) ? 0 : double.NaN;
}
