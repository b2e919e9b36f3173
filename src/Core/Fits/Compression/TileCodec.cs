namespace Nocturne.Core.Fits.Compression;

/// <summary>How the tiles of a compressed image are packed (ZCMPTYPE).</summary>
enum TileCodec
{
    None,
    Rice,
    Gzip,
    ShuffledGzip,
    Plio,
    Hcompress,
}
