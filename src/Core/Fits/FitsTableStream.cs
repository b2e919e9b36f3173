namespace Nocturne.Core.Fits;

/// <summary>Writes a file with one binary table part by part, for tables that are larger than memory or whose length is known only at the end.</summary>
/// <remarks>The table's header is written again when all rows are known; until <see cref="Complete"/> the file holds a table without rows.</remarks>
public sealed class FitsTableStream
{
    readonly Stream stream;
    readonly string extensionName;
    readonly IReadOnlyList<FitsTableColumn> layout;
    readonly FitsHeader? header;
    readonly int rowLength;
    readonly long headerAt;
    readonly Checksum sum = new();
    byte[] buffer = [];
    int rowCount;

    /// <param name="stream">Where to write, from its present place; must be seekable. It stays open.</param>
    /// <param name="extensionName">EXTNAME.</param>
    /// <param name="layout">Columns without rows that show names, types and widths.</param>
    /// <param name="header">Further cards, or null.</param>
    public FitsTableStream(Stream stream, string extensionName, IReadOnlyList<FitsTableColumn> layout, FitsHeader? header = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(layout);
        this.stream = stream;
        this.extensionName = extensionName;
        this.layout = layout;
        this.header = header;
        rowLength = layout.Sum(column => column.CellLength);
        using (var primary = new FitsWriter(stream, leaveOpen: true)) primary.AddHeader(null);
        headerAt = stream.Position;
        stream.Write(Header());
    }

    /// <summary>Adds rows; all parts but the last must have a multiple of four rows.</summary>
    /// <exception cref="ArgumentException">The columns are not those of the layout.</exception>
    public void Append(IReadOnlyList<FitsTableColumn> part)
    {
        ArgumentNullException.ThrowIfNull(part);
        var fits = part.Count == layout.Count && part.Zip(layout).All(pair => pair.First.Name == pair.Second.Name && pair.First.Form == pair.Second.Form);
        if (!fits) throw new ArgumentException("The columns of a part differ from those of the table.", nameof(part));
        if (rowCount % 4 != 0) throw new ArgumentException("Only the last part may have a number of rows that is no multiple of four.", nameof(part));

        var count = part[0].RowCount;
        if (buffer.Length < count * rowLength) buffer = new byte[count * rowLength];
        var rows = buffer.AsSpan(0, count * rowLength);
        var offset = 0;
        foreach (var column in part)
        {
            column.Encode(0, count, rows, rowLength, offset);
            offset += column.CellLength;
        }

        sum.Accept(rows);
        stream.Write(rows);
        rowCount = checked(rowCount + count);
    }

    /// <summary>Fills the last block and writes the header that tells of all rows.</summary>
    public void Complete()
    {
        var length = (long)rowLength * rowCount;
        stream.Write(new byte[(int)(HeaderReader.RoundUp(length) - length)]);
        var end = stream.Position;
        stream.Position = headerAt;
        stream.Write(Header());
        stream.Position = end;
    }

    byte[] Header()
    {
        var cards = StructuralCards.OfTable(rowLength, rowCount, layout).Set("EXTNAME", extensionName);
        StructuralCards.AppendOthers(cards, header, keepBlank: false);
        return FitsWriter.FormatHeader(cards, sum.Value);
    }
}
