namespace Nocturne.Core.Fits.Compression;

/// <summary>How an image of any number of axes is cut into tiles: ZTILEn along each axis, the first axis running fastest.</summary>
sealed class TileGrid
{
    readonly long[] axes;
    readonly long[] sides;

    TileGrid(long[] axes, long[] sides, long[] counts)
    {
        this.axes = axes;
        this.sides = sides;
        Columns = counts.Length > 0 ? counts[0] : 0;
        Rows = counts.Length > 1 ? counts[1] : 1;
        Count = counts.Length == 0 ? 0 : 1;
        foreach (var count in counts) Count = checked(Count * count);
    }

    /// <summary>Pixels in a row of the image.</summary>
    public long Width => axes.Length > 0 ? axes[0] : 0;

    /// <summary>Tiles side by side.</summary>
    public long Columns { get; }

    /// <summary>Tiles on top of each other.</summary>
    public long Rows { get; }

    /// <summary>Tiles of the image.</summary>
    public long Count { get; }

    /// <summary>The cut of a plane through the tiles.</summary>
    /// <param name="FirstTile">Number of its first tile.</param>
    /// <param name="Depth">Planes in each of its tiles.</param>
    /// <param name="Layer">Which of them it is.</param>
    public readonly record struct Cut(long FirstTile, long Depth, long Layer);

    /// <exception cref="FitsException">The tiles make no sense.</exception>
    public static TileGrid From(FitsHeader header, long[] axes, FitsPlace place)
    {
        var sides = new long[axes.Length];
        var counts = new long[axes.Length];
        for (var i = 0; i < axes.Length; i++)
        {
            var keyword = $"ZTILE{i + 1}";
            sides[i] = header.Contains(keyword) ? HduLayout.Required(header, keyword, place) : i == 0 ? Math.Max(1, axes[0]) : 1;
            if (sides[i] <= 0) throw place.Corrupt($"{keyword} = {sides[i]} is not the side of a tile.");
            sides[i] = Math.Min(sides[i], Math.Max(1, axes[i]));
            counts[i] = (axes[i] + sides[i] - 1) / sides[i];
        }

        try
        {
            return new(axes, sides, counts);
        }
        catch (OverflowException)
        {
            throw place.Corrupt($"the image ({string.Join(" x ", axes)}) has more tiles than a file can hold.");
        }
    }

    /// <summary>First column and width of the tiles of a column of tiles.</summary>
    public (long Start, long Length) Horizontal(long column) => Extent(0, column);

    /// <summary>First row and height of the tiles of a row of tiles.</summary>
    public (long Start, long Length) Vertical(long row) => axes.Length > 1 ? Extent(1, row) : (0, 1);

    public Cut CutOf(long plane)
    {
        var cut = new Cut(0, 1, 0);
        var tilesBefore = Columns * Rows;
        for (var i = 2; i < axes.Length; i++)
        {
            var coordinate = plane % axes[i];
            plane /= axes[i];
            var tile = coordinate / sides[i];
            var (start, length) = Extent(i, tile);
            cut = new(cut.FirstTile + (tile * tilesBefore), cut.Depth * length, cut.Layer + ((coordinate - start) * cut.Depth));
            tilesBefore *= (axes[i] + sides[i] - 1) / sides[i];
        }

        return cut;
    }

    /// <summary>Pixels of the largest tile.</summary>
    public long LargestTile()
    {
        var pixels = 1L;
        foreach (var side in sides) pixels = side == 0 || pixels <= long.MaxValue / side ? pixels * side : long.MaxValue;
        return pixels;
    }

    (long Start, long Length) Extent(int axis, long tile) => (tile * sides[axis], Math.Min(sides[axis], axes[axis] - (tile * sides[axis])));
}
