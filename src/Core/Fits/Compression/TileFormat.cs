namespace Nocturne.Core.Fits.Compression;

/// <summary>How tiles are packed, with the parameters of the codec (ZCMPTYPE, ZNAMEn, ZVALn).</summary>
/// <param name="Codec">The algorithm.</param>
/// <param name="Name">Its name in the header.</param>
/// <param name="BytePix">Rice: bytes of an integer before packing.</param>
/// <param name="BlockSize">Rice: integers in a block.</param>
/// <param name="IsSmoothed">H-compress: whether the reader is to smooth.</param>
sealed record TileFormat(TileCodec Codec, string Name, int BytePix, int BlockSize, bool IsSmoothed)
{
    /// <summary>Of the packers in use 16 and 32.</summary>
    const int LargestBlock = 4096;

    /// <exception cref="FitsException">The codec is unknown, or a parameter makes no sense.</exception>
    public static TileFormat From(FitsHeader header, FitsPlace place)
    {
        var name = header.GetString("ZCMPTYPE")?.Trim() ?? throw place.Corrupt("the header lacks ZCMPTYPE, the way in which the image is compressed.");
        TileCodec? known = name.ToUpperInvariant() switch
        {
            "RICE_1" or "RICE_ONE" => TileCodec.Rice,
            "GZIP_1" => TileCodec.Gzip,
            "GZIP_2" => TileCodec.ShuffledGzip,
            "PLIO_1" => TileCodec.Plio,
            "HCOMPRESS_1" => TileCodec.Hcompress,
            "NOCOMPRESS" => TileCodec.None,
            _ => null,
        };
        if (known is not { } codec)
            throw place.Unsupported($"compression '{name}' (ZCMPTYPE) is not supported; known are RICE_1, GZIP_1, GZIP_2, PLIO_1, HCOMPRESS_1 and NOCOMPRESS.");
        var bytePix = Parameter(header, "BYTEPIX") ?? 4;
        var blockSize = Parameter(header, "BLOCKSIZE") ?? 32;
        if (codec == TileCodec.Rice && bytePix is not (1 or 2 or 4))
            throw place.Unsupported($"Rice compression of integers of {bytePix} bytes (BYTEPIX) is not supported.");
        if (codec == TileCodec.Rice && blockSize is < 1 or > LargestBlock)
            throw place.Corrupt($"BLOCKSIZE = {blockSize} is not a block of Rice compression.");
        return new(codec, name, (int)bytePix, (int)blockSize, Parameter(header, "SMOOTH") is > 0);
    }

    static long? Parameter(FitsHeader header, string name)
    {
        for (var i = 1; header.GetString($"ZNAME{i}") is { } found; i++)
        {
            if (string.Equals(found.Trim(), name, StringComparison.OrdinalIgnoreCase)) return header.GetLong($"ZVAL{i}");
        }

        return null;
    }
}
