using Nocturne.Core.Yaml;

namespace Nocturne.Core.Tables;

/// <summary>What the header of an ECSV table says of one column.</summary>
sealed record EcsvColumnHeader(string Name, string DataType, string? Subtype, string? Unit, string? Description);

/// <summary>The header of an ECSV table.</summary>
sealed record EcsvHeader(IReadOnlyList<EcsvColumnHeader> Columns, char Delimiter, YamlNode? Meta)
{
    /// <exception cref="TableException">The header lacks the list of columns, or asks for another delimiter.</exception>
    public static EcsvHeader From(YamlNode? root, string name)
    {
        if (root?.At("datatype") is not YamlSequence list) throw new TableException(name, "the header has no list of columns ('datatype').");
        var delimiter = root.At("delimiter") switch
        {
            null => ' ',
            YamlScalar { Text: " " } => ' ',
            YamlScalar { Text: "," } => ',',
            var other => throw new TableException(name, $"the fields are separated by '{other.Text}'; only blanks and commas are known."),
        };
        var columns = new List<EcsvColumnHeader>();
        foreach (var item in list.Items)
        {
            var (columnName, type) = (item.At("name"), item.At("datatype")?.Text);
            if (columnName is not YamlScalar { Text: var text } || type is null) throw new TableException(name, "the header has a column without a name or a datatype.");
            if (!EcsvColumn.Knows(type)) throw new TableException(name, $"column '{text}' is of the unknown type '{type}'.");
            columns.Add(new(text, type, item.At("subtype")?.Text, item.At("unit")?.Text, item.At("description")?.Text));
        }

        if (columns.Select(column => column.Name).Distinct(StringComparer.Ordinal).Count() != columns.Count) throw new TableException(name, "two columns have one name.");
        return new(columns, delimiter, root.At("meta") is { } meta ? Plain(meta) : null);
    }

    // An ordered map is written as a list of mappings with one key each.
    static YamlNode Plain(YamlNode node)
    {
        if (node is not YamlSequence list || node.Tag != "tag:yaml.org,2002:omap") return node;
        var entries = new Dictionary<string, YamlNode>(StringComparer.Ordinal);
        foreach (var item in list.Items)
        {
            if (item is not YamlMapping { Entries: [var (key, value)] }) return node;
            entries[key] = Plain(value);
        }

        return new YamlMapping([.. entries], line: node.Line);
    }
}
