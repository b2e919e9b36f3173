namespace Nocturne.Core.Fits;

/// <summary>One column of a binary table: its name, unit, and what its cells look like.</summary>
public sealed class FitsColumn
{
    internal FitsColumn(int number)
    {
        Number = number;
        Name = "";
        Unit = "";
        Shape = [];
    }

    /// <summary>TTYPE, or an empty string.</summary>
    public string Name { get; internal init; }

    /// <summary>TUNIT, or an empty string.</summary>
    public string Unit { get; internal init; }

    public FitsColumnType Type { get; internal init; }

    /// <summary>Values in a cell: numbers, bits, or strings; a complex number counts as two. Of a column of variable length 0.</summary>
    public int ElementCount { get; internal init; }

    /// <summary>The shape of a cell in the order of FITS, the axis that runs fastest first: (columns, rows) of an image. From TDIM, or
    /// just the number of values.</summary>
    public IReadOnlyList<int> Shape { get; internal init; }

    /// <summary>True if the number of values differs from row to row.</summary>
    public bool IsVariableLength { get; internal init; }

    /// <summary>Counted from 1, as in the keywords.</summary>
    internal int Number { get; }

    /// <summary>Where its cell begins in a row [bytes].</summary>
    internal int Offset { get; init; }

    /// <summary>Bytes of a cell in the row itself (of a variable column: of the descriptor).</summary>
    internal int CellLength { get; init; }

    /// <summary>Characters of one string of a text column.</summary>
    internal int TextLength { get; init; }

    /// <summary>TSCAL, TZERO, TNULL.</summary>
    internal PixelScaling Scaling { get; init; } = PixelScaling.None;

    /// <summary>BITPIX of the numbers; 0 for text, bits and logicals.</summary>
    internal int BitPix => BitPixOf(Type);

    internal string Description => Name.Length > 0 ? $"column '{Name}'" : $"column {Number}";

    internal static int BitPixOf(FitsColumnType type) => type switch
    {
        FitsColumnType.Byte => 8,
        FitsColumnType.Int16 => 16,
        FitsColumnType.Int32 => 32,
        FitsColumnType.Int64 => 64,
        FitsColumnType.Single or FitsColumnType.ComplexSingle => -32,
        FitsColumnType.Double or FitsColumnType.ComplexDouble => -64,
        _ => 0,
    };
}
