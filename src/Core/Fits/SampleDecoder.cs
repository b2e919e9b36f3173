using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Nocturne.Core.Fits;

/// <summary>Turns big-endian stored samples of any BITPIX into physical values, quickly.</summary>
/// <remarks><see cref="SampleDecoderScalar"/> is its plain twin, and says what each sample should be.</remarks>
static class SampleDecoder
{
    /// <param name="bytes">Stored samples; as many as the destination takes.</param>
    /// <param name="bitPix">Their type.</param>
    /// <param name="scaling">What to do with them.</param>
    /// <param name="destination">Physical values.</param>
    public static void Decode(ReadOnlySpan<byte> bytes, int bitPix, PixelScaling scaling, Span<float> destination)
    {
        bytes = bytes[..(destination.Length * (Math.Abs(bitPix) / 8))];
        switch (bitPix)
        {
            case 8 when scaling.IsExactOffset:
                FromBytes(bytes, (float)scaling.Zero, destination);
                break;
            case 16 when scaling.IsExactOffset:
                FromInt16(bytes, (float)scaling.Zero, destination);
                break;
            case -32:
                Swap(bytes, destination);
                if (!scaling.IsIdentity) Rescale(destination, scaling);
                return;
            default:
                SampleDecoderScalar.Decode(bytes, bitPix, scaling, destination);
                return;
        }

        if (scaling.Blank is { } blank) SetBlanks(bytes, bitPix, blank, destination);
    }

    /// <inheritdoc cref="Decode(ReadOnlySpan{byte}, int, PixelScaling, Span{float})"/>
    public static void Decode(ReadOnlySpan<byte> bytes, int bitPix, PixelScaling scaling, Span<double> destination)
    {
        bytes = bytes[..(destination.Length * (Math.Abs(bitPix) / 8))];
        if (bitPix == -64 && scaling.IsIdentity)
            Swap(bytes, destination);
        else
            SampleDecoderScalar.Decode(bytes, bitPix, scaling, destination);
    }

    static void FromBytes(ReadOnlySpan<byte> bytes, float zero, Span<float> destination)
    {
        var offset = new Vector<float>(zero);
        var i = 0;
        for (; i <= destination.Length - Vector<byte>.Count; i += Vector<byte>.Count)
        {
            Vector.Widen(new Vector<byte>(bytes[i..]), out var low, out var high);
            Store(low, offset, destination[i..]);
            Store(high, offset, destination[(i + Vector<ushort>.Count)..]);
        }

        for (; i < destination.Length; i++) destination[i] = bytes[i] + zero;
    }

    static void FromInt16(ReadOnlySpan<byte> bytes, float zero, Span<float> destination)
    {
        var stored = MemoryMarshal.Cast<byte, ushort>(bytes);
        var offset = new Vector<float>(zero);
        var i = 0;
        for (; i <= destination.Length - Vector<ushort>.Count; i += Vector<ushort>.Count)
        {
            var value = new Vector<ushort>(stored[i..]);
            if (BitConverter.IsLittleEndian) value = Vector.ShiftLeft(value, 8) | Vector.ShiftRightLogical(value, 8);
            Vector.Widen(Vector.AsVectorInt16(value), out var low, out var high);
            (Vector.ConvertToSingle(low) + offset).CopyTo(destination[i..]);
            (Vector.ConvertToSingle(high) + offset).CopyTo(destination[(i + Vector<int>.Count)..]);
        }

        for (; i < destination.Length; i++) destination[i] = BinaryPrimitives.ReadInt16BigEndian(bytes[(2 * i)..]) + zero;
    }

    static void Store(Vector<ushort> values, Vector<float> offset, Span<float> destination)
    {
        Vector.Widen(Vector.AsVectorInt16(values), out var low, out var high);
        (Vector.ConvertToSingle(low) + offset).CopyTo(destination);
        (Vector.ConvertToSingle(high) + offset).CopyTo(destination[Vector<int>.Count..]);
    }

    static void Swap(ReadOnlySpan<byte> bytes, Span<float> destination) =>
        Swap(MemoryMarshal.Cast<byte, int>(bytes), MemoryMarshal.Cast<float, int>(destination));

    static void Swap(ReadOnlySpan<byte> bytes, Span<double> destination)
    {
        var stored = MemoryMarshal.Cast<byte, long>(bytes);
        if (BitConverter.IsLittleEndian)
            BinaryPrimitives.ReverseEndianness(stored, MemoryMarshal.Cast<double, long>(destination));
        else
            stored.CopyTo(MemoryMarshal.Cast<double, long>(destination));
    }

    /// <summary>Big-endian integers into the machine's own order.</summary>
    public static void Swap(ReadOnlySpan<int> stored, Span<int> destination)
    {
        if (BitConverter.IsLittleEndian)
            BinaryPrimitives.ReverseEndianness(stored, destination);
        else
            stored.CopyTo(destination);
    }

    static void Rescale(Span<float> values, PixelScaling scaling)
    {
        for (var i = 0; i < values.Length; i++) values[i] = (float)(scaling.Zero + (scaling.Scale * values[i]));
    }

    static void SetBlanks(ReadOnlySpan<byte> bytes, int bitPix, long blank, Span<float> destination)
    {
        if (bitPix == 8)
        {
            for (var i = 0; i < destination.Length; i++)
            {
                if (bytes[i] == blank) destination[i] = float.NaN;
            }
        }
        else
        {
            for (var i = 0; i < destination.Length; i++)
            {
                if (BinaryPrimitives.ReadInt16BigEndian(bytes[(2 * i)..]) == blank) destination[i] = float.NaN;
            }
        }
    }
}
