using System.IO.Compression;
using System.Runtime.InteropServices;

namespace Nocturne.Core.Fits.Compression;

/// <summary>Unpacks tiles that are gzipped, with their bytes in order or shuffled (FITS standard 4.0, 10.4.2).</summary>
static class GzipTile
{
    /// <summary>Unpacks into a buffer.</summary>
    /// <returns>Bytes unpacked; never more than there is room for.</returns>
    /// <exception cref="InvalidDataException">The bytes are damaged, or unpack to more than there is room for.</exception>
    public static int Unpack(byte[] packed, int length, Span<byte> unpacked)
    {
        using var source = new MemoryStream(packed, 0, length, writable: false);
        using var unpacker = new GZipStream(source, CompressionMode.Decompress);
        var total = unpacker.ReadAtLeast(unpacked, unpacked.Length, throwOnEndOfStream: false);
        if (total == unpacked.Length && unpacker.ReadByte() >= 0)
            throw new InvalidDataException($"the data unpack to more than {unpacked.Length} bytes.");
        return total;
    }

    /// <summary>Puts the bytes of numbers together again that were stored all first bytes, all second bytes, ….</summary>
    /// <param name="shuffled">Bytes, most significant ones first.</param>
    /// <param name="size">Bytes of a number: 1, 2, 4 or 8.</param>
    /// <param name="ordered">Big-endian numbers.</param>
    public static void Unshuffle(ReadOnlySpan<byte> shuffled, int size, Span<byte> ordered)
    {
        var count = shuffled.Length / size;
        if (size == 4)
        {
            Unshuffle4(shuffled[..count], shuffled.Slice(count, count), shuffled.Slice(2 * count, count), shuffled.Slice(3 * count, count), ordered);
            return;
        }

        for (var part = 0; part < size; part++)
        {
            var bytes = shuffled.Slice(part * count, count);
            for (var i = 0; i < bytes.Length; i++) ordered[(i * size) + part] = bytes[i];
        }
    }

    static void Unshuffle4(
        ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, ReadOnlySpan<byte> third, ReadOnlySpan<byte> fourth, Span<byte> ordered)
    {
        var numbers = MemoryMarshal.Cast<byte, uint>(ordered)[..first.Length];
        second = second[..first.Length];
        third = third[..first.Length];
        fourth = fourth[..first.Length];
        for (var i = 0; i < first.Length; i++)
        {
            numbers[i] = BitConverter.IsLittleEndian
                ? first[i] | ((uint)second[i] << 8) | ((uint)third[i] << 16) | ((uint)fourth[i] << 24)
                : ((uint)first[i] << 24) | ((uint)second[i] << 16) | ((uint)third[i] << 8) | fourth[i];
        }
    }
}
