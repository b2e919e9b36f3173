using Nocturne.Core.Yaml;

namespace Nocturne.Core.Tables;

/// <summary>A table in memory: columns of equal length, with whatever else its file says.</summary>
public sealed class Table
{
    readonly Dictionary<string, TableColumn> byName;

    /// <exception cref="ArgumentException">Two columns have one name, or their lengths differ.</exception>
    public Table(IReadOnlyList<TableColumn> columns, YamlNode? meta = null)
    {
        Columns = columns;
        Meta = meta;
        RowCount = columns.Count == 0 ? 0 : columns[0].Count;
        if (columns.Any(column => column.Count != RowCount)) throw new ArgumentException("The columns of a table must have one length.", nameof(columns));
        byName = columns.ToDictionary(column => column.Name, StringComparer.Ordinal);
    }

    public IReadOnlyList<TableColumn> Columns { get; }

    public int RowCount { get; }

    /// <summary>Further facts of the file's header, ordered maps turned into plain ones; null when there are none.</summary>
    public YamlNode? Meta { get; }

    /// <summary>The column of a name, or null when there is none.</summary>
    public TableColumn? Find(string name) => byName.GetValueOrDefault(name);
}
