using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Nocturne.Core.Asdf;

/// <summary>Byte order, strides and number types of decoded blocks.</summary>
static class ArrayConversion
{
    /// <summary>Turns round every group of so many bytes.</summary>
    public static void SwapBytes(Span<byte> bytes, int size)
    {
        switch (size)
        {
            case 2:
                var shorts = MemoryMarshal.Cast<byte, ushort>(bytes);
                BinaryPrimitives.ReverseEndianness(shorts, shorts);
                break;
            case 4:
                var words = MemoryMarshal.Cast<byte, uint>(bytes);
                BinaryPrimitives.ReverseEndianness(words, words);
                break;
            case 8:
                var longs = MemoryMarshal.Cast<byte, ulong>(bytes);
                BinaryPrimitives.ReverseEndianness(longs, longs);
                break;
        }
    }

    /// <summary>Collects the elements of a strided array in C order. The bounds were checked before.</summary>
    public static void Gather(ReadOnlySpan<byte> block, long offset, ReadOnlySpan<int> shape, ReadOnlySpan<long> strides, int itemSize, Span<byte> destination)
    {
        if (strides.IsEmpty)
        {
            block.Slice((int)offset, destination.Length).CopyTo(destination);
            return;
        }

        if (shape.Length == 1)
        {
            for (var i = 0; i < shape[0]; i++) block.Slice((int)(offset + (i * strides[0])), itemSize).CopyTo(destination[(i * itemSize)..]);
            return;
        }

        var part = destination.Length / shape[0];
        for (var i = 0; i < shape[0]; i++)
        {
            var start = offset + (i * strides[0]);
            if (IsPlain(shape[1..], strides[1..], itemSize)) block.Slice((int)start, part).CopyTo(destination[(i * part)..]);
            else Gather(block, start, shape[1..], strides[1..], itemSize, destination.Slice(i * part, part));
        }
    }

    /// <summary>Converts elements of any real type.</summary>
    public static void Convert<T>(AsdfDataType type, ReadOnlySpan<byte> bytes, Span<T> destination, Func<Exception> fault)
        where T : unmanaged, INumber<T>
    {
        switch (type)
        {
            case AsdfDataType.Int8:
                From<sbyte, T>(bytes, destination);
                break;
            case AsdfDataType.UInt8:
                From<byte, T>(bytes, destination);
                break;
            case AsdfDataType.Int16:
                From<short, T>(bytes, destination);
                break;
            case AsdfDataType.UInt16:
                From<ushort, T>(bytes, destination);
                break;
            case AsdfDataType.Int32:
                From<int, T>(bytes, destination);
                break;
            case AsdfDataType.UInt32:
                From<uint, T>(bytes, destination);
                break;
            case AsdfDataType.Int64:
                From<long, T>(bytes, destination);
                break;
            case AsdfDataType.UInt64:
                From<ulong, T>(bytes, destination);
                break;
            case AsdfDataType.Float16:
                From<Half, T>(bytes, destination);
                break;
            case AsdfDataType.Float32:
                From<float, T>(bytes, destination);
                break;
            case AsdfDataType.Float64:
                From<double, T>(bytes, destination);
                break;
            case AsdfDataType.Bool8:
                for (var i = 0; i < destination.Length; i++) destination[i] = bytes[i] == 0 ? T.Zero : T.One;
                break;
            default:
                throw fault();
        }
    }

    static void From<TFrom, TTo>(ReadOnlySpan<byte> bytes, Span<TTo> destination)
        where TFrom : unmanaged, INumber<TFrom>
        where TTo : unmanaged, INumber<TTo>
    {
        var values = MemoryMarshal.Cast<byte, TFrom>(bytes);
        for (var i = 0; i < destination.Length; i++) destination[i] = TTo.CreateTruncating(values[i]);
    }

    static bool IsPlain(ReadOnlySpan<int> shape, ReadOnlySpan<long> strides, int itemSize)
    {
        long expected = itemSize;
        for (var axis = shape.Length - 1; axis >= 0; axis--)
        {
            if (strides[axis] != expected) return false;
            expected *= shape[axis];
        }

        return true;
    }
}
