namespace Nocturne.Core.Fits.Compression;

/// <summary>A column in which packed tiles are stored, if the table has it; where they lie is looked up once for all of them.</summary>
sealed class TileColumn
{
    readonly FitsTableHdu table;
    readonly FitsColumn? column;
    readonly HeapArray[] arrays = [];

    public TileColumn(FitsTableHdu table, string name)
    {
        this.table = table;
        column = table.Find(name) is { IsVariableLength: true } found ? found : null;
        if (column is not null) arrays = table.Cells.ReadDescriptors(column);
    }

    /// <summary>Bytes of a tile; 0 if it is not stored here.</summary>
    public long Length(long tile) => column is null ? 0 : table.Cells.Locate(column, (int)tile, arrays[tile]).Length;

    /// <summary>The bytes of a tile; none if it is not stored here.</summary>
    public ReadOnlySpan<byte> Read(long tile, TileScratch scratch) =>
        column is null ? default : table.Cells.ReadHeap(column, (int)tile, arrays[tile], ref scratch.Packed);
}
