using System.Buffers;
using System.Runtime.InteropServices;

namespace Nocturne.Core.Fits;

/// <summary>A column of numbers or booleans, or of arrays of them.</summary>
sealed class NumberColumn<T> : FitsTableColumn
    where T : unmanaged
{
    readonly ReadOnlyMemory<T> values;
    readonly int[] shape;
    readonly long? undefined;
    readonly int perCell = 1;
    readonly int size;
    readonly char letter;
    readonly string? zero;

    public NumberColumn(string name, ReadOnlyMemory<T> values, string? unit, string? comment, IReadOnlyList<int> shape, long? undefined)
        : base(name, unit, comment)
    {
        this.values = values;
        this.shape = [.. shape];
        this.undefined = undefined;
        foreach (var axis in shape)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(axis, nameof(shape));
            perCell = checked(perCell * axis);
        }

        (var bitPix, letter, zero) = typeof(T) == typeof(bool) ? (8, 'L', null) : SampleEncoder.Storage<T>();
        size = Math.Abs(bitPix) / 8;
        if (values.Length % perCell != 0)
            throw new ArgumentException($"Column '{name}' has {values.Length} values, which is no multiple of {perCell} in a cell.", nameof(values));
        if (undefined is not null && (bitPix < 0 || letter == 'L'))
            throw new ArgumentException($"Column '{name}' is not of integers: there an undefined value is NaN, not {undefined}.", nameof(undefined));
    }

    public override int RowCount => values.Length / perCell;

    internal override string Form => (perCell == 1 ? "" : Number(perCell)) + letter;

    internal override int CellLength => checked(perCell * size);

    internal override void Describe(FitsHeader header, int number)
    {
        base.Describe(header, number);
        if (shape.Length > 1) header.Set($"TDIM{number}", $"({string.Join(',', shape)})");
        if (zero is not null) header.Add(new($"TZERO{number}", FitsValueKind.Number, zero, "offset for unsigned integers"));
        if (undefined is { } none) header.Set($"TNULL{number}", none);
    }

    internal override void Encode(int firstRow, int count, Span<byte> rows, int rowLength, int offset)
    {
        var chosen = values.Span.Slice(firstRow * perCell, count * perCell);
        var encoded = ArrayPool<byte>.Shared.Rent(chosen.Length * size);
        if (letter == 'L')
        {
            var flags = MemoryMarshal.AsBytes(chosen);
            for (var i = 0; i < flags.Length; i++) encoded[i] = flags[i] != 0 ? (byte)'T' : (byte)'F';
        }
        else
        {
            SampleEncoder.Encode(chosen, encoded);
        }

        var cell = CellLength;
        for (var row = 0; row < count; row++) encoded.AsSpan(row * cell, cell).CopyTo(rows[((row * rowLength) + offset)..]);
        ArrayPool<byte>.Shared.Return(encoded);
    }
}
