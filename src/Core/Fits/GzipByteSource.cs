using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using Nocturne.Core.Bytes;

namespace Nocturne.Core.Fits;

/// <summary>A gzipped file: unpacked from the front as far as is asked for, and kept in pooled segments, so that memory follows the data that
/// really arrive and not what a header promises.</summary>
/// <remarks>A compressed file that is cut off gives the bytes up to the cut; one whose bytes are damaged is <see
/// cref="FitsFault.Corrupt"/>.</remarks>
sealed class GzipByteSource : ByteSource
{
    const int FirstSegment = 64 * 1024;
    const int LaterSegment = 1024 * 1024;

    /// <summary>Unpacked bytes that are kept in any case, and the most that are kept.</summary>
    const long AlwaysKept = 512L << 20;
    const long MostKept = 8L << 30;

    /// <summary>Beyond this ratio a large file is more likely a trap than a frame.</summary>
    const long MostPerPackedByte = 100;

    readonly string fileName;
    readonly ByteSource packed;
    readonly GZipStream unpacker;
    readonly List<byte[]> segments = [];
    readonly long limit;
    long available;
    bool ended;

    public GzipByteSource(ByteSource packed, string fileName)
    {
        this.packed = packed;
        this.fileName = fileName;
        limit = Math.Clamp(packed.Length, AlwaysKept / MostPerPackedByte, MostKept / MostPerPackedByte) * MostPerPackedByte;
        unpacker = new(new ByteSourceStream(packed), CompressionMode.Decompress);
    }

    public override long Length
    {
        get
        {
            Unpack(long.MaxValue);
            return available;
        }
    }

    /// <summary>Whether the last four bytes give the length of the unpacked data (RFC 1952, ISIZE).</summary>
    public bool HasItsEnd
    {
        get
        {
            Span<byte> last = stackalloc byte[sizeof(uint)];
            return packed.Read(packed.Length - last.Length, last) == last.Length && BinaryPrimitives.ReadUInt32LittleEndian(last) == (uint)Length;
        }
    }

    public static bool Recognises(ReadOnlySpan<byte> start) => start is [0x1F, 0x8B, ..];

    public override bool Reaches(long end)
    {
        Unpack(end);
        return end <= available;
    }

    public override int Read(long offset, Span<byte> destination)
    {
        Unpack(offset + destination.Length);
        var total = 0;
        while (total < destination.Length && offset + total < available)
        {
            var piece = Piece(offset + total);
            var count = Math.Min(piece.Length, destination.Length - total);
            piece[..count].CopyTo(destination[total..]);
            total += count;
        }

        return total;
    }

    public override bool TryView(long offset, int count, out ReadOnlySpan<byte> view)
    {
        Unpack(offset + count);
        view = default;
        if (offset < 0 || offset + count > available || count <= 0) return false;
        var piece = Piece(offset);
        if (piece.Length < count) return false;
        view = piece[..count];
        return true;
    }

    public override void Dispose()
    {
        unpacker.Dispose();
        packed.Dispose();
        foreach (var segment in segments) ArrayPool<byte>.Shared.Return(segment);
        segments.Clear();
        available = 0;
        ended = true;
    }

    static int SegmentLength(int index) => index == 0 ? FirstSegment : LaterSegment;

    static long SegmentStart(int index) => index == 0 ? 0 : FirstSegment + ((index - 1L) * LaterSegment);

    /// <summary>The available bytes from an offset to the end of its segment.</summary>
    ReadOnlySpan<byte> Piece(long offset)
    {
        var index = offset < FirstSegment ? 0 : 1 + (int)((offset - FirstSegment) / LaterSegment);
        var start = SegmentStart(index);
        var filled = (int)Math.Min(SegmentLength(index), available - start);
        return segments[index].AsSpan((int)(offset - start), filled - (int)(offset - start));
    }

    void Unpack(long end)
    {
        while (!ended && available < end)
        {
            var index = available < FirstSegment ? 0 : 1 + (int)((available - FirstSegment) / LaterSegment);
            if (index == segments.Count)
            {
                if (available >= limit)
                    throw new FitsException(FitsFault.Unsupported, fileName, $"the compressed file unpacks to more than {limit:N0} bytes.");
                segments.Add(ArrayPool<byte>.Shared.Rent(SegmentLength(index)));
            }

            var used = (int)(available - SegmentStart(index));
            var read = Unpack(segments[index].AsSpan(used, SegmentLength(index) - used));
            available += read;
            ended = read == 0;
        }
    }

    int Unpack(Span<byte> destination)
    {
        try
        {
            return unpacker.Read(destination);
        }
        catch (InvalidDataException damaged)
        {
            throw new FitsException(FitsFault.Corrupt, fileName, $"the gzip data are damaged after {available:N0} unpacked bytes.", damaged);
        }
    }
}
