using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Nocturne.Core.Fits;

/// <summary>Reads the cells of a binary table: columns in pieces of many rows, variable arrays from the heap.</summary>
sealed class TableCells
{
    const int ChunkLength = 256 * 1024;

    readonly HduData data;
    readonly int rowLength;
    readonly int rowCount;
    readonly long heap;

    public TableCells(HduData data, int rowLength, int rowCount, FitsHeader header)
    {
        this.data = data;
        this.rowLength = rowLength;
        this.rowCount = rowCount;
        var table = (long)rowLength * rowCount;
        heap = HduLayout.Counted(header, "THEAP", table, data.Place);
        if (heap < table || heap > Math.Max(table, data.Layout.DataLength))
            throw data.Place.Corrupt($"THEAP = {heap} lies outside the {data.Layout.DataLength:N0} bytes of the table and its heap.");
    }

    /// <summary>Turns the bytes of cells of a column, one behind the other, into values.</summary>
    public delegate void Decoder<T>(FitsColumn column, ReadOnlySpan<byte> bytes, Span<T> values);

    /// <summary>Reads all cells of a column.</summary>
    /// <param name="column">Column.</param>
    /// <param name="perCell">Values in a cell.</param>
    /// <param name="values">As many values as all rows have.</param>
    /// <param name="decode">Turns bytes into values.</param>
    public void ReadColumn<T>(FitsColumn column, int perCell, Span<T> values, Decoder<T> decode)
    {
        if (values.IsEmpty) return;
        var rowsAtOnce = Math.Clamp(ChunkLength / rowLength, 1, rowCount);
        var whole = rowsAtOnce > 1;
        var rows = ArrayPool<byte>.Shared.Rent(whole ? rowsAtOnce * rowLength : 0);
        var gathered = ArrayPool<byte>.Shared.Rent(rowsAtOnce * column.CellLength);
        try
        {
            for (var row = 0; row < rowCount; row += rowsAtOnce)
            {
                var count = Math.Min(rowsAtOnce, rowCount - row);
                ReadOnlySpan<byte> cells;
                if (whole)
                {
                    Gather(data.Read((long)row * rowLength, count * rowLength, rows), column, gathered);
                    cells = gathered.AsSpan(0, count * column.CellLength);
                }
                else
                {
                    cells = data.Read(((long)row * rowLength) + column.Offset, column.CellLength, gathered.AsSpan());
                }

                decode(column, cells, values.Slice(row * perCell, count * perCell));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rows);
            ArrayPool<byte>.Shared.Return(gathered);
        }
    }

    public T[] ReadCell<T>(FitsColumn column, int row, Decoder<T> decode)
    {
        data.CheckWhole();
        var buffer = ArrayPool<byte>.Shared.Rent(Math.Max(column.CellLength, 16));
        try
        {
            if (!column.IsVariableLength)
            {
                var values = new T[column.ElementCount];
                decode(column, data.Read(((long)row * rowLength) + column.Offset, column.CellLength, buffer.AsSpan()), values);
                return values;
            }

            Span<HeapArray> array = [default];
            Decode(column, data.Read(((long)row * rowLength) + column.Offset, column.CellLength, buffer.AsSpan()), array);
            var bytes = ReadHeap(column, row, array[0], ref buffer);
            var count = array[0].Count * (column.Type is FitsColumnType.ComplexSingle or FitsColumnType.ComplexDouble ? 2 : 1);
            if (count > Array.MaxLength)
                throw data.Place.Unsupported($"{column.Description}, row {row} has {count:N0} values, too many for one array.");
            var found = new T[column.Type == FitsColumnType.Text ? 1 : (int)count];
            decode(column, bytes, found);
            return found;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>The descriptors of all cells of a variable column.</summary>
    public HeapArray[] ReadDescriptors(FitsColumn column)
    {
        data.CheckWhole();
        var descriptors = new HeapArray[rowCount];
        ReadColumn(column, 1, descriptors, Decode);
        return descriptors;
    }

    /// <summary>Where an array lies that a descriptor stands for.</summary>
    /// <returns>Offset in the data and length, in bytes.</returns>
    /// <exception cref="FitsException">It lies outside the heap.</exception>
    public (long Offset, long Length) Locate(FitsColumn column, int row, HeapArray array)
    {
        var (count, offset) = array;
        if (count == 0) return (heap, 0);
        var room = data.Layout.DataLength - heap;
        var most = room >= long.MaxValue / 8 ? long.MaxValue / 16 : room * 8;
        if (count > 0 && count <= most && offset >= 0 && offset <= room)
        {
            var length = ColumnParser.CellLength(column.Type, count);
            if (length <= room - offset) return (heap + offset, length);
        }

        throw data.Place.Corrupt($"{column.Description}, row {row}: an array of {count:N0} values at byte {offset:N0} lies outside the heap of {room:N0} bytes.");
    }

    /// <summary>The bytes of a variable cell, without a copy where possible.</summary>
    public ReadOnlySpan<byte> ReadHeap(FitsColumn column, int row, HeapArray array, ref byte[] pooled)
    {
        var (offset, length) = Locate(column, row, array);
        if (length > Array.MaxLength)
            throw data.Place.Unsupported($"{column.Description}, row {row} has {length:N0} bytes, too many to be read at once.");
        return length == 0 ? default : data.Read(offset, (int)length, ref pooled);
    }

    static void Decode(FitsColumn column, ReadOnlySpan<byte> bytes, Span<HeapArray> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            var cell = bytes.Slice(i * column.CellLength, column.CellLength);
            values[i] = cell.Length switch
            {
                0 => default,
                8 => new(BinaryPrimitives.ReadInt32BigEndian(cell), BinaryPrimitives.ReadInt32BigEndian(cell[4..])),
                _ => new(BinaryPrimitives.ReadInt64BigEndian(cell), BinaryPrimitives.ReadInt64BigEndian(cell[8..])),
            };
        }
    }

    public void Decode(FitsColumn column, ReadOnlySpan<byte> bytes, Span<double> values)
    {
        if (column.BitPix != 0)
            SampleDecoder.Decode(bytes, column.BitPix, column.Scaling, values);
        else
            Flags(column, bytes, values, static state => state ?? double.NaN);
    }

    public void Decode(FitsColumn column, ReadOnlySpan<byte> bytes, Span<float> values)
    {
        if (column.BitPix != 0)
            SampleDecoder.Decode(bytes, column.BitPix, column.Scaling, values);
        else
            Flags(column, bytes, values, static state => state ?? float.NaN);
    }

    public void Decode(FitsColumn column, ReadOnlySpan<byte> bytes, Span<bool> values)
    {
        if (column.Type is not (FitsColumnType.Logical or FitsColumnType.Bit))
            throw data.Place.Unsupported($"{column.Description} does not hold true and false.");
        Flags(column, bytes, values, static state => state == 1);
    }

    public void Decode(FitsColumn column, ReadOnlySpan<byte> bytes, Span<int> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            var value = WholeNumber(column, bytes, i);
            values[i] = value is >= int.MinValue and <= int.MaxValue ? (int)value
                : throw data.Place.Unsupported($"{column.Description} holds {value}, which is too large for 32 bits.");
        }
    }

    public void Decode(FitsColumn column, ReadOnlySpan<byte> bytes, Span<long> values)
    {
        for (var i = 0; i < values.Length; i++) values[i] = WholeNumber(column, bytes, i);
    }

    public void Decode(FitsColumn column, ReadOnlySpan<byte> bytes, Span<string> values)
    {
        if (column.Type != FitsColumnType.Text) throw data.Place.Unsupported($"{column.Description} does not hold text.");
        var length = column.IsVariableLength ? bytes.Length : column.TextLength;
        for (var i = 0; i < values.Length; i++)
        {
            var text = bytes.Slice(i * length, length);
            var end = text.IndexOf((byte)0);
            values[i] = Encoding.Latin1.GetString((end < 0 ? text : text[..end]).TrimEnd((byte)' '));
        }
    }

    /// <summary>Copies the cells of one column out of whole rows.</summary>
    void Gather(ReadOnlySpan<byte> rows, FitsColumn column, Span<byte> gathered)
    {
        for (int from = column.Offset, to = 0; from + column.CellLength <= rows.Length; from += rowLength, to += column.CellLength)
            rows.Slice(from, column.CellLength).CopyTo(gathered[to..]);
    }

    void Flags<T>(FitsColumn column, ReadOnlySpan<byte> bytes, Span<T> values, Func<int?, T> convert)
    {
        if (column.Type == FitsColumnType.Text) throw data.Place.Unsupported($"{column.Description} holds text, not numbers.");
        if (column.Type == FitsColumnType.Logical)
        {
            for (var i = 0; i < values.Length; i++) values[i] = convert(bytes[i] switch { (byte)'T' => 1, (byte)'F' => 0, _ => null });
            return;
        }

        var perCell = column.IsVariableLength ? values.Length : column.ElementCount;
        var cellBytes = (perCell + 7) / 8;
        for (var i = 0; i < values.Length; i++)
        {
            var bit = i % perCell;
            values[i] = convert((bytes[(i / perCell * cellBytes) + (bit / 8)] >> (7 - (bit % 8))) & 1);
        }
    }

    long WholeNumber(FitsColumn column, ReadOnlySpan<byte> bytes, int at)
    {
        var scaling = column.Scaling;
        if (scaling.Scale != 1 || scaling.Zero != Math.Floor(scaling.Zero) || Math.Abs(scaling.Zero) > 9.3e18)
            throw data.Place.Unsupported($"{column.Description} does not hold whole numbers.");
        long stored = column.Type switch
        {
            FitsColumnType.Byte => bytes[at],
            FitsColumnType.Int16 => BinaryPrimitives.ReadInt16BigEndian(bytes[(2 * at)..]),
            FitsColumnType.Int32 => BinaryPrimitives.ReadInt32BigEndian(bytes[(4 * at)..]),
            FitsColumnType.Int64 => BinaryPrimitives.ReadInt64BigEndian(bytes[(8 * at)..]),
            _ => throw data.Place.Unsupported($"{column.Description} does not hold whole numbers."),
        };
        var value = (Int128)scaling.Zero + stored;
        return value <= long.MaxValue && value >= long.MinValue ? (long)value
            : throw data.Place.Unsupported($"{column.Description} holds {value}, which is too large for 64 bits.");
    }
}
