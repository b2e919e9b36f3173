namespace Nocturne.Core.Bytes;

/// <summary>A file that lies in memory.</summary>
sealed class MemoryByteSource(ReadOnlyMemory<byte> bytes) : ByteSource
{
    public override long Length => bytes.Length;

    public override int Read(long offset, Span<byte> destination)
    {
        if (offset >= bytes.Length) return 0;
        var count = (int)Math.Min(destination.Length, bytes.Length - offset);
        bytes.Span.Slice((int)offset, count).CopyTo(destination);
        return count;
    }

    public override bool TryView(long offset, int count, out ReadOnlySpan<byte> view)
    {
        var inside = offset >= 0 && count >= 0 && offset + count <= bytes.Length;
        view = inside ? bytes.Span.Slice((int)offset, count) : default;
        return inside;
    }

    public override void Dispose()
    {
    }
}
