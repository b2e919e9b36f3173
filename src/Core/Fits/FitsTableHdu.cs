namespace Nocturne.Core.Fits;

/// <summary>A binary table. Columns are found by name, without regard to case; TSCAL, TZERO and TNULL are applied.</summary>
/// <remarks>A cell may be an array (see <see cref="FitsColumn.Shape"/>): a whole column then comes as one array, row after row, with
/// <see cref="FitsColumn.ElementCount"/> values each. Columns of variable length are read cell by cell.</remarks>
public sealed class FitsTableHdu : FitsHdu
{
    readonly TableCells cells;

    internal FitsTableHdu(FitsHeader header, HduData data)
        : base(header, data)
    {
        var layout = data.Layout;
        var place = data.Place;
        if (layout.BitPix != 8 || layout.Axes.Count != 2) throw place.Corrupt("a binary table must have BITPIX = 8 and NAXIS = 2.");
        if (layout.Axes[0] > Array.MaxLength) throw place.Unsupported($"table rows of {layout.Axes[0]:N0} bytes are not supported.");
        if (layout.Axes[1] > Array.MaxLength) throw place.Unsupported($"a table of {layout.Axes[1]:N0} rows is not supported.");
        RowCount = layout.Axes[0] == 0 ? 0 : (int)layout.Axes[1];
        var columns = ColumnParser.Parse(header, layout.Axes[0], place);
        Columns = columns;
        cells = new(data, (int)layout.Axes[0], RowCount, header);
    }

    public int RowCount { get; }

    public IReadOnlyList<FitsColumn> Columns { get; }

    /// <summary>The column of a name, or null.</summary>
    public FitsColumn? Find(string name)
    {
        foreach (var column in Columns)
        {
            if (string.Equals(column.Name, name, StringComparison.OrdinalIgnoreCase)) return column;
        }

        return null;
    }

    /// <summary>All values of a numeric, logical or bit column; what is undefined is NaN, true is 1.</summary>
    /// <exception cref="FitsException">There is no such column, it holds text or has variable length, or data are missing.</exception>
    public double[] ReadDoubles(string name) => Whole<double>(Named(name), cells.Decode);

    /// <inheritdoc cref="ReadDoubles(string)"/>
    public float[] ReadFloats(string name) => Whole<float>(Named(name), cells.Decode);

    /// <summary>All values of a column of whole numbers, exactly; undefined ones come as they are stored.</summary>
    /// <exception cref="FitsException">There is no such column, it does not hold whole numbers, one of them is too large, or data are
    /// missing.</exception>
    public long[] ReadLongs(string name) => Whole<long>(Named(name), cells.Decode);

    /// <inheritdoc cref="ReadLongs(string)"/>
    public int[] ReadInts(string name) => Whole<int>(Named(name), cells.Decode);

    /// <summary>All values of a logical or bit column; undefined is false.</summary>
    /// <exception cref="FitsException">There is no such column, it holds something else, or data are missing.</exception>
    public bool[] ReadBools(string name) => Whole<bool>(Named(name), cells.Decode);

    /// <summary>All strings of a text column, without trailing blanks.</summary>
    /// <exception cref="FitsException">There is no such column, it does not hold text, or data are missing.</exception>
    public string[] ReadStrings(string name) => Whole<string>(Named(name), cells.Decode);

    /// <summary>The values of one cell, which may be of variable length.</summary>
    /// <param name="name">Column.</param>
    /// <param name="row">Row, from 0.</param>
    /// <exception cref="FitsException">There is no such column, it holds text, or data are missing or damaged.</exception>
    public double[] ReadDoubles(string name, int row) => Cell<double>(Named(name), row, cells.Decode);

    /// <inheritdoc cref="ReadDoubles(string, int)"/>
    public float[] ReadFloats(string name, int row) => Cell<float>(Named(name), row, cells.Decode);

    /// <inheritdoc cref="ReadDoubles(string, int)"/>
    public long[] ReadLongs(string name, int row) => Cell<long>(Named(name), row, cells.Decode);

    /// <inheritdoc cref="ReadDoubles(string, int)"/>
    public int[] ReadInts(string name, int row) => Cell<int>(Named(name), row, cells.Decode);

    /// <inheritdoc cref="ReadDoubles(string, int)"/>
    public bool[] ReadBools(string name, int row) => Cell<bool>(Named(name), row, cells.Decode);

    /// <summary>The strings of one cell, which may be of variable length; mostly it is one.</summary>
    /// <param name="name">Column.</param>
    /// <param name="row">Row, from 0.</param>
    /// <exception cref="FitsException">There is no such column, it does not hold text, or data are missing or damaged.</exception>
    public string[] ReadStrings(string name, int row) => Cell<string>(Named(name), row, cells.Decode);

    /// <summary>Direct access to the cells, for the tiles of compressed images.</summary>
    internal TableCells Cells => cells;

    FitsColumn Named(string name) => Find(name)
        ?? throw Data.Place.Unsupported($"the table has no column '{name}'; it has {string.Join(", ", Columns.Select(column => column.Name))}.");

    T[] Whole<T>(FitsColumn column, TableCells.Decoder<T> decode)
    {
        if (column.IsVariableLength) throw Data.Place.Unsupported($"{column.Description} has variable length: read it row by row.");
        Data.CheckWhole();
        var count = (long)RowCount * column.ElementCount;
        if (count > Array.MaxLength)
            throw Data.Place.Unsupported($"{column.Description} has {count:N0} values, too many for one array: read it row by row.");
        var values = new T[count];
        cells.ReadColumn(column, column.ElementCount, values, decode);
        return values;
    }

    T[] Cell<T>(FitsColumn column, int row, TableCells.Decoder<T> decode)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, RowCount);
        return cells.ReadCell(column, row, decode);
    }
}
