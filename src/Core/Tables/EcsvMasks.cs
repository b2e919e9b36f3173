using Nocturne.Core.Yaml;

namespace Nocturne.Core.Tables;

/// <summary>Puts together columns that were written as values and a mask (<c>a</c> and <c>a.mask</c>), as the header's <c>__serialized_columns__</c> says.</summary>
static class EcsvMasks
{
    const string MaskedColumn = "astropy.table.column.MaskedColumn";

    public static IReadOnlyList<TableColumn> Join(TableColumn[] columns, YamlNode? meta)
    {
        if (meta?.At("__serialized_columns__") is not YamlMapping serialized) return columns;
        var masks = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (_, column) in serialized.Entries)
        {
            if (column.At("__class__")?.Text == MaskedColumn && column.At("data", "name")?.Text is { } data && column.At("mask", "name")?.Text is { } mask) masks[data] = mask;
        }

        var byName = columns.ToDictionary(column => column.Name, StringComparer.Ordinal);
        return
        [
            .. columns
                .Where(column => !masks.ContainsValue(column.Name))
                .Select(column => masks.TryGetValue(column.Name, out var mask) && byName.GetValueOrDefault(mask) is TableColumn<bool> flags ? column.WithMissing(flags.Values) : column),
        ];
    }
}
