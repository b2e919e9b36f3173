namespace Nocturne.Core.Detection;

/// <summary>Orders pixels by level, for sweeps from the brightest down.</summary>
static class LevelOrder
{
    /// <param name="values">Values of the pixels.</param>
    /// <param name="thresholds">Ascending.</param>
    /// <param name="levels">Takes the level of each pixel: the number of thresholds below its value.</param>
    /// <param name="order">Takes the pixels, highest level first, in reading order within a level.</param>
    public static void Sort(ReadOnlySpan<float> values, ReadOnlySpan<double> thresholds, PooledList<int> levels, PooledList<int> order)
    {
        levels.Clear();
        order.Clear();
        var level = levels.Extend(values.Length);
        var sorted = order.Extend(values.Length);
        Span<int> starts = stackalloc int[thresholds.Length + 2];
        for (var k = 0; k < level.Length; k++)
        {
            var (low, high) = (0, thresholds.Length);
            while (low < high)
            {
                var middle = (low + high) >>> 1;
                if (values[k] > thresholds[middle]) low = middle + 1;
                else high = middle;
            }
            level[k] = low;
            starts[thresholds.Length - low + 1]++;
        }
        for (var k = 1; k < starts.Length; k++) starts[k] += starts[k - 1];
        for (var k = 0; k < level.Length; k++) sorted[starts[thresholds.Length - level[k]]++] = k;
    }
}
