using Nocturne.Core.Fits;
using Nocturne.Core.Tables;
using Nocturne.Streams.Export;

namespace Nocturne.Streams.Forced;

/// <summary>The table of everything that was measured, in the format of the file's extension; written row by row, whole or not at all.</summary>
public sealed class ForcedTable : IDisposable
{
    /// <summary>Columns of a catalogue that may name its sources.</summary>
    static readonly string[] NameColumns = ["name", "id", "source_id"];

    readonly IRowTable<ForcedRow> table;

    ForcedTable(IRowTable<ForcedRow> table) => this.table = table;

    /// <summary>Whether a path has the extension of a table: .csv, .ecsv, .fits or .fit.</summary>
    public static bool IsTable(string path) => Path.GetExtension(path).ToLowerInvariant() is ".csv" or ".ecsv" or ".fits" or ".fit";

    /// <summary>Begins a table.</summary>
    /// <param name="path">The file; its extension names the format.</param>
    /// <param name="catalogue">The catalogue.</param>
    /// <param name="files">The images whose rows will come.</param>
    /// <param name="facts">What the header says of the table as a whole.</param>
    /// <exception cref="Store.StoreException">The disk refuses.</exception>
    public static ForcedTable Create(string path, Table catalogue, IEnumerable<ForcedFile> files, params IEnumerable<(string Key, string Value)> facts)
    {
        var columns = ForcedColumns.All(LongestName(catalogue), files.Select(file => file.Name.Length).DefaultIfEmpty(1).Max());
        return new(Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".csv" => new CsvRows<ForcedRow>(path, columns),
            ".ecsv" => new EcsvRows<ForcedRow>(path, columns, facts),
            _ => new FitsRows<ForcedRow>(path, "FORCED", columns, HeaderOf(facts)),
        });
    }

    /// <summary>Adds the rows of an image.</summary>
    public void Add(ForcedFrame frame)
    {
        foreach (var row in frame.Measurements) table.Add(new(frame, row));
    }

    /// <summary>All rows are there: puts the table in its place.</summary>
    public void Commit() => table.Commit();

    public void Dispose() => table.Dispose();

    static FitsHeader HeaderOf(IEnumerable<(string Key, string Value)> facts)
    {
        var header = new FitsHeader();
        foreach (var (key, value) in facts) header.AddComment($"{key}: {value}");
        return header;
    }

    static int LongestName(Table catalogue) => NameColumns
        .Select(catalogue.Find).OfType<TableColumn>().SelectMany(column => column.ToTexts()).Select(text => text.Length).DefaultIfEmpty(1).Max();
}
