namespace Nocturne.Core.LightCurves;

/// <summary>Equally spaced frequencies.</summary>
/// <param name="First">The lowest [per unit of time].</param>
/// <param name="Step">From one to the next.</param>
/// <param name="Count">How many.</param>
public sealed record FrequencyGrid(double First, double Step, int Count)
{
    /// <summary>Steps in the width of a peak: at 10, the highest power on the grid is within 1 % of the peak's own.</summary>
    public const int StepsPerPeak = 10;

    /// <summary>Most frequencies that are looked at.</summary>
    public const int Most = 20_000_000;

    /// <summary>The highest frequency.</summary>
    public double Last => First + (Step * (Count - 1));

    public double this[int index] => First + (Step * index);

    /// <summary>From one period per baseline to half a point per period, unless told otherwise.</summary>
    /// <param name="times">Times in ascending order.</param>
    /// <param name="shortest">Shortest period; null for twice the median spacing.</param>
    /// <param name="longest">Longest period; null for the baseline.</param>
    /// <exception cref="ArgumentException">There is nothing between the two, or far too much.</exception>
    public static FrequencyGrid For(ReadOnlySpan<double> times, double? shortest = null, double? longest = null)
    {
        var baseline = times.Length < 2 ? 0 : times[^1] - times[0];
        if (!(baseline > 0)) throw new ArgumentException("A period cannot be looked for in fewer than two moments.", nameof(times));
        var low = 1 / (longest ?? baseline);
        var high = 1 / (shortest ?? Math.Min(2 * GoodTimes.Spacing(times), baseline / 2));
        if (!(high > low)) throw new ArgumentException($"There are no periods between {1 / high:0.######} and {1 / low:0.######}; the longest must be longer than the shortest.");
        var step = 1 / (StepsPerPeak * baseline);
        var count = Math.Ceiling((high - low) / step) + 1;
        if (count > Most) throw new ArgumentException($"{count:0} frequencies are more than {Most}; look for longer periods only.");
        return new(low, step, (int)count);
    }
}
