using System.Buffers;

namespace Nocturne.Core.Fits.Compression;

/// <summary>Pooled buffers that the tiles of a plane are unpacked in, one after the other.</summary>
sealed class TileScratch : IDisposable
{
    byte[] packed = [];
    byte[] bytes = [];
    byte[] ordered = [];
    int[] integers = [];
    long[] longs = [];

    /// <summary>Packed bytes as they stand in the file.</summary>
    public ref byte[] Packed => ref packed;

    public byte[] PackedCopy(ReadOnlySpan<byte> source)
    {
        if (source.Overlaps(packed)) return packed;
        Grow(ref packed, source.Length);
        source.CopyTo(packed);
        return packed;
    }

    public Span<byte> Bytes(int count) => Grow(ref bytes, count);

    public Span<byte> Ordered(int count) => Grow(ref ordered, count);

    public Span<int> Integers(int count) => Grow(ref integers, count);

    public Span<long> Longs(int count) => Grow(ref longs, count);

    public void Dispose()
    {
        Return(packed);
        Return(bytes);
        Return(ordered);
        Return(integers);
        Return(longs);
    }

    static Span<T> Grow<T>(ref T[] buffer, int count)
    {
        if (buffer.Length < count)
        {
            Return(buffer);
            buffer = [];
            buffer = ArrayPool<T>.Shared.Rent(count);
        }

        return buffer.AsSpan(0, count);
    }

    static void Return<T>(T[] buffer)
    {
        if (buffer.Length > 0) ArrayPool<T>.Shared.Return(buffer);
    }
}
