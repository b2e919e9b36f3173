using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Nocturne.Runner.Report;

/// <summary>Writes images as PNG (ISO/IEC 15948): 8 bits, no filter, one compressed chunk.</summary>
public static class PngEncoder
{
    const byte GreyPixels = 0;
    const byte ColourPixels = 2;

    static readonly uint[] CrcTable = BuildCrcTable();

    /// <summary>A grey image.</summary>
    /// <param name="grey">Brightness of each pixel, row by row from the top.</param>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="height">Number of rows.</param>
    /// <exception cref="ArgumentException">The span does not hold width × height pixels.</exception>
    public static byte[] Encode(ReadOnlySpan<byte> grey, int width, int height)
    {
        if (grey.Length != width * height) throw new ArgumentException($"A picture of {width} x {height} needs {width * height} pixels but got {grey.Length}.", nameof(grey));
        return Encode(grey, width, height, GreyPixels, width);
    }

    /// <summary>An image in colour.</summary>
    /// <param name="colours">Red, green and blue of each pixel, row by row from the top.</param>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="height">Number of rows.</param>
    /// <exception cref="ArgumentException">The span does not hold three numbers for each of width × height pixels.</exception>
    public static byte[] EncodeColour(ReadOnlySpan<byte> colours, int width, int height)
    {
        if (colours.Length != 3 * width * height) throw new ArgumentException($"A picture of {width} x {height} needs {3 * width * height} bytes but got {colours.Length}.", nameof(colours));
        return Encode(colours, width, height, ColourPixels, 3 * width);
    }

    static byte[] Encode(ReadOnlySpan<byte> bytes, int width, int height, byte pixelType, int rowLength)
    {
        using var png = new MemoryStream();
        png.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);

        Span<byte> head = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, width);
        BinaryPrimitives.WriteInt32BigEndian(head[4..], height);
        head[8] = 8;
        head[9] = pixelType;
        WriteChunk(png, "IHDR", head);

        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            for (var y = 0; y < height; y++)
            {
                zlib.WriteByte(0);
                zlib.Write(bytes.Slice(y * rowLength, rowLength));
            }
        }

        WriteChunk(png, "IDAT", packed.GetBuffer().AsSpan(0, (int)packed.Length));
        WriteChunk(png, "IEND", []);
        return png.ToArray();
    }

    /// <summary>Writes one chunk with its length and checksum.</summary>
    internal static void WriteChunk(Stream png, string type, ReadOnlySpan<byte> content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        png.Write(number);
        var name = Encoding.ASCII.GetBytes(type);
        png.Write(name);
        png.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Crc(content, Crc(name, uint.MaxValue)));
        png.Write(number);
    }

    static uint Crc(ReadOnlySpan<byte> bytes, uint crc)
    {
        foreach (var octet in bytes) crc = CrcTable[(byte)(crc ^ octet)] ^ (crc >> 8);
        return crc;
    }

    static uint[] BuildCrcTable()
    {
        var table = new uint[256];
        for (var i = 0u; i < 256; i++)
        {
            var value = i;
            for (var bit = 0; bit < 8; bit++) value = (value & 1) != 0 ? 0xEDB88320 ^ (value >> 1) : value >> 1;
            table[i] = value;
        }

        return table;
    }
}
