using FsCheck;
using FsCheck.Fluent;
using Nocturne.Core.Detection;

namespace Nocturne.Core.Tests.Detection;

/// <summary>The one-sweep trees against labelling a segment anew at each level.</summary>
public class PeakTreeTests
{
    /// <summary>Small mountain ranges, smooth and rough, all above zero.</summary>
    static readonly Arbitrary<(float[] Heights, int Width, int Minimum)> Ranges = (
        from width in Gen.Choose(4, 24)
        from height in Gen.Choose(4, 24)
        from seed in Gen.Choose(0, int.MaxValue - 1)
        from minimum in Gen.Choose(1, 6)
        select (Heights(width, height, new Random(seed)), width, minimum)).ToArbitrary();

    static readonly double[] Levels = [.. Enumerable.Range(1, 12).Select(k => (double)(float)Math.Pow(1000, k / 13.0))];

    static float[] Heights(int width, int height, Random random)
    {
        var heights = new float[width * height];
        Array.Fill(heights, 1);
        for (var peak = random.Next(1, 7); peak > 0; peak--)
        {
            double x = random.NextDouble() * width, y = random.NextDouble() * height, top = Math.Pow(1000, random.NextDouble()), sigma = 0.7 + (2 * random.NextDouble());
            for (var k = 0; k < heights.Length; k++)
                heights[k] += (float)(top * Math.Exp(-((((k % width) - x) * ((k % width) - x)) + (((k / width) - y) * ((k / width) - y))) / (2 * sigma * sigma)));
        }
        var roughness = random.Next(3) * 0.2;
        for (var k = 0; k < heights.Length; k++) heights[k] *= (float)(1 + (roughness * random.NextDouble()));
        return heights;
    }

    static Segment SegmentOf(float[] heights, int width)
    {
        var segment = new Segment(1);
        using var values = new PooledList<float>(heights.Length);
        heights.CopyTo(values.Extend(heights.Length));
        segment.Clear();
        for (var y = 0; y < heights.Length / width; y++) segment.Add(y, 0, width, y * width, new[] { values });
        return segment;
    }

    [Fact]
    public void Peaks_are_those_that_labelling_each_level_finds() => Prop.ForAll(Ranges, range =>
    {
        using var segment = SegmentOf(range.Heights, range.Width);
        using var lattice = new PixelLattice();
        using var tree = new PeakTree();
        lattice.Build(segment);
        var labels = new int[segment.Count];
        var count = tree.Mark(segment, lattice, Levels, range.Minimum, labels);
        var expected = PlainPeaks(range.Heights, range.Width, range.Minimum);
        if (count < 2)
        {
            Assert.True(expected.Count < 2);
            return;
        }
        var actual = Enumerable.Range(1, count).Select(label => string.Join(',', Enumerable.Range(0, labels.Length).Where(k => labels[k] == label)));
        Assert.Equal(expected.Select(part => string.Join(',', part.Order())).Order(), actual.Order());
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void Branches_are_those_that_labelling_each_level_finds_in_the_same_order() => Prop.ForAll(Ranges, range =>
    {
        using var segment = SegmentOf(range.Heights, range.Width);
        using var lattice = new PixelLattice();
        using var tree = new BranchTree();
        lattice.Build(segment);
        foreach (var share in new[] { 0.0001, 0.005, 0.05 })
        {
            var least = share * range.Heights.Sum();
            var actual = tree.Search(segment, lattice, Levels, range.Minimum, least).Select(branch =>
            {
                var labels = new int[segment.Count];
                lattice.Flood(branch.Seed, tree.Levels, branch.Level, labels, 1);
                return string.Join(',', Enumerable.Range(0, labels.Length).Where(k => labels[k] == 1));
            });
            Assert.Equal(PlainBranches(range.Heights, range.Width, range.Minimum, least), actual);
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void The_order_of_the_scan_holds_every_pixel_once_and_joins_parts_where_they_meet() => Prop.ForAll(Ranges, range =>
    {
        using var segment = SegmentOf(range.Heights, range.Width);
        using var scan = new ScanOrder();
        foreach (var part in Parts(range.Heights, range.Width, Enumerable.Range(0, range.Heights.Length), Levels[4], 1))
        {
            int[] reading = [.. part.Order()], scanned = [.. reading];
            scan.Arrange(segment, scanned);
            Assert.Equal(reading, scanned.Order());
            // Within a row of one run the scan reads from left to right.
            Assert.All(scanned.GroupBy(pixel => pixel / range.Width).Where(row => row.Max() - row.Min() + 1 == row.Count()), row => Assert.Equal(row.Order(), row));
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    /// <summary>Connected parts of a set of pixels above a level, large enough, in the order of their last pixels.</summary>
    static List<HashSet<int>> Parts(float[] heights, int width, IEnumerable<int> among, double level, int minimum)
    {
        var open = among.Where(k => heights[k] > level).ToHashSet();
        var parts = new List<HashSet<int>>();
        while (open.Count > 0)
        {
            var part = new HashSet<int>();
            var waiting = new Stack<int>([open.First()]);
            open.Remove(waiting.Peek());
            while (waiting.TryPop(out var k))
            {
                part.Add(k);
                for (var dy = -1; dy <= 1; dy++)
                    for (var dx = -1; dx <= 1; dx++)
                        if ((k % width) + dx >= 0 && (k % width) + dx < width && open.Remove(k + dx + (dy * width))) waiting.Push(k + dx + (dy * width));
            }
            if (part.Count >= minimum) parts.Add(part);
        }
        return [.. parts.OrderBy(part => part.Max())];
    }

    static List<HashSet<int>> PlainPeaks(float[] heights, int width, int minimum)
    {
        List<HashSet<int>> markers = [[.. Enumerable.Range(0, heights.Length)]];
        foreach (var level in Levels)
            markers = [.. markers.SelectMany(marker => Parts(heights, width, marker, level, minimum) is { Count: > 1 } parts ? parts : [marker])];
        return markers;
    }

    /// <summary>The search as Bertin and Arnouts (1996) describe it: a tree from the bottom up, cut from the top down.</summary>
    static List<string> PlainBranches(float[] heights, int width, int minimum, double least)
    {
        List<List<(HashSet<int> Pixels, int Parent)>> tree = [[([.. Enumerable.Range(0, heights.Length)], -1)]];
        foreach (var level in Levels)
            tree.Add([.. tree[^1].SelectMany((parent, number) => Parts(heights, width, parent.Pixels, level, minimum).Select(part => (part, number)))]);
        var whole = tree.Select(level => Enumerable.Repeat(true, level.Count).ToArray()).ToArray();
        var found = new List<string>();
        for (var k = Levels.Length - 1; k >= 0; k--)
            for (var i = 0; i < tree[k].Count; i++)
            {
                var sons = Enumerable.Range(0, tree[k + 1].Count).Where(son => tree[k + 1][son].Parent == i).ToArray();
                bool Holds(int son) => tree[k + 1][son].Pixels.Sum(pixel => (double)heights[pixel]) - (Levels[k] * tree[k + 1][son].Pixels.Count) > least;
                whole[k][i] = sons.All(son => whole[k + 1][son]);
                if (sons.Count(Holds) < 2) continue;
                found.AddRange(sons.Where(son => whole[k + 1][son] && Holds(son)).Select(son => string.Join(',', tree[k + 1][son].Pixels.Order())));
                whole[k][i] = false;
            }
        return found;
    }
}
