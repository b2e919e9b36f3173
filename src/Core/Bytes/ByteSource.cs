namespace Nocturne.Core.Bytes;

/// <summary>The bytes of a file, readable at any offset, wherever they come from.</summary>
abstract class ByteSource : IDisposable
{
    /// <summary>Number of bytes; of compressed data only known when all of it has been unpacked, which this does.</summary>
    public abstract long Length { get; }

    /// <summary>True if the file goes on at least up to this offset; unpacks no more than is needed to know.</summary>
    public virtual bool Reaches(long end) => end <= Length;

    /// <summary>Reads as many bytes as there are, at most the length of the destination.</summary>
    /// <returns>Bytes read; fewer than asked for only at the end of the file.</returns>
    public abstract int Read(long offset, Span<byte> destination);

    /// <summary>A look at the bytes without copying them, where they lie in memory in one piece.</summary>
    public virtual bool TryView(long offset, int count, out ReadOnlySpan<byte> view)
    {
        view = default;
        return false;
    }

    public abstract void Dispose();
}
