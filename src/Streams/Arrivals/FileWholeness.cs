using System.Buffers;
using Nocturne.Core.Fits;

namespace Nocturne.Streams.Arrivals;

/// <summary>Tells whether a file is whole by what is in it.</summary>
/// <remarks>
/// <para>A file is whole when each of its headers and data units is there to its last byte, and when compressed streams and tiles decode to the end. That
/// alone does not catch a file that was given its full length first and is being filled: it is as long as it should be while its end is
/// still zero. So a file whose data end in a whole block of zero bytes is in doubt, like one that is damaged: it may be meant so, or still be in the making, and only time will tell.</para>
/// </remarks>
static class FileWholeness
{
    const int Block = 2880;

    /// <summary>Looks into a file.</summary>
    /// <param name="path">Path to open.</param>
    /// <param name="file">Its name for the reason.</param>
    /// <exception cref="IOException">It cannot be read now.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static (Wholeness Verdict, string? Reason) Of(string path, string file)
    {
        try
        {
            using (var fits = FitsFile.Open(path))
            {
                fits.CheckWhole();
                foreach (var image in fits.Images)
                {
                    if (image.IsCompressed) Decode(image);
                }
            }
            return EndsInZeros(path) ? (Wholeness.Doubtful, $"{file}: its last {Block} bytes are zero: still being filled?") : (Wholeness.Whole, null);
        }
        catch (FitsException fault)
        {
            return (fault.Fault == FitsFault.Incomplete ? Wholeness.Incomplete : Wholeness.Doubtful, Stages.FrameFaults.Sentence(file, fault));
        }
    }

    static void Decode(FitsImageHdu image)
    {
        var pixels = ArrayPool<float>.Shared.Rent(checked(image.Width * image.Height));
        try
        {
            for (var plane = 0; plane < image.PlaneCount; plane++) image.ReadPlane(plane, pixels.AsSpan(0, image.Width * image.Height));
        }
        finally
        {
            ArrayPool<float>.Shared.Return(pixels);
        }
    }

    /// <summary>Whether the last block holds nothing; a header that is followed by no data cannot.</summary>
    static bool EndsInZeros(string path)
    {
        using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var end = RandomAccess.GetLength(handle);
        Span<byte> last = stackalloc byte[Block];
        last = last[..RandomAccess.Read(handle, last, Math.Max(0, end - Block))];
        return last.IndexOfAnyExcept((byte)0) < 0;
    }
}
