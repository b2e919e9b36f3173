using System.Globalization;

namespace Nocturne.Core.Fits;

/// <summary>A column to be written into a binary table.</summary>
public abstract class FitsTableColumn
{
    private protected FitsTableColumn(string name, string? unit, string? comment)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        Name = name;
        Unit = unit ?? "";
        Comment = comment ?? "";
    }

    public string Name { get; }

    /// <summary>TUNIT; empty if there is none.</summary>
    public string Unit { get; }

    /// <summary>What the column is, for the header.</summary>
    public string Comment { get; }

    public abstract int RowCount { get; }

    /// <summary>TFORM.</summary>
    internal abstract string Form { get; }

    /// <summary>Bytes of a cell.</summary>
    internal abstract int CellLength { get; }

    /// <summary>A column of numbers (or of booleans), one for each row.</summary>
    /// <param name="name">TTYPE; letters, digits and underscores are best.</param>
    /// <param name="values">The values; for array cells those of the first row, then those of the second, ….</param>
    /// <param name="unit">TUNIT.</param>
    /// <param name="comment">What the column is.</param>
    /// <param name="shape">For cells that are arrays: the lengths of their axes, the fastest first; (width, height) of an image.</param>
    /// <param name="undefined">The integer that stands for "no value" (TNULL).</param>
    /// <exception cref="NotSupportedException">FITS cannot hold the type.</exception>
    /// <exception cref="ArgumentException">The number of values is no multiple of the shape.</exception>
    public static FitsTableColumn Of<T>(
        string name, ReadOnlyMemory<T> values, string? unit = null, string? comment = null, IReadOnlyList<int>? shape = null, long? undefined = null)
        where T : unmanaged => new NumberColumn<T>(name, values, unit, comment, shape ?? [], undefined);

    /// <inheritdoc cref="Of{T}(string, ReadOnlyMemory{T}, string?, string?, IReadOnlyList{int}?, long?)"/>
    public static FitsTableColumn Of<T>(
        string name, T[] values, string? unit = null, string? comment = null, IReadOnlyList<int>? shape = null, long? undefined = null)
        where T : unmanaged => new NumberColumn<T>(name, values, unit, comment, shape ?? [], undefined);

    /// <summary>A column of text; what is not ASCII becomes a question mark.</summary>
    /// <param name="name">TTYPE.</param>
    /// <param name="values">The texts.</param>
    /// <param name="comment">What the column is.</param>
    /// <param name="width">Characters of a cell at least; it is as wide as the longest text.</param>
    public static FitsTableColumn Text(string name, IReadOnlyList<string> values, string? comment = null, int width = 1) => new TextColumn(name, values, comment, width);

    /// <summary>Adds the cards of the column to a header.</summary>
    internal virtual void Describe(FitsHeader header, int number)
    {
        header.Set($"TTYPE{number}", Name, Comment).Set($"TFORM{number}", Form);
        if (Unit.Length > 0) header.Set($"TUNIT{number}", Unit);
    }

    /// <summary>Writes the cells of some rows into the bytes of these rows.</summary>
    /// <param name="firstRow">First row.</param>
    /// <param name="count">Number of rows.</param>
    /// <param name="rows">Bytes of the rows.</param>
    /// <param name="rowLength">Bytes of a row.</param>
    /// <param name="offset">Where the cell begins in a row.</param>
    internal abstract void Encode(int firstRow, int count, Span<byte> rows, int rowLength, int offset);

    private protected static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
