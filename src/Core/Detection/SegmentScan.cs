using System.Buffers;
using System.Numerics;

namespace Nocturne.Core.Detection;

/// <summary>
/// Finds the pixels above a threshold, row by row, as runs, and joins runs that touch, also at a corner, into segments.
/// What is to be remembered of these pixels goes to channels: an image of sky costs one comparison per pixel and no memory.
/// </summary>
sealed class SegmentScan : IDisposable
{
    readonly PooledList<Run> runs = new(256);
    readonly PooledList<float>[] channels;
    int pixelCount;
    int previousStart;
    int previousEnd;
    int previousRow = -2;

    /// <param name="channels">Values kept of each pixel above the threshold.</param>
    public SegmentScan(int channels)
    {
        this.channels = new PooledList<float>[channels];
        for (var k = 0; k < channels; k++) this.channels[k] = new(1024);
    }

    /// <summary>Takes one row; rows come in ascending order.</summary>
    /// <param name="y">Row.</param>
    /// <param name="pixels">The values that are compared.</param>
    /// <param name="thresholds">Threshold of each pixel, or empty.</param>
    /// <param name="threshold">Threshold of all pixels when <paramref name="thresholds"/> is empty.</param>
    /// <param name="mask">True = leave out; empty = none.</param>
    public void AddRow(int y, ReadOnlySpan<float> pixels, ReadOnlySpan<float> thresholds, float threshold, ReadOnlySpan<bool> mask)
    {
        var start = runs.Count;
        var at = 0;
        while ((at = NextAbove(pixels, thresholds, threshold, at)) < pixels.Length)
        {
            if (!Above(at, pixels, thresholds, threshold, mask))
            {
                at++;
                continue;
            }
            var first = at;
            while (at < pixels.Length && Above(at, pixels, thresholds, threshold, mask)) at++;
            runs.Add(new(y, first, at, pixelCount, runs.Count));
            pixelCount += at - first;
        }
        if (previousRow == y - 1) Join(start);
        (previousRow, previousStart, previousEnd) = (y, start, runs.Count);
    }

    /// <summary>
    /// Remembers, in a channel, the values of the pixels found in the newest row. To be called for every channel after every row.
    /// </summary>
    public void Keep(int channel, ReadOnlySpan<float> row)
    {
        foreach (var run in runs.Items[previousStart..previousEnd]) row[run.Start..run.End].CopyTo(channels[channel].Extend(run.Length));
    }

    /// <summary>
    /// Hands out the segments with enough pixels, in the order in which a scan completes them: by last row, then by the last pixel in it.
    /// The segment is used again for the next.
    /// </summary>
    public void ForEachSegment(int minimumPixels, Action<Segment> take)
    {
        var all = runs.Items;
        if (all.IsEmpty) return;
        var areas = ArrayPool<int>.Shared.Rent(all.Length);
        var next = ArrayPool<int>.Shared.Rent(all.Length);
        var tails = ArrayPool<int>.Shared.Rent(all.Length);
        // A root never stands behind its members, so one pass in reading order settles the roots and chains the runs of each segment.
        for (var k = 0; k < all.Length; k++)
        {
            var root = all[k].Root = all[all[k].Root].Root;
            areas[k] = 0;
            next[k] = -1;
            if (root != k) next[tails[root]] = k;
            tails[root] = k;
            areas[root] += all[k].Length;
        }
        using var segment = new Segment(channels.Length);
        for (var last = 0; last < all.Length; last++)
        {
            var root = all[last].Root;
            if (tails[root] != last || areas[root] < minimumPixels) continue;
            segment.Clear();
            for (var k = root; k >= 0; k = next[k]) segment.Add(all[k].Y, all[k].Start, all[k].Length, all[k].Offset, channels);
            take(segment);
        }
        ArrayPool<int>.Shared.Return(areas);
        ArrayPool<int>.Shared.Return(next);
        ArrayPool<int>.Shared.Return(tails);
    }

    public void Dispose()
    {
        runs.Dispose();
        foreach (var channel in channels) channel.Dispose();
    }

    /// <summary>
    /// The next pixel at or behind <paramref name="from"/> that may lie above its threshold: exact for single pixels, blind to the mask.
    /// </summary>
    static int NextAbove(ReadOnlySpan<float> pixels, ReadOnlySpan<float> thresholds, float threshold, int from)
    {
        var width = Vector<float>.Count;
        var limit = new Vector<float>(threshold);
        while (from + (4 * width) <= pixels.Length)
        {
            var any = Vector<int>.Zero;
            for (var k = 0; k < 4; k++)
            {
                var at = from + (k * width);
                var limits = thresholds.IsEmpty ? limit : new Vector<float>(thresholds[at..]);
                any |= Vector.GreaterThan(new Vector<float>(pixels[at..]), limits);
            }
            if (any != Vector<int>.Zero) break;
            from += 4 * width;
        }
        while (from < pixels.Length && !(pixels[from] > (thresholds.IsEmpty ? threshold : thresholds[from]))) from++;
        return from;
    }

    static bool Above(int at, ReadOnlySpan<float> pixels, ReadOnlySpan<float> thresholds, float threshold, ReadOnlySpan<bool> mask) =>
        pixels[at] > (thresholds.IsEmpty ? threshold : thresholds[at]) && float.IsFinite(pixels[at]) && (mask.IsEmpty || !mask[at]);

    /// <summary>Joins the runs of the newest row with those of the row before.</summary>
    void Join(int start)
    {
        var all = runs.Items;
        var above = previousStart;
        for (var below = start; below < all.Length; below++)
        {
            while (above < previousEnd && all[above].End < all[below].Start) above++;
            for (var k = above; k < previousEnd && all[k].Start <= all[below].End; k++) Union(all, k, below);
        }
    }

    static void Union(Span<Run> all, int a, int b)
    {
        a = Find(all, a);
        b = Find(all, b);
        if (a < b) all[b].Root = a;
        else all[a].Root = b;
    }

    static int Find(Span<Run> all, int run)
    {
        while (all[run].Root != run)
        {
            all[run].Root = all[all[run].Root].Root;
            run = all[run].Root;
        }
        return run;
    }

    /// <summary>Neighbouring pixels of one row, from <paramref name="Start"/> up to and without <paramref name="End"/>.</summary>
    /// <param name="Y">Row.</param>
    /// <param name="Start">First column.</param>
    /// <param name="End">The column after the last.</param>
    /// <param name="Offset">Where its values begin in each channel.</param>
    /// <param name="Root">A run of the same segment that comes earlier, or itself.</param>
    record struct Run(int Y, int Start, int End, int Offset, int Root)
    {
        public readonly int Length => End - Start;
    }
}
