using System.Buffers;
using System.Numerics;

namespace Nocturne.Core.Fits.Compression;

/// <summary>The pixels of a tile-compressed image: each tile that a plane cuts is unpacked once.</summary>
sealed class TiledPixels : PixelReader
{
    /// <summary>More pixels than this do not come out of a byte: a header that says so lies, and is not believed with memory.</summary>
    const int MostPixelsPerByte = 4096;

    readonly FitsHeader header;
    readonly FitsTableHdu table;
    readonly TileGrid grid;
    readonly int bitPix;
    TileReader? reader;

    public TiledPixels(FitsHeader header, FitsTableHdu table, TileGrid grid, int bitPix)
    {
        this.header = header;
        this.table = table;
        this.grid = grid;
        this.bitPix = bitPix;
        if (grid.Count != table.RowCount)
            throw table.Data.Place.Corrupt($"the image should have {grid.Count:N0} tiles (ZNAXIS, ZTILE), but their table has {table.RowCount:N0} rows.");
        if (grid.Count > 0 && grid.LargestTile() > Array.MaxLength)
            throw table.Data.Place.Unsupported("tiles of more than 2,147,483,591 pixels are not supported.");
    }

    public override void CheckWhole()
    {
        table.Data.CheckWhole();
        reader ??= new(header, table, bitPix);

        // Of a tile of many planes the part in one is checked here, and the whole when it is unpacked.
        var perPlane = grid.Columns * grid.Rows;
        for (var tile = 0L; tile < grid.Count; tile++)
        {
            var (_, width) = grid.Horizontal(tile % grid.Columns);
            var (_, height) = grid.Vertical(tile % perPlane / grid.Columns);
            CheckSize(tile, width * height);
        }
    }

    public override void ReadPlane(int plane, Span<float> destination) => Read(plane, destination);

    public override void ReadPlane(int plane, Span<double> destination) => Read(plane, destination);

    void Read<T>(int plane, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        table.Data.CheckWhole();
        if (destination.IsEmpty) return;
        reader ??= new(header, table, bitPix);
        var cut = grid.CutOf(plane);
        var width = (int)grid.Width;
        using var scratch = new TileScratch();
        var unpacked = ArrayPool<T>.Shared.Rent(0);
        try
        {
            for (var row = 0L; row < grid.Rows; row++)
            {
                var (top, tileHeight) = grid.Vertical(row);
                for (var column = 0L; column < grid.Columns; column++)
                {
                    var (left, tileWidth) = grid.Horizontal(column);
                    var tile = cut.FirstTile + (row * grid.Columns) + column;
                    var shape = new TileShape((int)tileWidth, (int)tileHeight, (int)cut.Depth);
                    CheckSize(tile, shape.Pixels);
                    if (tileWidth == width && cut.Depth == 1)
                    {
                        reader.Read(tile, shape, destination.Slice((int)top * width, (int)shape.Pixels), scratch);
                        continue;
                    }

                    if (unpacked.Length < shape.Pixels)
                    {
                        ArrayPool<T>.Shared.Return(unpacked);
                        unpacked = [];
                        unpacked = ArrayPool<T>.Shared.Rent((int)shape.Pixels);
                    }

                    reader.Read(tile, shape, unpacked.AsSpan(0, (int)shape.Pixels), scratch);
                    var layer = unpacked.AsSpan((int)(cut.Layer * tileWidth * tileHeight), (int)(tileWidth * tileHeight));
                    for (var y = 0; y < tileHeight; y++)
                        layer.Slice((int)(y * tileWidth), (int)tileWidth).CopyTo(destination[(int)(((top + y) * width) + left)..]);
                }
            }
        }
        finally
        {
            ArrayPool<T>.Shared.Return(unpacked);
        }
    }

    void CheckSize(long tile, long pixels)
    {
        var bytes = reader!.PackedLength(tile);
        if (pixels / MostPixelsPerByte > bytes)
            throw table.Data.Place.Corrupt($"tile {tile + 1:N0} of {grid.Count:N0} should have {pixels:N0} pixels, but has only {bytes:N0} bytes for them.");
    }
}
