using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Nocturne.Core.Background;

/// <summary>
/// Values that were split, in one visit to each, by where the sky is expected: those near its level are summed and forgotten, those beyond are kept, and so are the few
/// next to where the median must be. A sigma clip then asks the kept ones only.
/// </summary>
/// <remarks>
/// What is expected decides about the speed only: where a limit falls among the values that are forgotten, or the median is not among those that are kept, the answer is NaN
/// and another way must be gone.
/// </remarks>
ref struct SplitValues : ISkyValues
{
    /// <summary>Half width of the range of values that no clip at 3 sigma will ever touch [sigmas].</summary>
    const double Core = 2.2;

    readonly float near;
    readonly float coreLow;
    readonly float coreHigh;
    readonly float windowLow;
    readonly float windowHigh;
    readonly Span<float> tails;
    readonly Span<float> window;
    int inCore;
    int inTails;
    int belowWindow;
    int inWindow;
    double sum;
    double squares;
    int belowBracket;
    int inBracket;

    /// <param name="level">Where the sky is expected.</param>
    /// <param name="sigma">Scatter that is expected.</param>
    /// <param name="halfWindow">How far from the level the median may lie [sigmas].</param>
    /// <param name="tails">Scratch with room for all values that will be added.</param>
    /// <param name="window">Scratch with room for all values that will be added.</param>
    public SplitValues(double level, double sigma, double halfWindow, Span<float> tails, Span<float> window)
    {
        this.tails = tails;
        this.window = window;
        near = (float)level;
        (coreLow, coreHigh) = ((float)(level - (Core * sigma)), (float)(level + (Core * sigma)));
        (windowLow, windowHigh) = ((float)(level - (halfWindow * sigma)), (float)(level + (halfWindow * sigma)));
    }

    /// <summary>How many values there are; what is no finite number is none.</summary>
    public readonly int Count => inCore + inTails;

    /// <summary>Mean and sigma of the values near the expected level: a better expectation.</summary>
    public readonly (double Level, double Sigma) Refined
    {
        get
        {
            // Between ± 2.2 sigma a normal distribution has a standard deviation of 0.88 sigma.
            var mean = sum / inCore;
            return (near + mean, Math.Sqrt(Math.Max(0, (squares / inCore) - (mean * mean))) / 0.88);
        }
    }

    /// <summary>Takes more values.</summary>
    public void Add(ReadOnlySpan<float> values)
    {
        if (Vector256.IsHardwareAccelerated)
        {
            var whole = values.Length & -Vector256<float>.Count;
            AddVectors(MemoryMarshal.Cast<float, Vector256<float>>(values[..whole]));
            values = values[whole..];
        }
        AddOneByOne(values);
    }

    /// <summary>The twin of <see cref="AddVectors"/>.</summary>
    internal void AddOneByOne(ReadOnlySpan<float> values)
    {
        foreach (var value in values)
        {
            if (value < windowLow) belowWindow++;
            else if (value <= windowHigh) window[inWindow++] = value;
            if (value >= coreLow && value <= coreHigh)
            {
                var d = (double)value - near;
                inCore++;
                sum += d;
                squares += d * d;
            }
            else if (float.IsFinite(value)) tails[inTails++] = value;
            else if (value < windowLow) belowWindow--;
        }
    }

    void AddVectors(ReadOnlySpan<Vector256<float>> vectors)
    {
        var (coreLows, coreHighs) = (Vector256.Create(coreLow), Vector256.Create(coreHigh));
        var (windowLows, windowHighs) = (Vector256.Create(windowLow), Vector256.Create(windowHigh));
        var (lows, highs) = (Vector256.Create(float.MinValue), Vector256.Create(float.MaxValue));
        var (nears, centre) = (Vector256.Create(near), Vector256.Create((double)near));
        Vector256<int> cores = default, belows = default;
        Vector256<double> sumA = default, sumB = default, squareA = default, squareB = default;
        ref var tail = ref MemoryMarshal.GetReference(tails);
        ref var middle = ref MemoryMarshal.GetReference(window);
        var (tailCount, windowCount) = (inTails, inWindow);
        foreach (var v in vectors)
        {
            var core = Vector256.GreaterThanOrEqual(v, coreLows) & Vector256.LessThanOrEqual(v, coreHighs);
            var finite = Vector256.GreaterThanOrEqual(v, lows) & Vector256.LessThanOrEqual(v, highs);
            var below = Vector256.LessThan(v, windowLows) & finite;
            var inside = Vector256.AndNot(Vector256.LessThanOrEqual(v, windowHighs) & finite, below);
            cores -= core.AsInt32();
            belows -= below.AsInt32();
            windowCount += Compaction.Put(v, inside.ExtractMostSignificantBits(), ref Unsafe.Add(ref middle, windowCount));
            tailCount += Compaction.Put(v, Vector256.AndNot(finite, core).ExtractMostSignificantBits(), ref Unsafe.Add(ref tail, tailCount));
            var (a, b) = Vector256.Widen(Vector256.ConditionalSelect(core, v, nears));
            a -= centre;
            b -= centre;
            sumA += a;
            sumB += b;
            squareA += a * a;
            squareB += b * b;
        }
        (inTails, inWindow) = (tailCount, windowCount);
        inCore += Vector256.Sum(cores);
        belowWindow += Vector256.Sum(belows);
        sum += Vector256.Sum(sumA + sumB);
        squares += Vector256.Sum(squareA + squareB);
    }

    /// <inheritdoc/>
    public readonly (int Count, double Mean, double Sigma) Between(float low, float high, float near)
    {
        if (!(low <= coreLow && high >= coreHigh)) return (0, double.NaN, double.NaN);
        var (count, tailSum, tailSquares) = ClippedMoments.Sums(tails[..inTails], low, high, this.near, fast: false);
        count += inCore;
        var mean = (sum + tailSum) / count;
        var variance = Math.Max(0, ((squares + tailSquares) / count) - (mean * mean));
        return mean * mean > 100 * variance ? (0, double.NaN, double.NaN) : (count, this.near + mean, Math.Sqrt(variance));
    }

    /// <inheritdoc/>
    public readonly int Below(float low) => ClippedStatistic.CountBelow(tails[..inTails], low);

    /// <inheritdoc/>
    public double Median(int below, int count)
    {
        var rank = below + ((count - 1) / 2) - belowWindow;
        var next = count % 2 == 0 ? rank + 1 : rank;
        if (rank < 0 || next >= inWindow) return double.NaN;
        if (rank < belowBracket || next >= belowBracket + inBracket) PutBracketRound(rank);
        return rank >= belowBracket && next < belowBracket + inBracket
            ? OrderStatistics.Middle(Bracket, rank - belowBracket, next - belowBracket)
            : OrderStatistics.Middle(window[..inWindow], rank, next);
    }

    /// <summary>The values next to the median among those of the window: they stand behind them.</summary>
    readonly Span<float> Bracket => window.Slice(inWindow, inBracket);

    /// <summary>The values are dense and even where the median is, so that its rank tells closely where it lies.</summary>
    void PutBracketRound(int rank)
    {
        (belowBracket, inBracket) = (0, 0);
        if (window.Length < 2 * inWindow) return;
        var half = 2.5 / Math.Sqrt(inWindow + 1.0);
        if (half > 0.25) return;
        var (at, width) = ((rank + 0.5) / inWindow, windowHigh - windowLow);
        var (from, to) = ((float)(windowLow + ((at - half) * width)), (float)(windowLow + ((at + half) * width)));
        (belowBracket, inBracket) = OrderStatistics.PutAside(window[..inWindow], from, to, window[inWindow..]);
    }
}
