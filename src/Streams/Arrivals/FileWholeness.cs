using System.Buffers;
using Nocturne.Core.Fits;

namespace Nocturne.Streams.Arrivals;

/// <summary>Tells whether a file is whole by what is in it.</summary>
/// <remarks>
/// A file is whole when each of its headers and data units is there to its last byte, and when compressed streams and tiles decode to the end. That
/// alone does not catch a file that was given its full length first and is being filled: it is as long as it should be while its end is
/// still zero. So a file whose data end in zeros is in doubt, and so is one without the padding that FITS asks for, or one that is damaged: it may be meant so,
/// or still be in the making, and only time will tell.
/// </remarks>
static class FileWholeness
{
    const int Block = 2880;

    /// <summary>So many zero bytes at the end of the data are a doubt: four pixels of 16 bits, two of 32.</summary>
    const int FewestZeros = 8;

    /// <summary>Looks into a file.</summary>
    /// <param name="path">Path to open.</param>
    /// <param name="file">Its name for the reason.</param>
    /// <param name="early">Whether it may be in the making as far as one knows: what may be filled later makes a doubt then, too.</param>
    /// <exception cref="IOException">It cannot be read now.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static (Wholeness Verdict, string? Reason) Of(string path, string file, bool early = false)
    {
        try
        {
            var padding = 0;
            using (var fits = FitsFile.Open(path))
            {
                fits.CheckWhole();
                if (fits.Warnings.Count > 0) return (Wholeness.Doubtful, $"{file}: {fits.Warnings[0]}");
                if (!fits.HasItsEnd) return (Wholeness.Doubtful, $"{file}: its gzip data have no end: still being written?");
                foreach (var image in fits.Images)
                {
                    if (image.IsCompressed) Decode(image);
                }
                if (early && fits.Hdus.Any(hdu => hdu.HasEmptySector())) return (Wholeness.Doubtful, $"{file}: a part of its data is zero: still being filled?");
                if (fits.Hdus[^1] is FitsImageHdu { IsCompressed: false } last) padding = Padding(last);
            }
            return EndsInZeros(path, padding) ? (Wholeness.Doubtful, $"{file}: its data end in zeros: still being filled?") : (Wholeness.Whole, null);
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

    /// <summary>Zero bytes that fill the last block behind the pixels.</summary>
    static int Padding(FitsImageHdu image)
    {
        var bytes = (long)image.Width * image.Height * Math.Max(1, image.PlaneCount) * Math.Abs(image.BitPix) / 8;
        return (int)((Block - (bytes % Block)) % Block);
    }

    static bool EndsInZeros(string path, int padding)
    {
        using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var wanted = padding + FewestZeros;
        Span<byte> last = stackalloc byte[Block + FewestZeros];
        last = last[..RandomAccess.Read(handle, last[..wanted], Math.Max(0, RandomAccess.GetLength(handle) - wanted))];
        return last.IndexOfAnyExcept((byte)0) < 0;
    }
}
