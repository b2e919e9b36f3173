using System.Buffers;
using System.IO.Compression;
using System.Text;

namespace Nocturne.Core.Fits;

/// <summary>Writes FITS files: images, cubes and binary tables, one unit after the other, with checksums; gzipped if wanted.</summary>
/// <remarks>
/// After every unit the file is a valid one. The same content gives the same bytes. Keywords that describe the storage (BITPIX, NAXIS, BZERO,
/// CHECKSUM, …) are the writer's business: they are set by it, and passed over where they stand in a given header, so that the header
/// of a raw frame can be given as it is. A file at a path is written in place; who wants it to appear at once writes elsewhere and renames.
/// </remarks>
public sealed class FitsWriter : IDisposable
{
    const int ChunkLength = 256 * 1024;

    readonly Stream stream;
    readonly bool leaveOpen;
    int hdus;

    /// <param name="stream">Where to write; need not be seekable.</param>
    /// <param name="gzip">Whether to compress.</param>
    /// <param name="leaveOpen">Whether the stream stays open when the writer is disposed.</param>
    public FitsWriter(Stream stream, bool gzip = false, bool leaveOpen = false)
    {
        ArgumentNullException.ThrowIfNull(stream);
        this.leaveOpen = leaveOpen && !gzip;
        this.stream = gzip ? new GZipStream(stream, CompressionLevel.Optimal, leaveOpen) : stream;
    }

    /// <summary>A writer to a new file, or over an old one; gzipped if its name ends with <c>.gz</c>.</summary>
    /// <exception cref="IOException">The file cannot be made.</exception>
    public static FitsWriter Create(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var isGzip = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);
        return new(new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, 64 * 1024), isGzip);
    }

    /// <summary>Writes a file that holds one image.</summary>
    /// <inheritdoc cref="AddImage{T}(FitsHeader?, int, int, ReadOnlySpan{T})"/>
    public static void WriteImage<T>(string path, FitsHeader? header, int width, int height, ReadOnlySpan<T> pixels)
        where T : unmanaged
    {
        using var writer = Create(path);
        writer.AddImage(header, width, height, pixels);
    }

    /// <summary>Writes a file that holds one image to a stream, which stays open.</summary>
    /// <inheritdoc cref="AddImage{T}(FitsHeader?, int, int, ReadOnlySpan{T})"/>
    public static void WriteImage<T>(Stream stream, FitsHeader? header, int width, int height, ReadOnlySpan<T> pixels)
        where T : unmanaged
    {
        using var writer = new FitsWriter(stream, leaveOpen: true);
        writer.AddImage(header, width, height, pixels);
    }

    /// <summary>Adds an image, as the primary if it comes first.</summary>
    /// <typeparam name="T">Type of the pixels, which is how they are stored: byte, sbyte, short, ushort, int, uint, long, ulong, float or
    /// double.</typeparam>
    /// <param name="header">Cards to write, or null.</param>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="pixels">Pixels, row by row.</param>
    /// <exception cref="ArgumentException">There are not width × height pixels.</exception>
    public void AddImage<T>(FitsHeader? header, int width, int height, ReadOnlySpan<T> pixels)
        where T : unmanaged => AddPixels(header, [width, height], pixels);

    /// <summary>Adds a cube: planes of the same size, one behind the other.</summary>
    /// <inheritdoc cref="AddImage{T}(FitsHeader?, int, int, ReadOnlySpan{T})"/>
    public void AddCube<T>(FitsHeader? header, int width, int height, int planes, ReadOnlySpan<T> pixels)
        where T : unmanaged => AddPixels(header, [width, height, planes], pixels);

    /// <summary>Adds a header without data; mostly a primary that tables follow.</summary>
    public void AddHeader(FitsHeader? header) => AddPixels<byte>(header, [], []);

    /// <summary>Adds a binary table; if it comes first, an empty primary is put before it.</summary>
    /// <param name="extensionName">EXTNAME.</param>
    /// <param name="columns">Columns, all with the same number of rows and different names.</param>
    /// <param name="header">Further cards, or null.</param>
    /// <exception cref="ArgumentException">The columns do not fit together.</exception>
    public void AddTable(string extensionName, IReadOnlyList<FitsTableColumn> columns, FitsHeader? header = null)
    {
        ArgumentNullException.ThrowIfNull(columns);
        var rows = columns.Count == 0 ? 0 : columns[0].RowCount;
        if (columns.FirstOrDefault(column => column.RowCount != rows) is { } odd)
            throw new ArgumentException($"Column '{odd.Name}' has {odd.RowCount} rows, but '{columns[0].Name}' has {rows}.", nameof(columns));
        if (columns.GroupBy(column => column.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new ArgumentException($"Two columns are called '{twice.Key}'.", nameof(columns));
        if (columns.Count > 999) throw new ArgumentException($"A table has 999 columns at most, not {columns.Count}.", nameof(columns));
        if (hdus == 0) AddHeader(null);

        var rowLength = 0;
        foreach (var column in columns) rowLength = checked(rowLength + column.CellLength);
        var cards = StructuralCards.OfTable(rowLength, rows, columns);
        if (!string.IsNullOrEmpty(extensionName)) cards.Set("EXTNAME", extensionName);
        StructuralCards.AppendOthers(cards, header, keepBlank: false);
        AddUnit(cards, sink => EncodeRows(columns, rowLength, rows, sink));
    }

    public void Dispose()
    {
        if (leaveOpen)
            stream.Flush();
        else
            stream.Dispose();
    }

    static void EncodeRows(IReadOnlyList<FitsTableColumn> columns, int rowLength, int rows, IDataSink sink)
    {
        if (rowLength == 0) return;
        var rowsAtOnce = Math.Max(1, ChunkLength / rowLength / 4) * 4;
        var buffer = ArrayPool<byte>.Shared.Rent(checked(Math.Min(rowsAtOnce, rows) * rowLength));
        for (var row = 0; row < rows; row += rowsAtOnce)
        {
            var count = Math.Min(rowsAtOnce, rows - row);
            var chunk = buffer.AsSpan(0, count * rowLength);
            var offset = 0;
            foreach (var column in columns)
            {
                column.Encode(row, count, chunk, rowLength, offset);
                offset += column.CellLength;
            }

            sink.Accept(chunk);
        }

        ArrayPool<byte>.Shared.Return(buffer);
    }

    static void EncodePixels<T>(ReadOnlySpan<T> pixels, int size, IDataSink sink)
        where T : unmanaged
    {
        var atOnce = ChunkLength / size;
        var buffer = ArrayPool<byte>.Shared.Rent(ChunkLength);
        for (var done = 0; done < pixels.Length; done += atOnce)
        {
            var count = Math.Min(atOnce, pixels.Length - done);
            SampleEncoder.Encode(pixels.Slice(done, count), buffer);
            sink.Accept(buffer.AsSpan(0, count * size));
        }

        ArrayPool<byte>.Shared.Return(buffer);
    }

    void AddPixels<T>(FitsHeader? header, ReadOnlySpan<int> axes, ReadOnlySpan<T> pixels)
        where T : unmanaged
    {
        var expected = axes.IsEmpty ? 0L : 1L;
        foreach (var axis in axes)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(axis);
            expected = checked(expected * axis);
        }

        if (pixels.Length != expected)
            throw new ArgumentException($"The image needs {expected:N0} pixels but got {pixels.Length:N0}.", nameof(pixels));
        var (bitPix, _, zero) = SampleEncoder.Storage<T>();
        var cards = StructuralCards.OfImage(isPrimary: hdus == 0, bitPix, axes, zero);
        StructuralCards.AppendOthers(cards, header, keepBlank: bitPix > 0 && zero is null && !axes.IsEmpty);
        var size = Math.Abs(bitPix) / 8;
        var sum = new Checksum();
        EncodePixels(pixels, size, sum);
        stream.Write(FormatHeader(cards, sum.Value));
        var sink = new StreamSink(stream);
        EncodePixels(pixels, size, sink);
        sink.Pad();
        hdus++;
    }

    void AddUnit(FitsHeader cards, Action<IDataSink> encode)
    {
        var sum = new Checksum();
        encode(sum);
        stream.Write(FormatHeader(cards, sum.Value));
        var sink = new StreamSink(stream);
        encode(sink);
        sink.Pad();
        hdus++;
    }

    /// <summary>The header with the sum of the data and the sum over all, which is all ones when the header holds it.</summary>
    internal static byte[] FormatHeader(FitsHeader cards, uint dataSum)
    {
        const string Unset = "0000000000000000";
        if (cards.Cards.Any(CardFormatter.IsContinued)) cards.Set("LONGSTRN", "OGIP 1.0", "long strings go on over CONTINUE cards");
        cards.Set("CHECKSUM", Unset, "HDU checksum");
        cards.Set("DATASUM", dataSum.ToString(System.Globalization.CultureInfo.InvariantCulture), "data unit checksum");
        var whole = new Checksum();
        whole.Accept(Format(cards));
        whole.Add(dataSum);
        cards.Set("CHECKSUM", Checksum.Encode(whole.Value));
        return Format(cards);
    }

    static byte[] Format(FitsHeader cards)
    {
        var records = new StringBuilder();
        foreach (var card in cards.Cards) CardFormatter.Append(records, card);
        records.Append("END");
        records.Append(' ', (int)(HeaderReader.RoundUp(records.Length) - records.Length));
        return Encoding.ASCII.GetBytes(records.ToString());
    }
}
