namespace Nocturne.Core.Background;

/// <summary>Fills the holes of a mesh and filters it.</summary>
static class MeshRepair
{
    const int Neighbours = 10;

    /// <summary>Gives each bad box the average of the good boxes nearest to it, all that are equally near.</summary>
    public static void FillFromNearest(MeshGrid level, MeshGrid rms, ReadOnlySpan<bool> good)
    {
        for (var j = 0; j < level.Rows; j++)
        for (var i = 0; i < level.Columns; i++)
        {
            if (good[(j * level.Columns) + i]) continue;
            var nearest = int.MaxValue;
            var count = 0;
            double levels = 0, scatters = 0;
            for (var at = 0; at < good.Length; at++)
            {
                if (!good[at]) continue;
                var (dx, dy) = ((at % level.Columns) - i, (at / level.Columns) - j);
                var distance = (dx * dx) + (dy * dy);
                if (distance > nearest) continue;
                if (distance < nearest) (nearest, count, levels, scatters) = (distance, 0, 0, 0);
                count++;
                levels += level.Values[at];
                scatters += rms.Values[at];
            }
            level[i, j] = levels / count;
            rms[i, j] = scatters / count;
        }
    }

    /// <summary>Gives each bad box the mean of the ten good boxes nearest to it, weighted by one over the distance (Shepard 1968); ties go to the lower row, then column.</summary>
    public static void FillByDistance(MeshGrid level, MeshGrid rms, ReadOnlySpan<bool> good)
    {
        Span<int> nearest = stackalloc int[Neighbours];
        Span<int> distances = stackalloc int[Neighbours];
        for (var j = 0; j < level.Rows; j++)
        for (var i = 0; i < level.Columns; i++)
        {
            if (good[(j * level.Columns) + i]) continue;
            var found = 0;
            for (var at = 0; at < good.Length; at++)
            {
                if (!good[at]) continue;
                var (dx, dy) = ((at % level.Columns) - i, (at / level.Columns) - j);
                var distance = (dx * dx) + (dy * dy);
                if (found == Neighbours && distance >= distances[found - 1]) continue;
                var place = found < Neighbours ? found++ : found - 1;
                for (; place > 0 && distances[place - 1] > distance; place--)
                    (distances[place], nearest[place]) = (distances[place - 1], nearest[place - 1]);
                (distances[place], nearest[place]) = (distance, at);
            }
            double weights = 0, levels = 0, scatters = 0;
            for (var k = 0; k < found; k++)
            {
                var weight = 1 / Math.Sqrt(distances[k]);
                weights += weight;
                levels += weight * level.Values[nearest[k]];
                scatters += weight * rms.Values[nearest[k]];
            }
            level[i, j] = levels / weights;
            rms[i, j] = scatters / weights;
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
        var (levelBefore, rmsBefore) = (level.Copy(), rms.Copy());
        var scratch = new double[level.Values.Length];
        for (var j = 0; j < level.Rows; j++)
        for (var i = 0; i < level.Columns; i++)
        {
            var bounds = window(i, j);
            var median = levelBefore.Median(bounds, scratch);
            if (!(Math.Abs(median - levelBefore[i, j]) >= threshold)) continue;
            level[i, j] = median;
            rms[i, j] = rmsBefore.Median(bounds, scratch);
        }
    }
}
