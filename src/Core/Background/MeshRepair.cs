using System.Buffers;

namespace Nocturne.Core.Background;

/// <summary>Fills the holes of a mesh and filters it.</summary>
static class MeshRepair
{
    const int Neighbours = 10;

    /// <summary>Gives each bad box the average of the good boxes nearest to it, all that are equally near.</summary>
    public static void FillFromNearest(MeshGrid level, MeshGrid rms, bool[] good)
    {
        for (var bad = 0; bad < good.Length; bad++)
        {
            if (good[bad]) continue;
            var nearest = int.MaxValue;
            var count = 0;
            double levels = 0, scatters = 0;
            foreach (var (at, distance) in GoodBoxes(level, good, bad, () => nearest))
            {
                if (distance > nearest) continue;
                if (distance < nearest) (nearest, count, levels, scatters) = (distance, 0, 0, 0);
                count++;
                levels += level.Values[at];
                scatters += rms.Values[at];
            }
            level.Values[bad] = levels / count;
            rms.Values[bad] = scatters / count;
        }
    }

    /// <summary>
    /// Gives each bad box the mean of the ten good boxes nearest to it, weighted by one over the distance (Shepard 1968); ties go to the
    /// lower row, then column.
    /// </summary>
    public static void FillByDistance(MeshGrid level, MeshGrid rms, bool[] good)
    {
        var nearest = new List<(int Distance, int At)>();
        for (var bad = 0; bad < good.Length; bad++)
        {
            if (good[bad]) continue;
            nearest.Clear();
            foreach (var (at, distance) in GoodBoxes(level, good, bad, () => nearest.Count < Neighbours ? int.MaxValue : nearest[^1].Distance))
            {
                var place = nearest.BinarySearch((distance, at));
                nearest.Insert(~place, (distance, at));
                if (nearest.Count > Neighbours) nearest.RemoveAt(Neighbours);
            }
            double weights = 0, levels = 0, scatters = 0;
            foreach (var (distance, at) in nearest)
            {
                var weight = 1 / Math.Sqrt(distance);
                weights += weight;
                levels += weight * level.Values[at];
                scatters += weight * rms.Values[at];
            }
            level.Values[bad] = levels / weights;
            rms.Values[bad] = scatters / weights;
        }
    }

    /// <summary>Good boxes about a bad one with the squares of their distances, ring by ring, as long as a ring may hold something that is near enough.</summary>
    static IEnumerable<(int At, int Distance)> GoodBoxes(MeshGrid grid, bool[] good, int bad, Func<int> farthest)
    {
        var (x, y) = (bad % grid.Columns, bad / grid.Columns);
        var rings = Math.Max(Math.Max(x, grid.Columns - 1 - x), Math.Max(y, grid.Rows - 1 - y));
        for (var ring = 1; ring <= rings && ring * ring <= farthest(); ring++)
        {
            for (var dy = -ring; dy <= ring; dy++)
            {
                if ((uint)(y + dy) >= (uint)grid.Rows) continue;
                // The upper and lower side of the ring are whole rows, the rows between have only its two ends.
                var step = Math.Abs(dy) == ring ? 1 : 2 * ring;
                for (var dx = -ring; dx <= ring; dx += step)
                {
                    var at = ((y + dy) * grid.Columns) + x + dx;
                    if ((uint)(x + dx) < (uint)grid.Columns && good[at]) yield return (at, (dx * dx) + (dy * dy));
                }
            }
        }
    }

    /// <summary>
    /// Median filter whose window stays symmetric: near the edge its half width is the distance to the edge, so that a slope is kept.
    /// The rms is filtered where the level is: where the median differs from the value by at least the threshold.
    /// </summary>
    public static void FilterSymmetric(MeshGrid level, MeshGrid rms, int width, int height, double threshold) =>
        Filter(level, rms, threshold, (i, j) =>
        {
            var halfX = Math.Min(width / 2, Math.Min(i, level.Columns - 1 - i));
            var halfY = Math.Min(height / 2, Math.Min(j, level.Rows - 1 - j));
            return (i - halfX, j - halfY, i + halfX, j + halfY);
        });

    /// <summary>Median filter whose window is cut at the edge of the mesh.</summary>
    public static void FilterCut(MeshGrid level, MeshGrid rms, int width, int height) =>
        Filter(level, rms, 0, (i, j) => (
            Math.Max(0, i - (width / 2)),
            Math.Max(0, j - (height / 2)),
            Math.Min(level.Columns - 1, i + (width / 2)),
            Math.Min(level.Rows - 1, j + (height / 2))));

    static void Filter(MeshGrid level, MeshGrid rms, double threshold, Func<int, int, (int X0, int Y0, int X1, int Y1)> window)
    {
        var size = level.Values.Length;
        var rented = ArrayPool<double>.Shared.Rent(3 * size);
        var levelBefore = rented.AsSpan(0, size);
        var rmsBefore = rented.AsSpan(size, size);
        var scratch = rented.AsSpan(2 * size, size);
        level.Values.CopyTo(levelBefore);
        rms.Values.CopyTo(rmsBefore);
        for (var j = 0; j < level.Rows; j++)
            for (var i = 0; i < level.Columns; i++)
            {
                var bounds = window(i, j);
                var median = Median(levelBefore, level.Columns, bounds, scratch);
                if (!(Math.Abs(median - levelBefore[(j * level.Columns) + i]) >= threshold)) continue;
                level[i, j] = median;
                rms[i, j] = Median(rmsBefore, level.Columns, bounds, scratch);
            }
        ArrayPool<double>.Shared.Return(rented);
    }

    /// <summary>Median of a window, both corners included.</summary>
    static double Median(ReadOnlySpan<double> values, int columns, (int X0, int Y0, int X1, int Y1) window, Span<double> scratch)
    {
        var count = 0;
        for (var j = window.Y0; j <= window.Y1; j++)
            for (var i = window.X0; i <= window.X1; i++)
                scratch[count++] = values[(j * columns) + i];
        return Selection.Median(scratch[..count]);
    }
}
