namespace Nocturne.Core.Background;

/// <summary>
/// A window on a histogram that knows its moments. Moving an edge costs only the bins it crosses, because count, sum and sum of squares are exact integers.
/// </summary>
ref struct HistogramWindow
{
    readonly ReadOnlySpan<int> histogram;
    int low;
    int high;
    long sum;
    long squares;

    public HistogramWindow(ReadOnlySpan<int> histogram)
    {
        this.histogram = histogram;
        high = -1;
        MoveTo(0, histogram.Length - 1);
    }

    public long Count { get; private set; }

    /// <summary>Sets both edges, inclusive.</summary>
    public void MoveTo(int newLow, int newHigh)
    {
        while (high < newHigh) Add(++high, 1);
        while (low > newLow) Add(--low, 1);
        while (high > newHigh) Add(high--, -1);
        while (low < newLow) Add(low++, -1);
    }

    /// <summary>Mean and standard deviation in bins; zero when the window is empty.</summary>
    public readonly (double Mean, double Sigma) Moments()
    {
        if (Count == 0) return (0, 0);
        var mean = (double)sum / Count;
        var variance = ((double)squares / Count) - (mean * mean);
        return (mean, variance > 0 ? Math.Sqrt(variance) : 0);
    }

    /// <summary>
    /// Median by walking in from both ends, each time on the side that has the smaller sum, and interpolating where the walks meet.
    /// </summary>
    public readonly double Median()
    {
        var (lo, hi, below, above) = NearTheMiddle();
        while (lo <= hi)
        {
            if (below < above) below += histogram[lo++];
            else above += histogram[hi--];
        }
        if (hi < 0) return 0;
        var densest = Math.Max(lo < histogram.Length ? histogram[lo] : 0, histogram[hi]);
        return hi + 0.5 + (densest > 0 ? (above - below) / (2.0 * densest) : 0);
    }

    /// <summary>
    /// A state that the walk is known to pass, close to its end. The side that first reaches a sum T waits until the other has reached T too, so
    /// the walk passes the state in which both sums have just reached T, whatever T is.
    /// </summary>
    readonly (int Lo, int Hi, long Below, long Above) NearTheMiddle()
    {
        var target = Count * 49 / 100;
        var (lo, hi) = (low, high);
        long below = 0, above = 0;
        while (below < target) below += histogram[lo++];
        while (above < target) above += histogram[hi--];
        return lo <= hi + 1 ? (lo, hi, below, above) : (low, high, 0, 0);
    }

    void Add(int bin, int sign)
    {
        var count = (long)sign * histogram[bin];
        Count += count;
        sum += count * bin;
        squares += count * bin * bin;
    }
}
