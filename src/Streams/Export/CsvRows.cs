namespace Nocturne.Streams.Export;

/// <summary>Rows as comma-separated text below one line of column names.</summary>
sealed class CsvRows<TRow> : IRowTable<TRow>
{
    readonly IReadOnlyList<RowColumn<TRow>> columns;
    readonly AtomicFile file;
    readonly DelimitedText text;

    public CsvRows(string path, IReadOnlyList<RowColumn<TRow>> columns)
    {
        this.columns = columns;
        file = new(path);
        text = new(file);
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
}
