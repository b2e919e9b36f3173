using Nocturne.Core.Fits;

namespace Nocturne.Streams.Export;

/// <summary>Tables of one's own columns in the formats that a file's name says: CSV, ECSV or FITS.</summary>
public static class RowTables
{
    /// <summary>Begins a table; without <see cref="IRowTable{TRow}.Commit"/> nothing is left of it.</summary>
    /// <param name="path">The file; .ecsv and .fits (also .fit) choose the format, all else is CSV.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="name">Name of the table in FITS.</param>
    /// <param name="facts">What the header says of the table as a whole; CSV has none.</param>
    /// <exception cref="Store.StoreException">The disk is full or refuses.</exception>
    public static IRowTable<TRow> Create<TRow>(string path, IReadOnlyList<RowColumn<TRow>> columns, string name, IReadOnlyList<(string Key, string Value)> facts)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(facts);
        switch (Path.GetExtension(path).ToLowerInvariant())
        {
            case ".ecsv":
                return new EcsvRows<TRow>(path, columns, facts);
            case ".fits" or ".fit":
                var header = new FitsHeader();
                foreach (var (key, value) in facts) header.AddComment($"{key}: {value}");
                return new FitsRows<TRow>(path, name, columns, header);
            default:
                return new CsvRows<TRow>(path, columns);
        }
    }

    /// <summary>Writes a whole table.</summary>
    /// <inheritdoc cref="Create{TRow}"/>
    public static void Write<TRow>(string path, IReadOnlyList<RowColumn<TRow>> columns, IEnumerable<TRow> rows, string name, IReadOnlyList<(string Key, string Value)> facts)
    {
        ArgumentNullException.ThrowIfNull(rows);
        using var table = Create(path, columns, name, facts);
        foreach (var row in rows) table.Add(row);
        table.Commit();
    }
}
