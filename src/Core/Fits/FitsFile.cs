using Nocturne.Core.Bytes;

namespace Nocturne.Core.Fits;

/// <summary>A FITS file open for reading: plain or gzipped (recognised by content, not by name), with tile-compressed images read like
/// plain ones.</summary>
/// <remarks>
/// Opening reads the first header only; further ones are read when they are asked for, and pixels and tables when they are read.
/// A damaged file throws <see cref="FitsException"/>, never anything else; trouble of the disk or the network is an <see cref="IOException"/>.
/// Missing padding and bytes behind the end are forgiven and told in <see cref="Warnings"/>. One thread at a time.
/// </remarks>
public sealed class FitsFile : IDisposable
{
    readonly FitsHduList hdus;
    readonly ByteSource source;

    FitsFile(ByteSource source, string name)
    {
        this.source = source;
        Name = name;
        hdus = new(source, name);
    }

    /// <summary>The path or name that was given.</summary>
    public string Name { get; }

    /// <summary>The header-and-data units of the file, read on demand: the count and the enumeration walk through the file.</summary>
    public IReadOnlyList<FitsHdu> Hdus => hdus;

    /// <summary>What was odd but not wrong in the part of the file that has been read so far.</summary>
    public IReadOnlyList<string> Warnings => hdus.Warnings;

    /// <summary>The units that hold images of two or three axes (or more), compressed ones included; an empty primary is not among them.</summary>
    public IEnumerable<FitsImageHdu> Images => hdus.OfType<FitsImageHdu>().Where(image => image.Axes.Count >= 2);

    /// <summary>The units that hold binary tables.</summary>
    public IEnumerable<FitsTableHdu> Tables => hdus.OfType<FitsTableHdu>();

    /// <summary>Opens a file and reads its first header.</summary>
    /// <exception cref="FitsException">It is not FITS, or its first header is damaged or not complete.</exception>
    /// <exception cref="IOException">It cannot be opened or read.</exception>
    /// <exception cref="UnauthorizedAccessException">It is a folder, or may not be read.</exception>
    public static FitsFile Open(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return From(FileByteSource.Open(path), path);
    }

    /// <summary>Reads a file that lies in memory.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="name">What errors call it.</param>
    /// <exception cref="FitsException">It is not FITS, or its first header is damaged or not complete.</exception>
    public static FitsFile Read(ReadOnlyMemory<byte> bytes, string name) => From(new MemoryByteSource(bytes), name);

    /// <summary>Reads only the first header of a file: the cheapest look at it, for scanning folders.</summary>
    /// <exception cref="FitsException">It is not FITS, or its first header is damaged or not complete.</exception>
    /// <exception cref="IOException">It cannot be opened or read.</exception>
    /// <exception cref="UnauthorizedAccessException">It is a folder, or may not be read.</exception>
    public static FitsHeader ReadPrimaryHeader(string path)
    {
        using var file = Open(path);
        return file.Hdus[0].Header;
    }

    /// <summary>Makes sure that everything the headers promise is there, to the end of the file; gzipped files are unpacked and their sums checked.
    /// Pixels are not decoded.</summary>
    /// <exception cref="FitsException">Something is missing or damaged.</exception>
    public void CheckWhole()
    {
        foreach (var hdu in hdus) hdu.CheckWhole();
        _ = source.Length;
    }

    /// <summary>Whether a gzipped file goes to its own end, where it says how long it is unpacked; a plain one always does. A file that is nearly written may hold all of its
    /// pixels and lack only that. False, too, for several gzipped pieces in one file.</summary>
    /// <exception cref="FitsException">The gzipped data are damaged.</exception>
    public bool HasItsEnd => source is not GzipByteSource gzip || gzip.HasItsEnd;

    public void Dispose() => source.Dispose();

    static FitsFile From(ByteSource source, string name)
    {
        var opened = source;
        try
        {
            Span<byte> start = stackalloc byte[10];
            start = start[..source.Read(0, start)];
            if (GzipByteSource.Recognises(start))
            {
                opened = new GzipByteSource(source, name);
                start = start[..opened.Read(0, start)];
            }

            CheckStart(start, name);
            var file = new FitsFile(opened, name);
            _ = file.Hdus[0];
            return file;
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    static void CheckStart(ReadOnlySpan<byte> start, string name)
    {
        var expected = "SIMPLE  ="u8;
        var common = Math.Min(start.Length, expected.Length);
        if (start[..common].SequenceEqual(expected[..common]))
        {
            if (common < expected.Length)
                throw new FitsException(FitsFault.Incomplete, name, $"the file has only {start.Length} bytes: still being written?");
            return;
        }

        throw start.IndexOfAnyExcept((byte)0) < 0 || start is [0x1F]
            ? new FitsException(FitsFault.Incomplete, name, "the file does not begin yet like a FITS file: still being written?")
            : new FitsException(FitsFault.NotFits, name, "this is not a FITS file: it does not begin with 'SIMPLE  ='.");
    }
}
