using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Nocturne.Core.Background;

/// <summary>Answers repeated questions for the median of a part of the same values, exactly, without sorting them.</summary>
/// <remarks>
/// First guess: the median lies close to a given centre, so the few values there are put aside and the others only counted. Where the
/// guess fails, a histogram
/// tells which bin holds the median. Guess and range decide about the speed, never about the result.
/// </remarks>
ref struct OrderStatistics
{
    /// <summary>Half width of the window about the centre [scales].</summary>
    const float Window = 0.08f;

    const double HalfRange = 4;

    readonly ReadOnlySpan<float> values;
    readonly Span<int> bins;
    readonly Span<int> histogram;
    readonly Span<float> chosen;
    readonly double centre;
    readonly double scale;
    int belowWindow;
    int inWindow;
    bool filled;
    int bin;
    int first;

    /// <param name="values">Finite values.</param>
    /// <param name="bins">Scratch, as long as the values.</param>
    /// <param name="histogram">Scratch; its length is the number of bins.</param>
    /// <param name="chosen">Scratch, as long as the values.</param>
    /// <param name="centre">Where the median is expected.</param>
    /// <param name="scale">Scatter of the values.</param>
    public OrderStatistics(ReadOnlySpan<float> values, Span<int> bins, Span<int> histogram, Span<float> chosen, double centre, double scale)
    {
        this.values = values;
        this.bins = bins[..values.Length];
        this.histogram = histogram;
        this.chosen = chosen;
        this.centre = centre;
        this.scale = scale;
        (belowWindow, inWindow) = PutAside(values, (float)(centre - (Window * scale)), (float)(centre + (Window * scale)), chosen);
    }

    /// <summary>
    /// Median of <paramref name="count"/> values that follow the <paramref name="below"/> smallest; the mean of the middle two for an
    /// even count.
    /// </summary>
    public double Median(int below, int count)
    {
        var rank = below + ((count - 1) / 2);
        var next = count % 2 == 0 ? rank + 1 : rank;
        if (rank >= belowWindow && next < belowWindow + inWindow) return Middle(chosen[..inWindow], rank - belowWindow, next - belowWindow);

        inWindow = 0;
        if (!filled) Fill((float)(centre - (HalfRange * scale)), (float)(histogram.Length / (2 * HalfRange * scale)));
        Locate(rank);
        var found = Gather(bin);
        if (next < first + found.Length) return Middle(found, rank - first, next - first);
        double lower = Selection.Smallest(found, rank - first);
        var after = bin + 1;
        while (histogram[after] == 0) after++;
        return (lower + Least(Gather(after))) / 2;
    }

    /// <summary>Copies the values between the limits, both included, and counts those below; there must be room for all of them.</summary>
    internal static (int Below, int Inside) PutAside(ReadOnlySpan<float> values, float low, float high, Span<float> inside)
    {
        var at = 0;
        int below = 0, count = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            var (lows, highs) = (Vector256.Create(low), Vector256.Create(high));
            var belows = Vector256<int>.Zero;
            foreach (var v in MemoryMarshal.Cast<float, Vector256<float>>(values))
            {
                var isBelow = Vector256.LessThan(v, lows);
                belows -= isBelow.AsInt32();
                var bits = Vector256.AndNot(Vector256.LessThanOrEqual(v, highs), isBelow).ExtractMostSignificantBits();
                count += Compaction.Put(v, bits, ref inside[count]);
                at += Vector256<float>.Count;
            }
            below = Vector256.Sum(belows);
        }
        foreach (var v in values[at..])
        {
            if (v < low) below++;
            else if (v <= high) inside[count++] = v;
        }
        return (below, count);
    }

    /// <summary>The value of one rank, or the mean of those of two that follow each other.</summary>
    internal static double Middle(Span<float> values, int rank, int next)
    {
        double lower = Selection.Smallest(values, rank);
        // After the selection everything behind the rank is at least as large, so the next value is their least.
        return next == rank ? lower : (lower + Least(values[next..])) / 2;
    }

    /// <summary>Counts each value in its bin; values beyond the range share the outer bins.</summary>
    void Fill(float zero, float perUnit)
    {
        filled = true;
        histogram.Clear();
        if (!float.IsFinite(perUnit)) perUnit = 0;
        var last = histogram.Length - 1;
        var source = MemoryMarshal.Cast<float, Vector<float>>(values);
        var target = MemoryMarshal.Cast<int, Vector<int>>(bins);
        var (zeros, factors, tops) = (new Vector<float>(zero), new Vector<float>(perUnit), new Vector<float>(last));
        for (var i = 0; i < source.Length; i++)
            target[i] = Vector.ConvertToInt32(Vector.Min(Vector.Max((source[i] - zeros) * factors, Vector<float>.Zero), tops));
        for (var i = source.Length * Vector<float>.Count; i < values.Length; i++)
            bins[i] = (int)Math.Min(Math.Max((values[i] - zero) * perUnit, 0), last);
        foreach (var place in bins) histogram[place]++;
    }

    /// <summary>Finds the bin that holds a rank and the rank of its first value, beginning where the last question ended.</summary>
    void Locate(int rank)
    {
        while (first > rank) first -= histogram[--bin];
        while (first + histogram[bin] <= rank) first += histogram[bin++];
    }

    readonly Span<float> Gather(int wanted)
    {
        var count = 0;
        var at = 0;
        while (count < histogram[wanted])
        {
            at += bins[at..].IndexOf(wanted);
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
