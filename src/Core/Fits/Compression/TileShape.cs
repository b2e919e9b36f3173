namespace Nocturne.Core.Fits.Compression;

/// <summary>Sides of a tile [pixels].</summary>
readonly record struct TileShape(int Width, int Height, int Depth)
{
    public long Pixels => (long)Width * Height * Depth;
}
