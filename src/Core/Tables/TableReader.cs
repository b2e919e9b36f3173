using Nocturne.Core.Fits;

namespace Nocturne.Core.Tables;

/// <summary>Opens tables of any form that is known: ECSV, the first table of a FITS file, or plain text with commas.</summary>
public static class TableReader
{
    /// <summary>Opens a table; what it is, its first bytes tell.</summary>
    /// <exception cref="TableException">The file is no table that can be read.</exception>
    /// <exception cref="FitsException">The FITS file is damaged.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Table Open(string path)
    {
        Span<byte> first = stackalloc byte[6];
        using (var stream = File.OpenRead(path))
        {
            if (stream.ReadAtLeast(first, first.Length, throwOnEndOfStream: false) < first.Length) throw new TableException(Path.GetFileName(path), "is empty.");
        }

        var isFits = first.SequenceEqual("SIMPLE"u8) || first[..2].SequenceEqual((ReadOnlySpan<byte>)[0x1F, 0x8B]);
        if (!isFits)
        {
            var isPlain = first[0] != (byte)'#' && Path.GetExtension(path).Equals(".csv", StringComparison.OrdinalIgnoreCase);
            return isPlain ? CsvReader.Read(path) : EcsvReader.Read(path);
        }

        using var fits = FitsFile.Open(path);
        return FromFits(fits.Tables.FirstOrDefault() ?? throw new TableException(fits.Name, "has no table."));
    }

    /// <summary>Takes the columns with one value in each row.</summary>
    /// <exception cref="FitsException">The table is damaged.</exception>
    public static Table FromFits(FitsTableHdu table)
    {
        var columns = new List<TableColumn>();
        foreach (var column in table.Columns)
        {
            var unit = column.Unit.Length == 0 ? null : column.Unit;
            if (column.Name.Length == 0 || column.IsVariableLength || columns.Any(other => other.Name == column.Name)) continue;
            switch (column.Type)
            {
                case FitsColumnType.Text:
                    columns.Add(TableColumn.Of(column.Name, Array.ConvertAll(table.ReadStrings(column.Name), text => text.TrimEnd()), unit));
                    break;
                case FitsColumnType.Logical when column.ElementCount == 1:
                    columns.Add(TableColumn.Of(column.Name, table.ReadBools(column.Name), unit));
                    break;
                case FitsColumnType.Bit or FitsColumnType.ComplexSingle or FitsColumnType.ComplexDouble:
                    break;
                default:
                    if (column.ElementCount == 1) columns.Add(TableColumn.Of(column.Name, table.ReadDoubles(column.Name), unit));
                    break;
            }
        }

        return new(columns);
    }
}
