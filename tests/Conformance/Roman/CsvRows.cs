namespace Nocturne.Conformance.Roman;

/// <summary>A table of the reference set, read cell by cell.</summary>
sealed class CsvRows
{
    readonly CsvTable table;
    readonly Dictionary<string, double[]> numbers = [];
    readonly Dictionary<string, string[]> texts = [];

    CsvRows(CsvTable table) => this.table = table;

    public int Count => table.RowCount;

    public static CsvRows Read(string path) => new(CsvTable.Read(path));

    public string Text(int row, string name)
    {
        if (!texts.TryGetValue(name, out var column)) texts[name] = column = table.Texts(name);
        return column[row];
    }

    public double Number(int row, string name)
    {
        if (!numbers.TryGetValue(name, out var column)) numbers[name] = column = table.Numbers(name);
        return column[row];
    }

    public int Integer(int row, string name) => (int)Number(row, name);
}
