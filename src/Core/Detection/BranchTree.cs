namespace Nocturne.Core.Detection;

/// <summary>
/// The multi-threshold tree of Source Extractor (Bertin and Arnouts 1996, section 6): at which levels the light of a detection falls
/// apart, and which of the
/// parts hold enough of it to be sources of their own.
/// </summary>
/// <remarks>
/// Instead of labelling the detection anew at each level, its pixels are added from the brightest level down and joined. Where two parts
/// meet, the branch below
/// is weighed by the parts as they were one level higher. The order of the results is that of the level-by-level search.
/// </remarks>
sealed class BranchTree : IDisposable
{
    readonly PooledList<Part> parts = new(256);
    readonly PooledList<int> levels = new(256);
    readonly PooledList<int> order = new(256);
    readonly PooledList<Node> nodes = new(16);
    readonly PooledList<int> waiting = new(16);
    readonly List<Branch> branches = [];
    readonly List<int> meeting = [];
    double leastLight;
    double[] thresholds = [];

    /// <summary>A part that becomes a source: its pixels are those that hang together with the seed at the level or above.</summary>
    /// <param name="Seed">One of its pixels.</param>
    /// <param name="Level">The level that cuts it out.</param>
    /// <param name="Node">The branch at which it left the others.</param>
    /// <param name="Order">Its place there.</param>
    public readonly record struct Branch(int Seed, int Level, int Node, int Order);

    /// <summary>Level of each pixel: the number of thresholds below its value.</summary>
    public ReadOnlySpan<int> Levels => levels.Items;

    /// <summary>Threshold of a level, from 1 [ADU].</summary>
    public double Threshold(int level) => thresholds[level - 1];

    /// <summary>Finds the parts that are sources of their own; none when the detection stays whole.</summary>
    /// <param name="segment">The detection.</param>
    /// <param name="lattice">Its lattice.</param>
    /// <param name="levelThresholds">Ascending thresholds of the levels from 1.</param>
    /// <param name="minimumPixels">The least number of pixels of a part.</param>
    /// <param name="leastLight">The light above its level that a part must exceed [ADU].</param>
    public IReadOnlyList<Branch> Search(Segment segment, PixelLattice lattice, ReadOnlySpan<double> levelThresholds, int minimumPixels, double leastLight)
    {
        this.leastLight = leastLight;
        thresholds = levelThresholds.ToArray();
        branches.Clear();
        nodes.Clear();
        parts.Clear();
        parts.Extend(segment.Count).Fill(new Part { Parent = -1 });
        LevelOrder.Sort(segment.Values, levelThresholds, levels, order);

        var start = 0;
        for (var level = thresholds.Length; level >= 1; level--)
        {
            var end = start;
            while (end < segment.Count && levels.Items[order.Items[end]] == level) end++;
            var added = order.Items[start..end];
            foreach (var pixel in added) Add(pixel, segment.Values[pixel], level, lattice, minimumPixels);
            foreach (var pixel in added) Settle(Find(pixel), pixel, level, minimumPixels);
            start = end;
        }
        SettleWhole(order.Items[..start], minimumPixels);
        return InOrder();
    }

    public void Dispose()
    {
        parts.Dispose();
        levels.Dispose();
        order.Dispose();
        nodes.Dispose();
        waiting.Dispose();
    }

    void Add(int pixel, float value, int level, PixelLattice lattice, int minimumPixels)
    {
        var all = parts.Items;
        all[pixel] = new Part { Parent = pixel, Area = 1, Sum = value, Last = pixel, Node = -1, Touched = level, FirstSon = -1, LastSon = -1 };
        foreach (var step in lattice.Steps)
        {
            var neighbour = lattice.Numbers[lattice.Places[pixel] + step];
            if (neighbour >= 0 && all[neighbour].Parent >= 0) Join(Find(pixel), Find(neighbour), level, minimumPixels);
        }
    }

    void Join(int a, int b, int level, int minimumPixels)
    {
        if (a == b) return;
        Touch(a, level, minimumPixels);
        Touch(b, level, minimumPixels);
        var all = parts.Items;
        if (all[a].Area < all[b].Area) (a, b) = (b, a);
        ref var large = ref all[a];
        ref var small = ref all[b];
        small.Parent = a;
        large.Area += small.Area;
        large.Sum += small.Sum;
        large.Last = Math.Max(large.Last, small.Last);
        if (small.FirstSon < 0) return;
        if (large.FirstSon < 0) large.FirstSon = small.FirstSon;
        else nodes.Items[large.LastSon].NextSon = small.FirstSon;
        large.LastSon = small.LastSon;
    }

    /// <summary>Before a part changes at a new level: remember what it was one level higher.</summary>
    void Touch(int root, int level, int minimumPixels)
    {
        ref var part = ref parts.Items[root];
        if (part.Touched == level) return;
        part.Touched = level;
        part.FirstSon = part.LastSon = -1;
        if (part.Area < minimumPixels) return;
        Remember(ref part, level + 1);
        part.FirstSon = part.LastSon = part.Node;
    }

    void Remember(ref Part part, int level)
    {
        ref var node = ref nodes.Items[part.Node];
        node.Holds = part.Sum - (thresholds[level - 1] * part.Area) > leastLight;
        node.Last = part.Last;
        node.NextSon = -1;
    }

    /// <summary>At the end of a level: a part that became large enough is a new leaf, parts that met are one branch.</summary>
    void Settle(int root, int seed, int level, int minimumPixels)
    {
        ref var part = ref parts.Items[root];
        if (part.Touched != level || part.Area < minimumPixels) return;
        if (part.FirstSon < 0)
        {
            if (part.Node >= 0) return;
            part.Node = nodes.Count;
            nodes.Add(new Node { Seed = seed, Whole = true, FirstChild = -1, NextSibling = -1, NextSon = -1 });
        }
        else if (part.FirstSon == part.LastSon) part.Node = part.FirstSon;
        else part.Node = Meet(part.FirstSon, level);
        // Settled: the next pixel of this part in the same level finds nothing to do.
        part.FirstSon = part.LastSon = -1;
    }

    /// <summary>The lowest branch of all: what stands apart at the first level meets in the detection itself.</summary>
    void SettleWhole(ReadOnlySpan<int> pixels, int minimumPixels)
    {
        int first = -1, last = -1;
        foreach (var pixel in pixels)
        {
            ref var part = ref parts.Items[pixel];
            if (part.Parent != pixel || part.Area < minimumPixels) continue;
            Remember(ref part, 1);
            if (first < 0) first = part.Node;
            else nodes.Items[last].NextSon = part.Node;
            last = part.Node;
        }
        if (first != last) Meet(first, 0);
    }

    /// <summary>
    /// Makes a branch of the parts that met at a level. When at least two of them hold enough light they become sources, unless they were
    /// split higher up.
    /// </summary>
    int Meet(int firstSon, int level)
    {
        meeting.Clear();
        for (var son = firstSon; son >= 0; son = nodes.Items[son].NextSon) meeting.Add(son);
        meeting.Sort((a, b) => nodes.Items[a].Last.CompareTo(nodes.Items[b].Last));
        var branch = nodes.Count;
        nodes.Add(default);
        var all = nodes.Items;
        var holding = 0;
        var whole = true;
        for (var k = 0; k < meeting.Count; k++)
        {
            ref var son = ref all[meeting[k]];
            if (son.Holds) holding++;
            whole &= son.Whole;
            son.NextSibling = k + 1 < meeting.Count ? meeting[k + 1] : -1;
        }
        if (holding > 1)
        {
            whole = false;
            for (var k = 0; k < meeting.Count; k++)
                if (all[meeting[k]] is { Holds: true, Whole: true } son) branches.Add(new(son.Seed, level + 1, branch, k));
        }
        all[branch] = new Node { Seed = all[meeting[0]].Seed, Whole = whole, FirstChild = meeting[0], NextSibling = -1, NextSon = -1 };
        return branch;
    }

    /// <summary>Highest level first; within a level as the tree is walked from its root, son by son.</summary>
    List<Branch> InOrder()
    {
        if (branches.Count < 2) return branches;
        var count = 0;
        waiting.Clear();
        waiting.Add(nodes.Count - 1);
        while (waiting.Count > 0)
        {
            var at = waiting.Items[^1];
            waiting.RemoveLast();
            ref var node = ref nodes.Items[at];
            node.Rank = count++;
            if (node.NextSibling >= 0) waiting.Add(node.NextSibling);
            if (node.FirstChild >= 0) waiting.Add(node.FirstChild);
        }
        return [.. branches.OrderByDescending(branch => branch.Level).ThenBy(branch => nodes.Items[branch.Node].Rank).ThenBy(branch => branch.Order)];
    }

    int Find(int pixel)
    {
        var all = parts.Items;
        while (all[pixel].Parent != pixel)
        {
            all[pixel].Parent = all[all[pixel].Parent].Parent;
            pixel = all[pixel].Parent;
        }
        return pixel;
    }

    /// <summary>Connected pixels at the level reached so far; kept at one of them, the root.</summary>
    struct Part
    {
        public int Parent;
        public int Area;
        public int Last;
        public int Node;
        public int Touched;
        public int FirstSon;
        public int LastSon;
        public double Sum;
    }

    /// <summary>A leaf or a branch of the tree. Holds and Last describe it one level above the one at which it is looked at.</summary>
    struct Node
    {
        public int Seed;
        public int Last;
        public int NextSon;
        public int FirstChild;
        public int NextSibling;
        public int Rank;
        public bool Holds;
        public bool Whole;
    }
}
