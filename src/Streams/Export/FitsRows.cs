using Nocturne.Core.Fits;
using Nocturne.Core.Quality;

namespace Nocturne.Streams.Export;

/// <summary>Rows as one FITS binary table, written in parts so that memory does not grow with their number.</summary>
sealed class FitsRows<TRow> : IRowTable<TRow>
{
    const int RowsAtOnce = 4096;

    readonly IReadOnlyList<RowColumn<TRow>> columns;
    readonly AtomicFile file;
    readonly List<TRow> rows = new(RowsAtOnce);
    FitsTableStream? table;

    /// <param name="path">The file.</param>
    /// <param name="name">Name of the extension.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="header">What the header says of the table as a whole; descriptions and flags are added.</param>
    public FitsRows(string path, string name, IReadOnlyList<RowColumn<TRow>> columns, FitsHeader header)
    {
        this.columns = columns;
        for (var i = 0; i < columns.Count; i++) header.Set($"TCOMM{i + 1}", columns[i].Description);
        foreach (var flag in QualityFlags.All) header.AddComment(FormattableString.Invariant($"flag {(int)flag.Flag}: {flag.Name}"));
        file = new(path);
        try
        {
            file.Write(stream => table = new(stream, name, Columns(), header));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public void Add(TRow row)
    {
        rows.Add(row);
        if (rows.Count == RowsAtOnce) WriteRows();
    }

    public void Commit()
    {
        if (rows.Count > 0) WriteRows();
        file.Write(_ => table!.Complete());
        file.Commit();
    }

    public void Dispose() => file.Dispose();

    void WriteRows()
    {
        file.Write(_ => table!.Append(Columns()));
        rows.Clear();
    }

    List<FitsTableColumn> Columns() => [.. columns.Select(ColumnOf)];

    FitsTableColumn ColumnOf(RowColumn<TRow> column) => column switch
    {
        RowColumn<TRow>.Words words => FitsTableColumn.Text(words.Name, [.. rows.Select(words.Value)], null, words.Width),
        RowColumn<TRow>.Whole whole => FitsTableColumn.Of(whole.Name, [.. rows.Select(whole.Value)]),
        RowColumn<TRow>.Number number => FitsTableColumn.Of(number.Name, [.. rows.Select(number.Value)], number.Unit),
        _ => throw new InvalidOperationException($"Column '{column.Name}' is of no known kind."),
    };
}
