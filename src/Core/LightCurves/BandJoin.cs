namespace Nocturne.Core.LightCurves;

/// <summary>Exposures of several cameras brought together in time.</summary>
public static class BandJoin
{
    /// <summary>Pairs of the nearest middles: each of the two is the other's nearest, and they are no farther apart than the tolerance.</summary>
    /// <param name="first">Middles of exposures, ascending.</param>
    /// <param name="second">Middles of the other camera's, ascending.</param>
    /// <param name="tolerance">Largest distance, in the unit of the times.</param>
    public static IReadOnlyList<(int First, int Second)> Nearest(ReadOnlySpan<double> first, ReadOnlySpan<double> second, double tolerance)
    {
        var (there, back) = (NearestOf(first, second), NearestOf(second, first));
        var pairs = new List<(int, int)>();
        for (var i = 0; i < there.Length; i++)
        {
            var j = there[i];
            if (j >= 0 && back[j] == i && Math.Abs(second[j] - first[i]) <= tolerance) pairs.Add((i, j));
        }

        return pairs;
    }

    /// <summary>Pairs of exposures that overlap by at least a share of the shorter one; of several, the one that overlaps most, and each only once.</summary>
    public static IReadOnlyList<(int First, int Second)> Overlapping(IReadOnlyList<TimeInterval> first, IReadOnlyList<TimeInterval> second, double share = 0.5)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        var candidates = new List<(double Share, int First, int Second)>();
        var begin = 0;
        for (var i = 0; i < first.Count; i++)
        {
            while (begin < second.Count && second[begin].End <= first[i].Start) begin++;
            for (var j = begin; j < second.Count && second[j].Start < first[i].End; j++)
            {
                var overlap = Math.Min(first[i].End, second[j].End) - Math.Max(first[i].Start, second[j].Start);
                var least = Math.Min(first[i].Length, second[j].Length);
                if (overlap > 0 && overlap >= share * least * (1 - 1e-9)) candidates.Add((overlap / least, i, j));
            }
        }

        var (takenA, takenB) = (new bool[first.Count], new bool[second.Count]);
        var pairs = new List<(int First, int Second)>();
        foreach (var (_, i, j) in candidates.OrderByDescending(pair => pair.Share).ThenBy(pair => pair.First).ThenBy(pair => pair.Second))
        {
            if (takenA[i] || takenB[j]) continue;
            (takenA[i], takenB[j]) = (true, true);
            pairs.Add((i, j));
        }

        pairs.Sort();
        return pairs;
    }

    /// <summary>Groups with one exposure of each camera: those that pair with the same exposure of the first.</summary>
    /// <param name="bands">Middles of the exposures of each camera, ascending.</param>
    /// <param name="tolerance">Largest distance from the first camera's.</param>
    /// <returns>Indices, in the order of the bands.</returns>
    public static IReadOnlyList<int[]> Groups(IReadOnlyList<double[]> bands, double tolerance)
    {
        ArgumentNullException.ThrowIfNull(bands);
        if (bands.Count == 0) return [];
        var groups = Enumerable.Range(0, bands[0].Length).ToDictionary(i => i, i => new List<int> { i });
        foreach (var band in bands.Skip(1))
            foreach (var (i, j) in Nearest(bands[0], band, tolerance)) groups[i].Add(j);
        return [.. groups.Values.Where(group => group.Count == bands.Count).Select(group => group.ToArray())];
    }

    static int[] NearestOf(ReadOnlySpan<double> times, ReadOnlySpan<double> others)
    {
        var nearest = new int[times.Length];
        var j = 0;
        for (var i = 0; i < nearest.Length; i++)
        {
            while (j + 1 < others.Length && Math.Abs(others[j + 1] - times[i]) < Math.Abs(others[j] - times[i])) j++;
            nearest[i] = others.IsEmpty ? -1 : j;
        }

        return nearest;
    }
}
