namespace Nocturne.Runner.Report;

/// <summary>Neighbouring frames taken together, so that a long night fits into a page.</summary>
/// <param name="Starts">Index of the first frame of each group, and the number of frames at the end.</param>
/// <param name="Times">Mean time of each group [s since 1970, UTC].</param>
/// <param name="Ends">Time of the last frame of each group [s since 1970, UTC].</param>
/// <param name="FramesPerPoint">Most frames in a group; 1 means that every frame is shown.</param>
sealed record FrameGroups(int[] Starts, double[] Times, double[] Ends, int FramesPerPoint)
{
    const double GapInSpacings = 10;

    public int Count => Times.Length;

    /// <summary>Groups frames evenly, but never across a gap in the night.</summary>
    /// <param name="times">Times of the frames, ascending [s since 1970, UTC].</param>
    /// <param name="limit">Number of groups wanted at most; gaps may add a few.</param>
    public static FrameGroups Of(IReadOnlyList<double> times, int limit)
    {
        var perPoint = Math.Max(1, (times.Count + limit - 1) / limit);
        var gap = GapInSpacings * perPoint * SpacingOf(times);
        var starts = new List<int>();
        for (var i = 0; i < times.Count; i++)
        {
            if (starts.Count == 0 || i - starts[^1] == perPoint || times[i] - times[i - 1] > gap) starts.Add(i);
        }

        starts.Add(times.Count);
        var means = new double[starts.Count - 1];
        var ends = new double[starts.Count - 1];
        for (var group = 0; group < means.Length; group++)
        {
            var (first, next) = (starts[group], starts[group + 1]);
            ends[group] = times[next - 1];
            for (var i = first; i < next; i++) means[group] += (times[i] - times[first]) / (next - first);
            means[group] += times[first];
        }

        return new([.. starts], means, ends, perPoint);
    }

    /// <summary>Median time from one frame to the next [s]; zero for fewer than two.</summary>
    public static double SpacingOf(IReadOnlyList<double> times)
    {
        if (times.Count < 2) return 0;
        var spacings = new double[times.Count - 1];
        for (var i = 0; i < spacings.Length; i++) spacings[i] = times[i + 1] - times[i];
        Array.Sort(spacings);
        return spacings[spacings.Length / 2];
    }

    /// <summary>Means of a quantity over the groups; NaN where it is not known for any frame.</summary>
    public float[] Mean(IReadOnlyList<double> values)
    {
        var means = new float[Count];
        for (var group = 0; group < Count; group++)
        {
            double sum = 0;
            var known = 0;
            for (var i = Starts[group]; i < Starts[group + 1]; i++)
            {
                if (!double.IsFinite(values[i])) continue;
                sum += values[i];
                known++;
            }

            means[group] = known > 0 ? (float)(sum / known) : float.NaN;
        }

        return means;
    }
}
