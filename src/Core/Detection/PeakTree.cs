namespace Nocturne.Core.Detection;

/// <summary>
/// Finds the peaks of a segment that stand apart at some level. The pixels are added from the brightest level down, joining neighbours; a part becomes
/// a peak when it has enough pixels, and its marker is what it was one level above the level at which it first met another peak.
/// </summary>
/// <remarks>One sweep gives what labelling the segment anew at each level gives, and costs each pixel once.</remarks>
sealed class PeakTree : IDisposable
{
    const int NoPeak = -1, SeveralPeaks = -2;

    readonly PooledList<int> parents = new(256);
    readonly PooledList<int> areas = new(256);
    readonly PooledList<int> peaks = new(256);
    readonly PooledList<int> levels = new(256);
    readonly PooledList<int> order = new(256);
    readonly PooledList<(int Seed, int Level)> found = new(16);
    readonly PooledList<int> flood = new(64);

    /// <summary>Marks the peaks.</summary>
    /// <param name="segment">The segment.</param>
    /// <param name="lattice">Its lattice.</param>
    /// <param name="thresholds">Ascending levels.</param>
    /// <param name="minimumPixels">The least number of pixels of a part.</param>
    /// <param name="labels">Takes 1, 2, ... for the pixels of the markers and 0 elsewhere.</param>
    /// <returns>The number of peaks; fewer than two mean that there is nothing to split, and the labels are not set.</returns>
    public int Mark(Segment segment, PixelLattice lattice, ReadOnlySpan<double> thresholds, int minimumPixels, Span<int> labels)
    {
        Sort(segment, thresholds);
        parents.Clear();
        areas.Clear();
        peaks.Clear();
        parents.Extend(segment.Count).Fill(-1);
        areas.Extend(segment.Count).Fill(1);
        peaks.Extend(segment.Count).Fill(NoPeak);
        found.Clear();
        for (var start = 0; start < segment.Count;)
        {
            var level = levels.Items[order.Items[start]];
            if (level == 0) break;
            var end = start;
            while (end < segment.Count && levels.Items[order.Items[end]] == level) end++;
            var added = order.Items[start..end];
            foreach (var pixel in added) Add(pixel, level, lattice);
            foreach (var pixel in added)
            {
                var root = Find(pixel);
                if (peaks.Items[root] != NoPeak || areas.Items[root] < minimumPixels) continue;
                peaks.Items[root] = found.Count;
                found.Add((pixel, 0));
            }
            start = end;
        }
        // A peak that met no other stands alone in the segment, or the parts never met above the lowest level: they meet in the segment itself.
        foreach (ref var peak in found.Items)
            if (peak.Level == 0) peak.Level = 1;
        if (found.Count < 2) return found.Count;
        labels[..segment.Count].Clear();
        for (var k = 0; k < found.Count; k++) Flood(found.Items[k], lattice, labels, k + 1);
        return found.Count;
    }

    public void Dispose()
    {
        parents.Dispose();
        areas.Dispose();
        peaks.Dispose();
        levels.Dispose();
        order.Dispose();
        found.Dispose();
        flood.Dispose();
    }

    /// <summary>Orders the pixels by level, highest first: a level is the number of thresholds below the value.</summary>
    void Sort(Segment segment, ReadOnlySpan<double> thresholds)
    {
        levels.Clear();
        order.Clear();
        var level = levels.Extend(segment.Count);
        var sorted = order.Extend(segment.Count);
        Span<int> starts = stackalloc int[thresholds.Length + 2];
        for (var k = 0; k < level.Length; k++)
        {
            var (low, high) = (0, thresholds.Length);
            while (low < high)
            {
                var middle = (low + high) >>> 1;
                if (segment.Values[k] > thresholds[middle]) low = middle + 1;
                else high = middle;
            }
            level[k] = low;
            starts[thresholds.Length - low + 1]++;
        }
        for (var k = 1; k < starts.Length; k++) starts[k] += starts[k - 1];
        for (var k = 0; k < level.Length; k++) sorted[starts[thresholds.Length - level[k]]++] = k;
    }

    void Add(int pixel, int level, PixelLattice lattice)
    {
        var parent = parents.Items;
        parent[pixel] = pixel;
        foreach (var step in lattice.Steps)
        {
            var neighbour = lattice.Numbers[lattice.Places[pixel] + step];
            if (neighbour >= 0 && parent[neighbour] >= 0) Join(Find(pixel), Find(neighbour), level);
        }
    }

    void Join(int a, int b, int level)
    {
        if (a == b) return;
        var area = areas.Items;
        var peak = peaks.Items;
        if (area[a] < area[b]) (a, b) = (b, a);
        parents.Items[b] = a;
        area[a] += area[b];
        if (peak[b] == NoPeak) return;
        if (peak[a] == NoPeak)
        {
            peak[a] = peak[b];
            return;
        }
        if (peak[a] >= 0) found.Items[peak[a]].Level = level + 1;
        if (peak[b] >= 0) found.Items[peak[b]].Level = level + 1;
        peak[a] = SeveralPeaks;
    }

    int Find(int pixel)
    {
        var parent = parents.Items;
        while (parent[pixel] != pixel)
        {
            parent[pixel] = parent[parent[pixel]];
            pixel = parent[pixel];
        }
        return pixel;
    }

    void Flood((int Seed, int Level) peak, PixelLattice lattice, Span<int> labels, int label)
    {
        flood.Clear();
        flood.Add(peak.Seed);
        labels[peak.Seed] = label;
        for (var next = 0; next < flood.Count; next++)
        {
            var place = lattice.Places[flood.Items[next]];
            foreach (var step in lattice.Steps)
            {
                var neighbour = lattice.Numbers[place + step];
                if (neighbour < 0 || labels[neighbour] != 0 || levels.Items[neighbour] < peak.Level) continue;
                labels[neighbour] = label;
                flood.Add(neighbour);
            }
        }
    }
}
