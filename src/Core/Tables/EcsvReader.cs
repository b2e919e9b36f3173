using System.Text;
using Nocturne.Core.Yaml;

namespace Nocturne.Core.Tables;

/// <summary>Reads ECSV tables (Astropy Proposal for Enhancement 6; versions 0.9 and 1.0).</summary>
public static class EcsvReader
{
    static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a file.</summary>
    /// <exception cref="TableException">The file is no ECSV table, or contradicts itself.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Table Read(string path)
    {
        try
        {
            return Parse(File.ReadAllText(path, StrictUtf8), Path.GetFileName(path));
        }
        catch (DecoderFallbackException error)
        {
            throw new TableException(Path.GetFileName(path), "is not UTF-8 text.", error);
        }
    }

    /// <summary>Reads a text.</summary>
    /// <exception cref="TableException">The text is no ECSV table, or contradicts itself.</exception>
    public static Table Parse(string text, string name)
    {
        var lines = text.Split('\n');
        var header = ReadHeader(lines, name, out var next);
        var names = NextRow(lines, ref next, header.Delimiter, name)
            ?? throw new TableException(name, "ends without a line of column names.");
        if (!names.Select(field => field.Text).SequenceEqual(header.Columns.Select(column => column.Name)))
            throw new TableException(name, $"line {next}: the column names [{string.Join(", ", names.Select(field => field.Text))}] differ from those of the header [{string.Join(", ", header.Columns.Select(column => column.Name))}].");

        var builders = header.Columns.Select(column => EcsvColumn.For(column)).ToArray();
        while (NextRow(lines, ref next, header.Delimiter, name) is { } row)
        {
            if (row.Count != builders.Length) throw new TableException(name, $"line {next}: {row.Count} fields where {builders.Length} columns are.");
            for (var i = 0; i < builders.Length; i++)
            {
                if (!builders[i].TryAdd(row[i]))
                    throw new TableException(name, $"line {next}: '{row[i].Text}' does not fit column '{header.Columns[i].Name}' of type {header.Columns[i].DataType}{(header.Columns[i].Subtype is { } subtype ? $" ({subtype})" : "")}.");
            }
        }

        var columns = builders.Select(builder => builder.Build()).ToArray();
        return new(EcsvMasks.Join(columns, header.Meta), header.Meta);
    }

    static EcsvHeader ReadHeader(string[] lines, string name, out int next)
    {
        if (lines[0].TrimEnd('\r') is not { } first || !first.StartsWith("# %ECSV ", StringComparison.Ordinal) || !Version.TryParse(first["# %ECSV ".Length..].Trim(), out var version) || version.Major > 1)
            throw new TableException(name, "is no ECSV table: it does not begin with '# %ECSV 1.0'.");
        var yaml = new StringBuilder();
        for (next = 1; next < lines.Length; next++)
        {
            var line = lines[next].TrimEnd('\r');
            if (line == "#") yaml.Append('\n');
            else if (line.StartsWith("# ", StringComparison.Ordinal)) yaml.Append(line, 2, line.Length - 2).Append('\n');
            else break;
        }

        YamlNode? root;
        try
        {
            root = YamlTree.Parse(yaml.ToString());
        }
        catch (YamlTreeException error)
        {
            throw new TableException(name, $"the header is not readable: {error.Message} (counted from the second line of the file).", error);
        }

        return EcsvHeader.From(root, name);
    }

    // The fields of the next line that is neither empty nor a comment; next is then the line's number, from 1.
    static List<EcsvField>? NextRow(string[] lines, ref int next, char delimiter, string name)
    {
        while (next < lines.Length)
        {
            var line = lines[next++].TrimEnd('\r');
            if (string.IsNullOrWhiteSpace(line) || line.TrimStart().StartsWith('#')) continue;
            return EcsvField.Split(line, delimiter) ?? throw new TableException(name, $"line {next}: a quotation is not closed.");
        }

        return null;
    }
}
