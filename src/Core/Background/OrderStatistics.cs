using System.Numerics;
using System.Runtime.InteropServices;

namespace Nocturne.Core.Background;

/// <summary>Answers repeated questions for the value of a given rank among the same values, exactly, without sorting them.</summary>
ref struct OrderStatistics
{
    readonly ReadOnlySpan<float> values;
    readonly Span<int> bins;
    readonly Span<int> histogram;
    readonly Span<float> chosen;

    /// <param name="values">Finite values.</param>
    /// <param name="bins">Scratch, as long as the values.</param>
    /// <param name="histogram">Scratch; its length is the number of bins.</param>
    /// <param name="chosen">Scratch, as long as the values.</param>
    /// <param name="centre">Middle of the range that the bins divide; values beyond it share the outer bins.</param>
    /// <param name="halfRange">Half of the range.</param>
    public OrderStatistics(ReadOnlySpan<float> values, Span<int> bins, Span<int> histogram, Span<float> chosen, double centre, double halfRange)
    {
        this.values = values;
        this.bins = bins[..values.Length];
        this.histogram = histogram;
        this.chosen = chosen;
        histogram.Clear();
        var zero = (float)(centre - halfRange);
        var perUnit = (float)(histogram.Length / (2 * halfRange));
        if (!float.IsFinite(perUnit)) perUnit = 0;
        Fill(zero, perUnit);
    }

    /// <summary>Median of <paramref name="count"/> values that follow the <paramref name="below"/> smallest; the mean of the middle two for an even count.</summary>
    public readonly double Median(int below, int count)
    {
        var rank = below + ((count - 1) / 2);
        var (bin, first) = Locate(rank);
        var found = Gather(bin);
        var lower = Selection.Smallest(found, rank - first);
        if (count % 2 == 1) return lower;
        // After the selection everything behind the rank is at least as large, so the next value is their least.
        var upper = rank + 1 < first + found.Length ? Least(found[(rank - first + 1)..]) : Least(Gather(NextFilled(bin)));
        return ((double)lower + upper) / 2;
    }

    readonly void Fill(float zero, float perUnit)
    {
        var last = histogram.Length - 1;
        var source = MemoryMarshal.Cast<float, Vector<float>>(values);
        var target = MemoryMarshal.Cast<int, Vector<int>>(bins);
        var (zeros, factors, tops) = (new Vector<float>(zero), new Vector<float>(perUnit), new Vector<float>(last));
        for (var i = 0; i < source.Length; i++)
            target[i] = Vector.ConvertToInt32(Vector.Min(Vector.Max((source[i] - zeros) * factors, Vector<float>.Zero), tops));
        for (var i = source.Length * Vector<float>.Count; i < values.Length; i++)
            bins[i] = (int)Math.Min(Math.Max((values[i] - zero) * perUnit, 0), last);
        foreach (var bin in bins) histogram[bin]++;
    }

    readonly (int Bin, int First) Locate(int rank)
    {
        var (bin, first) = (0, 0);
        while (first + histogram[bin] <= rank) first += histogram[bin++];
        return (bin, first);
    }

    readonly int NextFilled(int bin)
    {
        do bin++;
        while (histogram[bin] == 0);
        return bin;
    }

    readonly Span<float> Gather(int bin)
    {
        var count = 0;
        var at = 0;
        while (count < histogram[bin])
        {
            at += bins[at..].IndexOf(bin);
            chosen[count++] = values[at++];
        }
        return chosen[..count];
    }

    static float Least(ReadOnlySpan<float> values)
    {
        var least = values[0];
        foreach (var value in values) least = Math.Min(least, value);
        return least;
    }
}
