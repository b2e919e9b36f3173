using System.Numerics;
using System.Runtime.InteropServices;

namespace Nocturne.Core.Background;

/// <summary>
/// A window on a histogram that knows its moments and its median. All sums are exact integers, so an edge can be moved by adding and
/// subtracting what it crosses:
/// whole blocks of bins at a time where it can, and a median is looked for near the last one.
/// </summary>
ref struct HistogramWindow
{
    const int Block = 64;

    /// <summary>With more values a sum of squares might not fit.</summary>
    const int MostValuesInBlock = int.MaxValue / (Block * Block);

    /// <summary>Room for the sums of each block.</summary>
    public const int ScratchLength = 3 * (HistogramStatistic.MaximumLevels / Block);

    readonly ReadOnlySpan<int> histogram;
    readonly Span<int> counts;
    readonly Span<int> sums;
    readonly Span<int> squares;
    int low;
    int high;
    long total;
    long totalSquares;

    // The walk of the median: bins from low up to lower hold below values, bins above upper up to high hold above.
    int lower;
    int upper;
    long below;
    long above;

    /// <param name="histogram">Counts.</param>
    /// <param name="values">Not fewer than the sum of the counts.</param>
    /// <param name="scratch">Scratch of <see cref="ScratchLength"/>.</param>
    public HistogramWindow(ReadOnlySpan<int> histogram, int values, Span<int> scratch)
    {
        this.histogram = histogram;
        var blocks = values <= MostValuesInBlock ? histogram.Length / Block : 0;
        counts = scratch[..blocks];
        sums = scratch.Slice(blocks, blocks);
        squares = scratch.Slice(2 * blocks, blocks);
        for (var block = 0; block < blocks; block++) SumBlock(block);
        high = -1;
        MoveTo(0, histogram.Length - 1);
        StartWalk();
    }

    /// <summary>Number of values in the window.</summary>
    public long Count { get; private set; }

    /// <summary>Sets both edges, inclusive.</summary>
    public void MoveTo(int newLow, int newHigh)
    {
        if (newHigh > high) above += Change(high + 1, newHigh, 1);
        if (newLow < low) below += Change(newLow, low - 1, 1);
        var kept = (newHigh >= high || Exclude(newHigh + 1, high)) & (newLow <= low || Exclude(low, newLow - 1));
        (low, high) = (newLow, newHigh);
        if (!kept || lower < low || lower > high + 1 || upper > high || upper < low - 1) StartWalk();
    }

    /// <summary>Mean and standard deviation in bins; zero when the window is empty.</summary>
    public readonly (double Mean, double Sigma) Moments()
    {
        if (Count == 0) return (0, 0);
        var mean = (double)total / Count;
        var variance = ((double)totalSquares / Count) - (mean * mean);
        return (mean, variance > 0 ? Math.Sqrt(variance) : 0);
    }

    /// <summary>
    /// Median by walking in from both ends, each time on the side that has the smaller sum, and interpolating where the walks meet.
    /// </summary>
    /// <remarks>
    /// The side that first reaches a sum T waits until the other has reached T too. So the walk passes the state in which both sums have
    /// just reached T, whatever T is,
    /// and may as well begin there, close to its end.
    /// </remarks>
    public double Median()
    {
        ApproachFromBelow(Count * 49 / 100);
        ApproachFromAbove(Count * 49 / 100);
        if (lower > upper + 1) StartWalk();
        var (lo, hi, left, right) = (lower, upper, below, above);
        while (lo <= hi)
        {
            if (left < right) left += histogram[lo++];
            else right += histogram[hi--];
        }
        if (hi < 0) return 0;
        var densest = Math.Max(lo < histogram.Length ? histogram[lo] : 0, histogram[hi]);
        return hi + 0.5 + (densest > 0 ? (right - left) / (2.0 * densest) : 0);
    }

    void ApproachFromBelow(long target)
    {
        while (lower > low && below - histogram[lower - 1] >= target) below -= histogram[--lower];
        while (below < target)
        {
            if (lower % Block == 0 && lower + Block <= high && lower / Block < counts.Length && below + counts[lower / Block] < target)
            {
                below += counts[lower / Block];
                lower += Block;
            }
            else below += histogram[lower++];
        }
    }

    void ApproachFromAbove(long target)
    {
        while (upper < high && above - histogram[upper + 1] >= target) above -= histogram[++upper];
        while (above < target)
        {
            if ((upper + 1) % Block == 0 && upper - Block >= low && upper / Block < counts.Length && above + counts[upper / Block] < target)
            {
                above += counts[upper / Block];
                upper -= Block;
            }
            else above += histogram[upper--];
        }
    }

    void StartWalk() => (lower, upper, below, above) = (low, high, 0, 0);

    /// <returns>False when bins between the two walkers went, so that the walk has to begin anew.</returns>
    bool Exclude(int first, int last)
    {
        var removed = Change(first, last, -1);
        if (last < lower) below += removed;
        else if (first > upper) above += removed;
        else return false;
        return true;
    }

    /// <summary>Adds the bins to the sums, or takes them away.</summary>
    /// <returns>The change of the count.</returns>
    long Change(int first, int last, int sign)
    {
        long count = 0, sum = 0, square = 0;
        for (var bin = first; bin <= last;)
        {
            if (bin % Block == 0 && bin + Block - 1 <= last && bin / Block < counts.Length)
            {
                var block = bin / Block;
                count += counts[block];
                sum += sums[block] + ((long)bin * counts[block]);
                square += squares[block] + (2L * bin * sums[block]) + ((long)bin * bin * counts[block]);
                bin += Block;
                continue;
            }
            long values = histogram[bin];
            count += values;
            sum += values * bin;
            square += values * bin * bin;
            bin++;
        }
        Count += sign * count;
        total += sign * sum;
        totalSquares += sign * square;
        return sign * count;
    }

    /// <summary>Count, Σ j and Σ j² of the values of a block, j counted within it.</summary>
    readonly void SumBlock(int block)
    {
        Vector<int> count = default, sum = default, square = default;
        var place = Vector<int>.Indices;
        foreach (var values in MemoryMarshal.Cast<int, Vector<int>>(histogram.Slice(block * Block, Block)))
        {
            count += values;
            var weighted = values * place;
            sum += weighted;
            square += weighted * place;
            place += new Vector<int>(Vector<int>.Count);
        }
        counts[block] = Vector.Sum(count);
        sums[block] = Vector.Sum(sum);
        squares[block] = Vector.Sum(square);
    }
}
