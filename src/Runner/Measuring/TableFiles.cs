using System.Globalization;
using System.Text;
using Nocturne.Core.Fits;
using Nocturne.Core.Tables;
using Nocturne.Core.Yaml;
using Nocturne.Streams.Export;

namespace Nocturne.Runner.Measuring;

/// <summary>Writes tables as CSV, ECSV or FITS, by the extension of the file; whole or not at all.</summary>
static class TableFiles
{
    static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Refuses a name that is of no table, before anything is measured.</summary>
    /// <exception cref="CommandException">The extension is not known.</exception>
    public static void Check(string path)
    {
        if (Form(path) is null) throw new CommandException(ExitCode.Usage, $"--out {path}: the extension names the format of the table; use .csv, .ecsv or .fits.");
    }

    /// <summary>Writes a table.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">Name of the table in a FITS file.</param>
    /// <param name="columns">Columns of one length.</param>
    /// <param name="facts">What the header says of the table as a whole.</param>
    /// <exception cref="Nocturne.Streams.Store.StoreException">The disk refuses.</exception>
    public static void Write(string path, string name, IReadOnlyList<TableColumn> columns, IReadOnlyList<(string Key, string Value)> facts)
    {
        var form = Form(path);
        AtomicFile.Write(path, file => file.Write(stream =>
        {
            if (form == ".fits") WriteFits(stream, name, columns, facts);
            else WriteText(stream, columns, facts, plain: form == ".csv");
        }));
    }

    static string? Form(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".csv" => ".csv",
        ".ecsv" => ".ecsv",
        ".fits" or ".fit" => ".fits",
        _ => null,
    };

    static void WriteText(Stream stream, IReadOnlyList<TableColumn> columns, IReadOnlyList<(string Key, string Value)> facts, bool plain)
    {
        var meta = new YamlMapping([.. facts.Select(fact => KeyValuePair.Create<string, YamlNode>(fact.Key, new YamlScalar(fact.Value)))]);
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        EcsvWriter.Write(text, new Table(columns, meta), ',');
        var written = text.ToString();
        if (plain) written = written[PlainStart(written)..];
        stream.Write(Utf8.GetBytes(written));
    }

    /// <summary>Where the column names stand: below the header.</summary>
    static int PlainStart(string text)
    {
        var at = 0;
        while (text.AsSpan(at) is ['#', ' ', ..]) at = text.IndexOf('\n', at) + 1;
        return at;
    }

    static void WriteFits(Stream stream, string name, IReadOnlyList<TableColumn> columns, IReadOnlyList<(string Key, string Value)> facts)
    {
        var header = new FitsHeader();
        foreach (var (key, value) in facts) header.AddComment($"{key}: {value}");
        using var writer = new FitsWriter(stream, leaveOpen: true);
        writer.AddHeader(null);
        writer.AddTable(name, [.. columns.Select(FitsOf)], header);
    }

    static FitsTableColumn FitsOf(TableColumn column) => column switch
    {
        TableColumn<string> => FitsTableColumn.Text(column.Name, column.ToTexts(), column.Description),
        TableColumn<bool> { Missing: null } flags => FitsTableColumn.Of(column.Name, flags.Values, column.Unit, column.Description),
        TableColumn<int> { Missing: null } whole => FitsTableColumn.Of(column.Name, whole.Values, column.Unit, column.Description),
        TableColumn<long> { Missing: null } whole => FitsTableColumn.Of(column.Name, whole.Values, column.Unit, column.Description),
        TableColumn<System.Text.Json.JsonElement> => FitsTableColumn.Text(column.Name, column.ToTexts(), column.Description),
        _ => FitsTableColumn.Of(column.Name, column.ToDoubles(), column.Unit, column.Description),
    };
}
