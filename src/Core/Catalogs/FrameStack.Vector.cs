using System.Numerics;
using System.Runtime.CompilerServices;

namespace Nocturne.Core.Catalogs;

public sealed partial class FrameStack
{
    /// <summary>Adds a row of values.</summary>
    /// <param name="values">Values; NaN adds nothing.</param>
    /// <param name="sum">Sum of the values of each pixel.</param>
    /// <param name="highest">Their largest.</param>
    /// <param name="coverage">Their number.</param>
    internal static void AddLine(ReadOnlySpan<float> values, Span<float> sum, Span<float> highest, Span<ushort> coverage)
    {
        var half = Vector<float>.Count;
        var x = 0;
        for (; x <= values.Length - (2 * half); x += 2 * half)
        {
            var known = Vector.Narrow(AddVector(values, sum, highest, x), AddVector(values, sum, highest, x + half));
            (new Vector<ushort>(coverage[x..]) - Vector.AsVectorUInt16(known)).CopyTo(coverage[x..]);
        }
        AddOneByOne(values[x..], sum[x..], highest[x..], coverage[x..]);
    }

    /// <returns>-1 where there was a number.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector<int> AddVector(ReadOnlySpan<float> values, Span<float> sum, Span<float> highest, int x)
    {
        var v = new Vector<float>(values[x..]);
        var known = Vector.Equals(v, v);
        var (total, most) = (new Vector<float>(sum[x..]), new Vector<float>(highest[x..]));
        Vector.ConditionalSelect(known, total + v, total).CopyTo(sum[x..]);
        Vector.ConditionalSelect(Vector.GreaterThan(v, most), v, most).CopyTo(highest[x..]);
        return known;
    }

    /// <summary>Turns sums into means.</summary>
    /// <param name="sum">Sums; takes the means, NaN where fewer than half of the frames have a pixel.</param>
    /// <param name="highest">Largest value of each pixel.</param>
    /// <param name="coverage">Number of values of each pixel.</param>
    /// <param name="frames">Number of frames.</param>
    /// <param name="noise">Noise of a pixel in one frame [ADU].</param>
    internal static void ToMean(Span<float> sum, ReadOnlySpan<float> highest, ReadOnlySpan<ushort> coverage, int frames, float noise)
    {
        var half = Vector<float>.Count;
        var (fewest, least, limit) = (new Vector<float>(FewestToReject), new Vector<float>(Math.Max(1, frames / 2f)), new Vector<float>(HitSigmas * noise));
        var i = 0;
        for (; i <= sum.Length - (2 * half); i += 2 * half)
        {
            Vector.Widen(new Vector<ushort>(coverage[i..]), out var a, out var b);
            MeanVector(sum[i..], highest[i..], Vector.ConvertToSingle(Vector.AsVectorInt32(a)), fewest, least, limit);
            MeanVector(sum[(i + half)..], highest[(i + half)..], Vector.ConvertToSingle(Vector.AsVectorInt32(b)), fewest, least, limit);
        }
        ToMeanOneByOne(sum[i..], highest[i..], coverage[i..], frames, noise);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void MeanVector(Span<float> sum, ReadOnlySpan<float> highest, Vector<float> coverage, Vector<float> fewest, Vector<float> least, Vector<float> limit)
    {
        var (total, most) = (new Vector<float>(sum), new Vector<float>(highest));
        var others = (total - most) / (coverage - Vector<float>.One);
        var odd = Vector.GreaterThanOrEqual(coverage, fewest) & Vector.GreaterThan(most - others, limit + (HitShare * Vector.Abs(others)));
        var mean = Vector.ConditionalSelect(odd, others, total / coverage);
        Vector.ConditionalSelect(Vector.GreaterThanOrEqual(coverage, least), mean, new(float.NaN)).CopyTo(sum);
    }
}
