using System.Numerics;
using System.Runtime.InteropServices;

namespace Nocturne.Core.Fits.Compression;

/// <summary>Unpacks single tiles and turns what was stored into pixels.</summary>
sealed class TileReader
{
    readonly FitsTableHdu table;
    readonly int bitPix;
    readonly TileFormat format;
    readonly PixelScaling scaling;
    readonly Quantisation quantisation;
    readonly TileColumn packedTiles;
    readonly TileColumn losslessTiles;
    readonly TileColumn plainTiles;
    readonly double[]? scales;
    readonly double[]? zeros;
    readonly long[]? blanks;
    readonly long? blank;

    public TileReader(FitsHeader header, FitsTableHdu table, int bitPix)
    {
        this.table = table;
        this.bitPix = bitPix;
        format = TileFormat.From(header, table.Data.Place);
        packedTiles = new(table, "COMPRESSED_DATA");
        losslessTiles = new(table, "GZIP_COMPRESSED_DATA");
        plainTiles = new(table, "UNCOMPRESSED_DATA");
        blank = header.GetLong("ZBLANK") ?? (bitPix > 0 ? header.GetLong("BLANK") : null);
        blanks = table.Find("ZBLANK") is { IsVariableLength: false, ElementCount: 1 } ? table.ReadLongs("ZBLANK") : null;
        scaling = PixelScaling.OfImage(header, bitPix) with { Blank = bitPix > 0 ? blank : null };

        // Masks of unsigned 16-bit numbers are stored as they are, since line lists hold positive numbers only.
        if (format.Codec == TileCodec.Plio && bitPix == 16 && scaling is { Zero: 32768, Scale: 1 }) scaling = scaling with { Zero = 0 };
        if (bitPix > 0) return;
        scales = PerTile("ZSCALE") ?? Constant(header.GetDouble("ZSCALE"));
        zeros = PerTile("ZZERO") ?? Constant(header.GetDouble("ZZERO"));
        if (scales is not null) quantisation = Quantisation.From(header, table.Data.Place);
    }

    bool IsQuantised => scales is not null;

    FitsPlace Place => table.Data.Place;

    /// <summary>Bytes in which a tile is stored.</summary>
    public long PackedLength(long tile)
    {
        if (packedTiles.Length(tile) is > 0 and var length) return length;
        return losslessTiles.Length(tile) is > 0 and var lossless ? lossless : plainTiles.Length(tile);
    }

    /// <summary>Reads one tile.</summary>
    /// <param name="tile">Its number, from 0.</param>
    /// <param name="shape">Its sides.</param>
    /// <param name="values">As many pixels.</param>
    /// <param name="scratch">Buffers.</param>
    /// <exception cref="FitsException">It is damaged.</exception>
    public void Read<T>(long tile, TileShape shape, Span<T> values, TileScratch scratch)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        try
        {
            if (packedTiles.Read(tile, scratch) is { IsEmpty: false } packed)
                Unpack(packed, tile, shape, values, scratch);
            else if (losslessTiles.Read(tile, scratch) is { IsEmpty: false } gzipped)
                Decode(Gunzip(gzipped, values.Length, Math.Abs(bitPix) / 8, scratch), values, isShuffled: false, scratch);
            else if (plainTiles.Read(tile, scratch) is { IsEmpty: false } plain)
                Decode(plain, values, isShuffled: false, scratch);
            else
                throw new InvalidDataException("there are no data for it.");
        }
        catch (InvalidDataException damaged)
        {
            throw Place.Corrupt($"tile {tile + 1:N0} of {table.RowCount:N0} ({format.Name}) is damaged: {damaged.Message}", damaged);
        }
    }

    void Unpack<T>(ReadOnlySpan<byte> packed, long tile, TileShape shape, Span<T> values, TileScratch scratch)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var stored = scratch.Integers(values.Length);
        switch (format.Codec)
        {
            case TileCodec.Rice:
                RiceDecoder.Decode(packed, stored, format.BytePix, format.BlockSize);
                break;
            case TileCodec.Plio:
                PlioDecoder.Decode(packed, stored);
                break;
            case TileCodec.Hcompress:
                HcompressDecoder.Decode(packed, shape, stored, format.IsSmoothed, scratch);
                break;
            default:
                var isShuffled = format.Codec == TileCodec.ShuffledGzip;
                var bytes = format.Codec == TileCodec.None ? packed : Gunzip(packed, values.Length, IsQuantised ? 4 : Math.Abs(bitPix) / 8, scratch);
                if (!IsQuantised)
                {
                    Decode(bytes, values, isShuffled, scratch);
                    return;
                }

                if (bytes.Length != 4L * values.Length)
                    throw new InvalidDataException($"it has {bytes.Length:N0} bytes instead of {4L * values.Length:N0}.");
                SampleDecoder.Swap(MemoryMarshal.Cast<byte, int>(Ordered(bytes, 4, isShuffled, scratch)), stored);
                break;
        }

        if (IsQuantised)
            Restore(stored, tile, values);
        else
            StoredIntegers.Scale(stored, bitPix, scaling with { Blank = BlankOf(tile) }, values);
    }

    void Restore<T>(ReadOnlySpan<int> stored, long tile, Span<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        quantisation.Restore(stored, scales![tile], zeros?[tile] ?? 0, BlankOf(tile), tile, values);
        if (scaling.IsIdentity) return;
        for (var i = 0; i < values.Length; i++) values[i] = T.CreateTruncating(scaling.Zero + (scaling.Scale * double.CreateTruncating(values[i])));
    }

    /// <summary>Big-endian numbers of the type of the image (or, of integer images, of 32 bits, which some packers write) into pixels.</summary>
    void Decode<T>(ReadOnlySpan<byte> bytes, Span<T> values, bool isShuffled, TileScratch scratch)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var size = Math.Abs(bitPix) / 8;
        var type = bitPix;
        if (bytes.Length != (long)size * values.Length)
        {
            if (bitPix < 0 || bytes.Length != 4L * values.Length)
                throw new InvalidDataException($"it has {bytes.Length:N0} bytes instead of {(long)size * values.Length:N0}.");
            type = 32;
        }

        var ordered = Ordered(bytes, Math.Abs(type) / 8, isShuffled, scratch);
        if (typeof(T) == typeof(float))
            SampleDecoder.Decode(ordered, type, scaling, MemoryMarshal.Cast<T, float>(values));
        else
            SampleDecoder.Decode(ordered, type, scaling, MemoryMarshal.Cast<T, double>(values));
    }

    static ReadOnlySpan<byte> Ordered(ReadOnlySpan<byte> bytes, int size, bool isShuffled, TileScratch scratch)
    {
        if (!isShuffled || size == 1) return bytes;
        var ordered = scratch.Ordered(bytes.Length);
        GzipTile.Unshuffle(bytes, size, ordered);
        return ordered;
    }

    static ReadOnlySpan<byte> Gunzip(ReadOnlySpan<byte> packed, int count, int size, TileScratch scratch)
    {
        var room = (long)count * Math.Max(size, 4);
        if (room > Array.MaxLength) throw new InvalidDataException($"it would unpack to {room:N0} bytes, too many to be held at once.");
        var unpacked = scratch.Bytes((int)room);
        return unpacked[..GzipTile.Unpack(scratch.PackedCopy(packed), packed.Length, unpacked)];
    }

    long? BlankOf(long tile) => blanks is not null ? blanks[tile] : blank;

    double[]? PerTile(string name) => table.Find(name) is { IsVariableLength: false, ElementCount: 1 } column ? table.ReadDoubles(column.Name) : null;

    double[]? Constant(double? value)
    {
        if (value is not { } number) return null;
        var constant = new double[table.RowCount];
        Array.Fill(constant, number);
        return constant;
    }
}
