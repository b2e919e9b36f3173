using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Nocturne.Core.Yaml;

namespace Nocturne.Core.Asdf;

/// <summary>Writes ASDF files (file format 1.0.0, standard 1.6.0): first the arrays, which give nodes for the tree, then the tree.</summary>
/// <remarks>Blocks are kept in memory, compressed, until the file is written, since the tree stands before them.</remarks>
public sealed class AsdfWriter
{
    const int Lz4Chunk = 1 << 22;
    const int HeaderFields = 48;

    readonly List<(byte[] Stored, byte[] Header)> blocks = [];
    readonly AsdfCompression compression;

    /// <param name="compression">How blocks are stored.</param>
    public AsdfWriter(AsdfCompression compression = AsdfCompression.None) => this.compression = compression;

    /// <summary>Adds an array as a block.</summary>
    /// <param name="values">The elements in C order.</param>
    /// <param name="shape">Length of each axis, the slowest first; none means one axis.</param>
    /// <returns>The node that stands for the array in the tree.</returns>
    /// <exception cref="ArgumentException">The shape does not fit the number of elements.</exception>
    public YamlMapping AddArray<T>(ReadOnlySpan<T> values, params ReadOnlySpan<int> shape)
        where T : unmanaged
    {
        long count = 1;
        foreach (var length in shape) count *= length;
        if (!shape.IsEmpty && count != values.Length) throw new ArgumentException($"{values.Length} elements do not make an array of shape [{string.Join(", ", shape.ToArray())}].", nameof(shape));
        AddBlock(MemoryMarshal.AsBytes(values));
        int[] lengths = shape.IsEmpty ? [values.Length] : shape.ToArray();
        return new(
            [
                new("source", YamlScalar.Of(blocks.Count - 1)),
                new("datatype", new YamlScalar(AsdfDataTypes.NameOf(AsdfDataTypes.Of<T>()))),
                new("byteorder", new YamlScalar(BitConverter.IsLittleEndian ? "little" : "big")),
                new("shape", new YamlSequence([.. lengths.Select(length => YamlScalar.Of(length))])),
            ],
            AsdfFile.CoreTag + "core/ndarray-1.1.0");
    }

    /// <summary>Writes the file.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Write(string path, YamlMapping tree)
    {
        using var stream = File.Create(path);
        Write(stream, tree);
    }

    /// <summary>Writes tree, blocks and block index to a stream.</summary>
    public void Write(Stream stream, YamlMapping tree)
    {
        var text = new StringBuilder("#ASDF 1.0.0\n#ASDF_STANDARD 1.6.0\n%YAML 1.1\n%TAG ! tag:stsci.edu:asdf/\n--- ");
        text.Append(YamlWriter.Write(new YamlMapping(tree.Entries, AsdfFile.CoreTag + "core/asdf-1.1.0"), (AsdfFile.CoreTag, "!"))).Append("...\n");
        var head = Encoding.UTF8.GetBytes(text.ToString());
        stream.Write(head);
        long at = head.Length;
        var index = new StringBuilder("#ASDF BLOCK INDEX\n%YAML 1.1\n---\n");
        foreach (var (stored, header) in blocks)
        {
            index.Append(CultureInfo.InvariantCulture, $"- {at}\n");
            stream.Write(header);
            stream.Write(stored);
            at += header.Length + stored.Length;
        }

        if (blocks.Count > 0) stream.Write(Encoding.ASCII.GetBytes(index.Append("...\n").ToString()));
    }

    void AddBlock(ReadOnlySpan<byte> bytes)
    {
        var stored = compression switch
        {
            AsdfCompression.Zlib => Zlib(bytes),
            AsdfCompression.Lz4 => Lz4(bytes),
            _ => bytes.ToArray(),
        };
        var header = new byte[6 + HeaderFields];
        AsdfFile.BlockMagic.CopyTo(header);
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(4), HeaderFields);
        Encoding.ASCII.GetBytes(compression switch { AsdfCompression.Zlib => "zlib", AsdfCompression.Lz4 => "lz4\0", _ => "\0\0\0\0" }, header.AsSpan(10));
        BinaryPrimitives.WriteInt64BigEndian(header.AsSpan(14), stored.Length);
        BinaryPrimitives.WriteInt64BigEndian(header.AsSpan(22), stored.Length);
        BinaryPrimitives.WriteInt64BigEndian(header.AsSpan(30), bytes.Length);
#pragma warning disable CA5351 // MD5 is what the format asks for; over the decoded bytes, as the Python reader checks it.
        MD5.HashData(bytes, header.AsSpan(38));
#pragma warning restore CA5351
        blocks.Add((stored, header));
    }

    static byte[] Zlib(ReadOnlySpan<byte> bytes)
    {
        using var stored = new MemoryStream();
        using (var zlib = new ZLibStream(stored, CompressionLevel.Fastest, leaveOpen: true)) zlib.Write(bytes);
        return stored.ToArray();
    }

    static byte[] Lz4(ReadOnlySpan<byte> bytes)
    {
        using var stored = new MemoryStream();
        var buffer = new byte[8 + Lz4Block.MaximumLength(Math.Min(bytes.Length, Lz4Chunk))];
        for (var at = 0; at < bytes.Length; at += Lz4Chunk)
        {
            var chunk = bytes.Slice(at, Math.Min(Lz4Chunk, bytes.Length - at));
            var length = Lz4Block.Encode(chunk, buffer.AsSpan(8));
            BinaryPrimitives.WriteInt32BigEndian(buffer, length + 4);
            BinaryPrimitives.WriteInt32LittleEndian(buffer.AsSpan(4), chunk.Length);
            stored.Write(buffer, 0, 8 + length);
        }

        return stored.ToArray();
    }
}
