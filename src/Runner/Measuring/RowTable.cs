using Nocturne.Core.Tables;

namespace Nocturne.Runner.Measuring;

/// <summary>Builds the columns of a product from its rows.</summary>
sealed class RowTable<TRow>(IReadOnlyList<TRow> rows)
{
    readonly List<TableColumn> columns = [];

    public IReadOnlyList<TableColumn> Columns => columns;

    /// <summary>Puts the columns of the sources' table first, as far as no column here has their name.</summary>
    public RowTable<TRow> After(Table given, Func<TRow, int> rowOf)
    {
        int[] places = [.. rows.Select(rowOf)];
        columns.InsertRange(0, given.Columns.Where(column => !columns.Exists(own => own.Name == column.Name)).Select(column => column.Take(places)));
        return this;
    }

    public RowTable<TRow> Number(string name, string? unit, string description, Func<TRow, double> value)
    {
        columns.Add(TableColumn.Of(name, rows.Select(value).ToArray(), unit, description));
        return this;
    }

    public RowTable<TRow> Whole(string name, string description, Func<TRow, int> value)
    {
        columns.Add(TableColumn.Of(name, rows.Select(value).ToArray(), null, description));
        return this;
    }
}
