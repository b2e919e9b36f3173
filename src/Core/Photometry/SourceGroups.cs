namespace Nocturne.Core.Photometry;

/// <summary>Groups of sources that stand so near to each other that they must be measured together (single linkage).</summary>
public static class SourceGroups
{
    /// <summary>Links sources whose distance is at most the radius.</summary>
    /// <returns>A number per source, from 1 in order of first appearance; −1 for positions that are not numbers.</returns>
    public static int[] Link(ReadOnlySpan<double> x, ReadOnlySpan<double> y, double radius)
    {
        var reach = new double[x.Length];
        Array.Fill(reach, 0.5 * radius);
        return Link(x, y, reach, 1);
    }

    /// <summary>Links sources whose distance is at most factor × the sum of their reaches.</summary>
    /// <returns>A number per source, from 1 in order of first appearance; −1 for positions or reaches that are not numbers.</returns>
    public static int[] Link(ReadOnlySpan<double> x, ReadOnlySpan<double> y, ReadOnlySpan<double> reach, double factor)
    {
        var n = x.Length;
        var parent = new int[n];
        var valid = new bool[n];
        double cell = 0;
        for (var i = 0; i < n; i++)
        {
            parent[i] = i;
            valid[i] = double.IsFinite(x[i] + y[i] + reach[i]);
            if (valid[i]) cell = Math.Max(cell, 2 * factor * reach[i]);
        }

        if (cell > 0)
        {
            var cells = new Dictionary<(long X, long Y), List<int>>();
            for (var i = 0; i < n; i++)
            {
                if (!valid[i]) continue;
                var (cx, cy) = ((long)Math.Floor(x[i] / cell), (long)Math.Floor(y[i] / cell));
                for (var dy = -1; dy <= 1; dy++)
                {
                    for (var dx = -1; dx <= 1; dx++)
                    {
                        if (!cells.TryGetValue((cx + dx, cy + dy), out var others)) continue;
                        foreach (var j in others)
                        {
                            var link = factor * (reach[i] + reach[j]);
                            double sx = x[i] - x[j], sy = y[i] - y[j];
                            if (Math.Sqrt((sx * sx) + (sy * sy)) <= link) Join(parent, i, j);
                        }
                    }
                }

                if (!cells.TryGetValue((cx, cy), out var own)) cells[(cx, cy)] = own = [];
                own.Add(i);
            }
        }

        return Number(parent, valid);
    }

    /// <summary>The members of each group, in order of their numbers.</summary>
    public static int[][] Members(ReadOnlySpan<int> groups)
    {
        var lists = new List<List<int>>();
        for (var i = 0; i < groups.Length; i++)
        {
            if (groups[i] < 1) continue;
            while (lists.Count < groups[i]) lists.Add([]);
            lists[groups[i] - 1].Add(i);
        }

        return [.. lists.Select(list => list.ToArray())];
    }

    /// <summary>Whether sources lie within a halo of each other: factor × the sum of their reaches.</summary>
    internal static Func<int, int, bool> Halo(double[] x, double[] y, double[] reach, double factor) => (i, j) =>
    {
        double dx = x[i] - x[j], dy = y[i] - y[j], limit = factor * (reach[i] + reach[j]);
        return (dx * dx) + (dy * dy) <= limit * limit;
    };

    static void Join(int[] parent, int a, int b)
    {
        var (first, second) = (Root(parent, a), Root(parent, b));
        parent[Math.Max(first, second)] = Math.Min(first, second);
    }

    static int Root(int[] parent, int i)
    {
        while (parent[i] != i) i = parent[i] = parent[parent[i]];
        return i;
    }

    static int[] Number(int[] parent, bool[] valid)
    {
        var numbers = new int[parent.Length];
        var last = 0;
        for (var i = 0; i < parent.Length; i++)
        {
            var root = Root(parent, i);
            numbers[i] = !valid[i] ? -1 : root == i ? ++last : numbers[root];
        }

        return numbers;
    }
}
