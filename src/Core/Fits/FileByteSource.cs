using Microsoft.Win32.SafeHandles;

namespace Nocturne.Core.Fits;

/// <summary>A file on disk, read with plain positioned reads: a mapped file that is cut short under our hands would kill the process.</summary>
sealed class FileByteSource(SafeFileHandle handle) : ByteSource
{
    public override long Length { get; } = RandomAccess.GetLength(handle);

    public override int Read(long offset, Span<byte> destination)
    {
        var total = 0;
        while (total < destination.Length)
        {
            var read = RandomAccess.Read(handle, destination[total..], offset + total);
            if (read == 0) break;
            total += read;
        }

        return total;
    }

    public override void Dispose() => handle.Dispose();
}
