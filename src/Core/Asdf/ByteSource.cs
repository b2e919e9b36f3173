using Microsoft.Win32.SafeHandles;

namespace Nocturne.Core.Asdf;

/// <summary>Bytes that can be read at any place: a file on disk or a piece of memory.</summary>
abstract class ByteSource : IDisposable
{
    public abstract long Length { get; }

    /// <summary>Fills the span from an offset; fewer bytes only at the end of the source.</summary>
    public abstract int Read(long offset, Span<byte> destination);

    public abstract void Dispose();

    public static ByteSource Open(string path) => new DiskSource(File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));

    public static ByteSource Of(ReadOnlyMemory<byte> bytes) => new MemorySource(bytes);

    sealed class MemorySource(ReadOnlyMemory<byte> bytes) : ByteSource
    {
        public override long Length => bytes.Length;

        public override int Read(long offset, Span<byte> destination)
        {
            if (offset >= bytes.Length) return 0;
            var count = (int)Math.Min(destination.Length, bytes.Length - offset);
            bytes.Span.Slice((int)offset, count).CopyTo(destination);
            return count;
        }

        public override void Dispose()
        {
        }
    }

    sealed class DiskSource(SafeFileHandle handle) : ByteSource
    {
        public override long Length { get; } = RandomAccess.GetLength(handle);

        public override int Read(long offset, Span<byte> destination)
        {
            var total = 0;
            while (total < destination.Length)
            {
                var count = RandomAccess.Read(handle, destination[total..], offset + total);
                if (count == 0) break;
                total += count;
            }

            return total;
        }

        public override void Dispose() => handle.Dispose();
    }
}
