namespace Nocturne.Core.Detection;

/// <summary>
/// The order in which the one-pass scan of Lutz (1980, Computer J. 23, 262) collects the pixels of a segment: parts that meet have their
/// lists joined, the one that
/// the row's scan opened first in front. Source Extractor shares out leftover pixels in this order, with a random number for each.
/// </summary>
sealed class ScanOrder : IDisposable
{
    readonly PooledList<Run> runs = new(64);
    readonly PooledList<int> next = new(256);
    readonly PooledList<int> sorted = new(256);

    /// <param name="segment">The segment.</param>
    /// <param name="pixels">Connected pixels of it in reading order; they are put in the order of the scan.</param>
    public void Arrange(Segment segment, Span<int> pixels)
    {
        runs.Clear();
        next.Clear();
        next.Extend(pixels.Length).Fill(-1);
        int previousStart = 0, previousEnd = 0, previousRow = -2;
        for (var at = 0; at < pixels.Length;)
        {
            var y = segment.Y[pixels[at]];
            var start = runs.Count;
            while (at < pixels.Length && segment.Y[pixels[at]] == y)
            {
                var first = at++;
                while (at < pixels.Length && segment.Y[pixels[at]] == y && segment.X[pixels[at]] == segment.X[pixels[at - 1]] + 1) at++;
                runs.Add(new(segment.X[pixels[first]], segment.X[pixels[at - 1]] + 1, first, runs.Count));
            }
            if (y == previousRow + 1) ScanRow(previousStart, previousEnd, start);
            else ScanRow(start, start, start);
            (previousStart, previousEnd, previousRow) = (start, runs.Count, y);
        }
        sorted.Clear();
        for (var at = runs.Items[Find(0)].Head; at >= 0; at = next.Items[at]) sorted.Add(pixels[at]);
        sorted.Items.CopyTo(pixels);
    }

    public void Dispose()
    {
        runs.Dispose();
        next.Dispose();
        sorted.Dispose();
    }

    /// <summary>Joins the runs from <paramref name="start"/> on with those of the row before.</summary>
    void ScanRow(int previousStart, int previousEnd, int start)
    {
        var all = runs.Items;
        for (var k = previousStart; k < previousEnd; k++) all[Find(k)].Opened = false;
        var above = previousStart;
        for (var current = start; current < all.Length; current++)
        {
            // Runs above that end left of this one were passed by the scan, which opened their groups.
            while (above < previousEnd && all[above].End < all[current].Start) all[Find(above++)].Opened = true;
            var group = current;
            var taken = all[current].Start;
            var joined = false;
            if (above < previousEnd && all[above].Start < all[current].Start)
            {
                group = Find(above);
                all[group].Opened = true;
                joined = true;
            }
            for (var k = joined ? above + 1 : above; k < previousEnd && all[k].Start <= all[current].End; k++)
            {
                taken = Append(current, taken, all[k].Start, ref group, ref joined);
                var other = Find(k);
                if (joined && other == group) continue;
                if (!joined && taken == all[current].Start) group = Adopt(current, other, ref joined);
                else group = all[other].Opened ? Join(other, group) : Join(group, other);
                all[group].Opened = true;
            }
            Append(current, taken, all[current].End, ref group, ref joined);
        }
    }

    /// <summary>Adds the pixels of a run up to a column to its group.</summary>
    /// <returns>The column up to which pixels were taken.</returns>
    int Append(int run, int from, int to, ref int group, ref bool joined)
    {
        var all = runs.Items;
        var links = next.Items;
        to = Math.Min(to, all[run].End);
        for (var x = from; x < to; x++)
        {
            var pixel = all[run].First + x - all[run].Start;
            ref var root = ref all[group];
            if (root.Head < 0) root.Head = pixel;
            else links[root.Tail] = pixel;
            root.Tail = pixel;
        }
        if (to > from) joined = true;
        if (group != run) all[run].Root = group;
        return Math.Max(from, to);
    }

    /// <summary>A run none of whose pixels is listed yet goes into a group as it is.</summary>
    int Adopt(int run, int group, ref bool joined)
    {
        runs.Items[run].Root = group;
        joined = true;
        return group;
    }

    /// <summary>Puts the list of one group behind that of another.</summary>
    int Join(int front, int back)
    {
        var all = runs.Items;
        if (front == back) return front;
        if (all[front].Head < 0) all[front].Head = all[back].Head;
        else if (all[back].Head >= 0) next.Items[all[front].Tail] = all[back].Head;
        if (all[back].Head >= 0) all[front].Tail = all[back].Tail;
        all[back].Root = front;
        return front;
    }

    int Find(int run)
    {
        var all = runs.Items;
        while (all[run].Root != run)
        {
            all[run].Root = all[all[run].Root].Root;
            run = all[run].Root;
        }
        return run;
    }

    /// <summary>Neighbouring pixels of one row, and as a root the list of the pixels of its group.</summary>
    struct Run(int start, int end, int first, int root)
    {
        public readonly int Start = start;
        public readonly int End = end;
        public readonly int First = first;
        public int Root = root;
        public int Head = -1;
        public int Tail = -1;
        public bool Opened;
    }
}
