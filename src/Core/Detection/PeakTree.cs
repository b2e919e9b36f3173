namespace Nocturne.Core.Detection;

/// <summary>
/// Finds the peaks of a segment that stand apart at some level. The pixels are added from the brightest level down, joining neighbours; a
/// part becomes
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

    /// <summary>Marks the peaks.</summary>
    /// <param name="segment">The segment.</param>
    /// <param name="lattice">Its lattice.</param>
    /// <param name="thresholds">Ascending levels.</param>
    /// <param name="minimumPixels">The least number of pixels of a part.</param>
    /// <param name="labels">Takes 1, 2, ... for the pixels of the markers and 0 elsewhere.</param>
    /// <returns>The number of peaks; fewer than two mean that there is nothing to split, and the labels are not set.</returns>
    public int Mark(Segment segment, PixelLattice lattice, ReadOnlySpan<double> thresholds, int minimumPixels, Span<int> labels)
    {
        LevelOrder.Sort(segment.Values, thresholds, levels, order);
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
        for (var k = 0; k < found.Count; k++) lattice.Flood(found.Items[k].Seed, levels.Items, found.Items[k].Level, labels, k + 1);
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
}
