using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;

namespace Nocturne.Core.Asdf;

/// <summary>One binary block of an ASDF file: where it lies, how it is stored, and its decoding.</summary>
public sealed class AsdfBlock
{
    const int ZlibMostExpansion = 1032;
    const int Lz4MostExpansion = 255;
    const int Bzip2CountFirstAbove = 1 << 20;
    const int Bzip2UsualExpansion = 100;

    readonly AsdfFile file;
    readonly (AsdfFault Fault, string Message)? fault;

    internal AsdfBlock(AsdfFile file, int index, long headerOffset, long dataOffset, ReadOnlySpan<byte> header, long fileLength)
    {
        this.file = file;
        Index = index;
        HeaderOffset = headerOffset;
        DataOffset = dataOffset;
        IsStreamed = (BinaryPrimitives.ReadUInt32BigEndian(header) & 1) != 0;
        Compression = Label(header.Slice(4, 4));
        var allocated = BinaryPrimitives.ReadUInt64BigEndian(header[8..]);
        var used = BinaryPrimitives.ReadUInt64BigEndian(header[16..]);
        var decoded = BinaryPrimitives.ReadUInt64BigEndian(header[24..]);
        Checksum = header.Slice(32, 16).ToArray();
        var available = fileLength - dataOffset;
        if (IsStreamed)
        {
            allocated = used = decoded = (ulong)available;
            if (Compression.Length > 0) fault = (AsdfFault.Corrupt, "is streamed and compressed, which the format forbids");
        }

        AllocatedSize = (long)Math.Min(allocated, long.MaxValue);
        UsedSize = (long)Math.Min(used, long.MaxValue);
        DataSize = (long)Math.Min(decoded, long.MaxValue);
        fault ??= FaultOfSizes(available);
    }

    /// <summary>Its number, from 0.</summary>
    public int Index { get; }

    /// <summary>Place of the block's magic bytes in the file.</summary>
    public long HeaderOffset { get; }

    /// <summary>Place of its first stored byte.</summary>
    public long DataOffset { get; }

    /// <summary>Room in the file [bytes].</summary>
    public long AllocatedSize { get; }

    /// <summary>Stored bytes.</summary>
    public long UsedSize { get; }

    /// <summary>Bytes after decoding.</summary>
    public long DataSize { get; }

    /// <summary>The label of the compression: <c>zlib</c>, <c>bzp2</c>, <c>lz4</c>; empty for none.</summary>
    public string Compression { get; }

    /// <summary>Whether the block runs to the end of the file, its sizes and checksum meaning nothing.</summary>
    public bool IsStreamed { get; }

    /// <summary>The sixteen bytes of MD5; all zero means that there is none.</summary>
    public IReadOnlyList<byte> Checksum { get; }

    internal bool EndsBeyond(long fileLength) => AllocatedSize > fileLength - DataOffset;

    /// <summary>Decodes the whole block.</summary>
    /// <param name="destination">Exactly <see cref="DataSize"/> bytes.</param>
    /// <exception cref="AsdfException">The block is damaged, cut, or of an unknown compression.</exception>
    public void Decode(Span<byte> destination)
    {
        EnsureReadable();
        if (destination.Length != DataSize) throw new ArgumentException($"Block {Index} decodes to {DataSize:N0} bytes but the span has {destination.Length:N0}.", nameof(destination));
        switch (Compression)
        {
            case "":
                ReadStored(0, destination);
                break;
            case "zlib":
                DecodeZlib(destination);
                break;
            case "bzp2":
                DecodeBzip2(destination);
                break;
            case "lz4":
                DecodeLz4(destination);
                break;
            default:
                throw Fault(AsdfFault.Unsupported, $"is compressed with '{Compression}'; known are zlib, bzp2 and lz4. Write the file again with one of them");
        }

        if (file.Options.VerifyChecksums && !IsStreamed) Verify(destination);
    }

    /// <summary>Refuses what cannot be decoded, before anything is allocated for it.</summary>
    /// <exception cref="AsdfException">See <see cref="Decode"/>.</exception>
    internal void EnsureReadable()
    {
        if (fault is { } known) throw Fault(known.Fault, known.Message);
        if (DataSize > file.Options.MaxBlockBytes) throw Fault(AsdfFault.Unsupported, $"says that it decodes to {DataSize:N0} bytes; the limit is {file.Options.MaxBlockBytes:N0}");
        if (MostBytes() is { } most && DataSize > most)
            throw Fault(AsdfFault.Corrupt, $"says that {UsedSize:N0} bytes of {Compression} decode to {DataSize:N0}, more than is possible");
    }

    long? MostBytes() => Compression switch
    {
        "zlib" => (UsedSize + 64) * ZlibMostExpansion,
        "lz4" => (UsedSize + 64) * Lz4MostExpansion,
        // bzip2 can expand ten thousandfold: what looks too good is counted before it is allocated.
        "bzp2" when DataSize > Math.Max(Bzip2CountFirstAbove, Bzip2UsualExpansion * UsedSize) => CountBzip2(),
        _ => null,
    };

    (AsdfFault Fault, string Message)? FaultOfSizes(long available)
    {
        if (UsedSize > AllocatedSize) return (AsdfFault.Corrupt, $"uses {UsedSize:N0} bytes of {AllocatedSize:N0} allocated ones");
        if (UsedSize > available) return (AsdfFault.Incomplete, $"should have {UsedSize:N0} bytes but the file ends after {Math.Max(0, available):N0}, still being written");
        if (AllocatedSize > available) return (AsdfFault.Incomplete, $"should take {AllocatedSize:N0} bytes but the file ends after {Math.Max(0, available):N0}, still being written");
        if (Compression.Length == 0 && UsedSize != DataSize) return (AsdfFault.Corrupt, $"is not compressed but its {UsedSize:N0} stored bytes are said to be {DataSize:N0}");
        return null;
    }

    void DecodeZlib(Span<byte> destination)
    {
        try
        {
            using var zlib = new ZLibStream(new ByteSourceStream(file.Source, DataOffset, UsedSize), CompressionMode.Decompress);
            var count = zlib.ReadAtLeast(destination, destination.Length, throwOnEndOfStream: false);
            Span<byte> more = stackalloc byte[1];
            if (count < destination.Length || zlib.Read(more) > 0)
                throw Fault(AsdfFault.Corrupt, $"decodes to {(count < destination.Length ? $"{count:N0} bytes" : "more")} instead of {DataSize:N0}");
        }
        catch (Exception error) when (error is InvalidDataException or IOException)
        {
            throw Fault(AsdfFault.Corrupt, $"is not a whole zlib stream", error);
        }
    }

    void DecodeBzip2(Span<byte> destination)
    {
        var (stored, pooled) = RentStored();
        try
        {
            if (Bzip2Decoder.Decode(stored.Span, destination) is { } what) throw Fault(AsdfFault.Corrupt, $"is a bzip2 stream that {what}; {DataSize:N0} bytes were announced");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(pooled);
        }
    }

    long CountBzip2()
    {
        var (stored, pooled) = RentStored();
        try
        {
            return Bzip2Decoder.CountBytes(stored.Span, DataSize, out var count) is { } what ? throw Fault(AsdfFault.Corrupt, $"is a bzip2 stream that {what}") : count;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(pooled);
        }
    }

    // Chunks: big-endian stored length, then little-endian decoded length and a raw LZ4 block.
    void DecodeLz4(Span<byte> destination)
    {
        Span<byte> head = stackalloc byte[8];
        var buffer = Array.Empty<byte>();
        try
        {
            long at = 0;
            var written = 0;
            while (at < UsedSize)
            {
                if (UsedSize - at < head.Length) throw Fault(AsdfFault.Corrupt, "ends inside the head of an lz4 chunk");
                ReadStored(at, head);
                var stored = BinaryPrimitives.ReadUInt32BigEndian(head);
                var decoded = BinaryPrimitives.ReadUInt32LittleEndian(head[4..]);
                at += head.Length;
                if (stored < 4 || stored - 4 > UsedSize - at) throw Fault(AsdfFault.Corrupt, $"has an lz4 chunk of {stored:N0} bytes that reaches past its end");
                if (decoded > destination.Length - written) throw Fault(AsdfFault.Corrupt, $"has an lz4 chunk that claims {decoded:N0} bytes where {destination.Length - written:N0} are left");
                var length = (int)(stored - 4);
                if (buffer.Length < length)
                {
                    if (buffer.Length > 0) ArrayPool<byte>.Shared.Return(buffer);
                    buffer = ArrayPool<byte>.Shared.Rent(length);
                }

                ReadStored(at, buffer.AsSpan(0, length));
                if (!Lz4Block.TryDecode(buffer.AsSpan(0, length), destination.Slice(written, (int)decoded))) throw Fault(AsdfFault.Corrupt, "has a damaged lz4 chunk");
                at += length;
                written += (int)decoded;
            }

            if (written != destination.Length) throw Fault(AsdfFault.Corrupt, $"decodes to {written:N0} bytes instead of {DataSize:N0}");
        }
        finally
        {
            if (buffer.Length > 0) ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // The standard takes the sum over the stored bytes, the Python writer over the decoded ones: either will do.
    void Verify(ReadOnlySpan<byte> decoded)
    {
        var expected = (byte[])Checksum;
        if (expected.AsSpan().IndexOfAnyExcept((byte)0) < 0) return;
        Span<byte> actual = stackalloc byte[16];
        Md5(decoded, actual);
        if (actual.SequenceEqual(expected)) return;
        if (Compression.Length > 0)
        {
            var (stored, pooled) = RentStored();
            Md5(stored.Span, actual);
            ArrayPool<byte>.Shared.Return(pooled);
            if (actual.SequenceEqual(expected)) return;
        }

        throw Fault(AsdfFault.Corrupt, "does not agree with its MD5 checksum: the file was damaged after it was written");
    }

    (ReadOnlyMemory<byte> Stored, byte[] Pooled) RentStored()
    {
        if (UsedSize > Array.MaxLength) throw Fault(AsdfFault.Unsupported, $"has {UsedSize:N0} stored bytes");
        var pooled = ArrayPool<byte>.Shared.Rent((int)UsedSize);
        try
        {
            ReadStored(0, pooled.AsSpan(0, (int)UsedSize));
            return (pooled.AsMemory(0, (int)UsedSize), pooled);
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(pooled);
            throw;
        }
    }

    void ReadStored(long offset, Span<byte> destination)
    {
        if (file.Source.Read(DataOffset + offset, destination) < destination.Length)
            throw Fault(AsdfFault.Incomplete, "became shorter while it was read");
    }

    AsdfException Fault(AsdfFault kind, string what, Exception? inner = null) => new(kind, file.Name, $"block {Index} at byte {HeaderOffset:N0} {what}.", inner);

#pragma warning disable CA5351 // MD5 is what the format asks for; it guards against damage, not against people.
    static void Md5(ReadOnlySpan<byte> bytes, Span<byte> sum) => MD5.HashData(bytes, sum);
#pragma warning restore CA5351

    static string Label(ReadOnlySpan<byte> bytes)
    {
        var length = bytes.IndexOf((byte)0);
        Span<char> label = stackalloc char[4];
        var text = bytes[..(length < 0 ? 4 : length)];
        for (var i = 0; i < text.Length; i++) label[i] = text[i] is > 0x20 and < 0x7F ? (char)text[i] : '?';
        return new(label[..text.Length]);
    }
}
