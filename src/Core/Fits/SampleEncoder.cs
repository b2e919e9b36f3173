using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Nocturne.Core.Fits;

/// <summary>Turns values of the machine into stored big-endian ones; unsigned integers are stored with an offset, as FITS has signed ones
/// only (and unsigned bytes).</summary>
static class SampleEncoder
{
    /// <summary>How a type is stored: its BITPIX, its letter in a table, and BZERO or TZERO if there is an offset.</summary>
    /// <exception cref="NotSupportedException">FITS cannot hold the type.</exception>
    public static (int BitPix, char Letter, string? Zero) Storage<T>()
        where T : unmanaged
    {
        if (typeof(T) == typeof(byte)) return (8, 'B', null);
        if (typeof(T) == typeof(sbyte)) return (8, 'B', "-128");
        if (typeof(T) == typeof(short)) return (16, 'I', null);
        if (typeof(T) == typeof(ushort)) return (16, 'I', "32768");
        if (typeof(T) == typeof(int)) return (32, 'J', null);
        if (typeof(T) == typeof(uint)) return (32, 'J', "2147483648");
        if (typeof(T) == typeof(long)) return (64, 'K', null);
        if (typeof(T) == typeof(ulong)) return (64, 'K', "9223372036854775808");
        if (typeof(T) == typeof(float)) return (-32, 'E', null);
        if (typeof(T) == typeof(double)) return (-64, 'D', null);
        throw new NotSupportedException($"FITS cannot hold values of type {typeof(T).Name}.");
    }

    /// <param name="values">Values.</param>
    /// <param name="stored">As many bytes.</param>
    public static void Encode<T>(ReadOnlySpan<T> values, Span<byte> stored)
        where T : unmanaged
    {
        var bytes = MemoryMarshal.AsBytes(values);
        stored = stored[..bytes.Length];
        var (bitPix, _, zero) = Storage<T>();
        var size = Math.Abs(bitPix) / 8;
        switch (size)
        {
            case 2 when BitConverter.IsLittleEndian:
                BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<byte, short>(bytes), MemoryMarshal.Cast<byte, short>(stored));
                break;
            case 4 when BitConverter.IsLittleEndian:
                BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<byte, int>(bytes), MemoryMarshal.Cast<byte, int>(stored));
                break;
            case 8 when BitConverter.IsLittleEndian:
                BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<byte, long>(bytes), MemoryMarshal.Cast<byte, long>(stored));
                break;
            default:
                bytes.CopyTo(stored);
                break;
        }

        if (zero is null) return;
        for (var at = 0; at < stored.Length; at += size) stored[at] ^= 0x80;
    }
}
