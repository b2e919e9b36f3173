namespace Nocturne.Core.Roman;

/// <summary>Sources sorted into square cells, to find neighbours without looking at all.</summary>
sealed class NeighbourGrid
{
    readonly Dictionary<(int, int), List<ForcedTarget>> cells = [];
    readonly double side;

    /// <param name="targets">The sources.</param>
    /// <param name="side">Side of a cell: the largest distance that is asked for [pixels].</param>
    public NeighbourGrid(IEnumerable<ForcedTarget> targets, double side)
    {
        this.side = side;
        foreach (var target in targets)
        {
            var cell = CellOf(target);
            if (!cells.TryGetValue(cell, out var list)) cells[cell] = list = [];
            list.Add(target);
        }
    }

    /// <summary>Whether another source brighter than a magnitude stands within a distance.</summary>
    public bool HasBrighter(ForcedTarget star, double magnitude, double distance)
    {
        var (column, row) = CellOf(star);
        for (var j = row - 1; j <= row + 1; j++)
        {
            for (var i = column - 1; i <= column + 1; i++)
            {
                if (cells.TryGetValue((i, j), out var list) && list.Any(Disturbs)) return true;
            }
        }

        return false;

        bool Disturbs(ForcedTarget other)
        {
            if (other.CatalogueRow == star.CatalogueRow || !(other.CatalogueMagnitude < magnitude)) return false;
            double dx = other.Pixel.X - star.Pixel.X, dy = other.Pixel.Y - star.Pixel.Y;
            return (dx * dx) + (dy * dy) < distance * distance;
        }
    }

    (int Column, int Row) CellOf(ForcedTarget target) => ((int)Math.Floor(target.Pixel.X / side), (int)Math.Floor(target.Pixel.Y / side));
}
