using Nocturne.Core.Photometry;

namespace Nocturne.Core.LightCurves;

/// <summary>Good-time intervals: the stretches of a night in which points follow each other without a gap.</summary>
public static class GoodTimes
{
    /// <summary>Spacing beyond which a gap is a gap, in median spacings.</summary>
    public const double GapInSpacings = 1.5;

    /// <summary>Intervals of times in ascending order: a step of more than so many median spacings closes one; ends reach half a spacing beyond the points.</summary>
    public static IReadOnlyList<TimeInterval> Of(ReadOnlySpan<double> times, double gapInSpacings = GapInSpacings)
    {
        if (times.IsEmpty) return [];
        var half = times.Length > 1 ? Spacing(times) / 2 : 0;
        var intervals = new List<TimeInterval>();
        foreach (var run in Runs(times, gapInSpacings)) intervals.Add(new(times[run.Start] - half, times[run.End.Value - 1] + half));
        return intervals;
    }

    /// <summary>The same as ranges of points.</summary>
    public static IReadOnlyList<Range> Runs(ReadOnlySpan<double> times, double gapInSpacings = GapInSpacings)
    {
        if (times.IsEmpty) return [];
        var gap = times.Length > 1 ? gapInSpacings * Spacing(times) : double.PositiveInfinity;
        var runs = new List<Range>();
        var start = 0;
        for (var i = 1; i < times.Length; i++)
        {
            // Time stamps are rounded; a step that only just exceeds the limit by that is none.
            if (times[i] - times[i - 1] <= gap * (1 + 1e-6)) continue;
            runs.Add(start..i);
            start = i;
        }

        runs.Add(start..times.Length);
        return runs;
    }

    /// <summary>Median step from point to point; zero for fewer than two.</summary>
    public static double Spacing(ReadOnlySpan<double> times)
    {
        if (times.Length < 2) return 0;
        var steps = new double[times.Length - 1];
        for (var i = 0; i < steps.Length; i++) steps[i] = times[i + 1] - times[i];
        return SigmaClip.Median(steps);
    }

    /// <summary>The stretches that lie in both lists, which are in ascending order.</summary>
    public static IReadOnlyList<TimeInterval> Intersect(IReadOnlyList<TimeInterval> first, IReadOnlyList<TimeInterval> second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        var both = new List<TimeInterval>();
        for (int i = 0, j = 0; i < first.Count && j < second.Count;)
        {
            var (start, end) = (Math.Max(first[i].Start, second[j].Start), Math.Min(first[i].End, second[j].End));
            if (end > start) both.Add(new(start, end));
            if (first[i].End < second[j].End) i++;
            else j++;
        }

        return both;
    }
}
