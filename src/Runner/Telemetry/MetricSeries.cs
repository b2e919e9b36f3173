namespace Nocturne.Runner.Telemetry;

/// <summary>The values of one instrument for one set of labels. Not for several threads.</summary>
/// <param name="bounds">Upper bounds of the histogram's buckets, ascending; empty when it is none.</param>
sealed class MetricSeries(IReadOnlyList<double> bounds)
{
    readonly long[] buckets = new long[bounds.Count];

    /// <summary>Sum of what was added, or the last value of a gauge.</summary>
    public double Value { get; private set; }

    /// <summary>How many values were recorded.</summary>
    public long Count { get; private set; }

    /// <summary>Values that are at most as large as the bound of that number.</summary>
    public long AtMost(int bound) => buckets.AsSpan(0, bound + 1).ToArray().Sum();

    /// <summary>Adds to a counter.</summary>
    public void Add(double value) => Value += value;

    /// <summary>Sets a gauge.</summary>
    public void Set(double value) => Value = value;

    /// <summary>Records a value of a histogram.</summary>
    public void Record(double value)
    {
        Value += value;
        Count++;
        for (var i = 0; i < bounds.Count; i++)
        {
            if (value > bounds[i]) continue;
            buckets[i]++;
            return;
        }
    }
}
