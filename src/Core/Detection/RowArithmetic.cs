using System.Numerics;
using System.Runtime.InteropServices;

namespace Nocturne.Core.Detection;

/// <summary>Arithmetic on whole rows.</summary>
static class RowArithmetic
{
    public static void Scale(Span<float> row, float factor)
    {
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(row);
        foreach (ref var v in vectors) v *= factor;
        foreach (ref var v in row[(vectors.Length * Vector<float>.Count)..]) v *= factor;
    }

    /// <summary>True when every value is a number and not infinite.</summary>
    public static bool AllFinite(ReadOnlySpan<float> row)
    {
        // v - v is zero for numbers and NaN for what is none.
        var sum = Vector<float>.Zero;
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(row);
        foreach (var v in vectors) sum += v - v;
        var rest = 0f;
        foreach (var v in row[(vectors.Length * Vector<float>.Count)..]) rest += v - v;
        return Vector.Sum(sum) + rest == 0;
    }

    public static bool AllPositive(ReadOnlySpan<float> row)
    {
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(row);
        foreach (var v in vectors)
            if (!Vector.GreaterThanAll(v, Vector<float>.Zero)) return false;
        foreach (var v in row[(vectors.Length * Vector<float>.Count)..])
            if (!(v > 0)) return false;
        return true;
    }

    /// <summary>values[i] ÷ √powers[i].</summary>
    public static void DivideByRoot(Span<float> values, ReadOnlySpan<float> powers)
    {
        var v = MemoryMarshal.Cast<float, Vector<float>>(values);
        var p = MemoryMarshal.Cast<float, Vector<float>>(powers);
        for (var i = 0; i < v.Length; i++) v[i] /= Vector.SquareRoot(p[i]);
        for (var i = v.Length * Vector<float>.Count; i < values.Length; i++) values[i] /= MathF.Sqrt(powers[i]);
    }

    /// <summary>weighted = value ÷ rms², weights = 1 ÷ rms².</summary>
    public static void InverseVariance(ReadOnlySpan<float> values, ReadOnlySpan<float> rms, Span<float> weighted, Span<float> weights)
    {
        var v = MemoryMarshal.Cast<float, Vector<float>>(values);
        var n = MemoryMarshal.Cast<float, Vector<float>>(rms);
        var a = MemoryMarshal.Cast<float, Vector<float>>(weighted);
        var b = MemoryMarshal.Cast<float, Vector<float>>(weights);
        for (var i = 0; i < v.Length; i++)
        {
            var inverse = Vector<float>.One / (n[i] * n[i]);
            a[i] = v[i] * inverse;
            b[i] = inverse;
        }
        for (var i = v.Length * Vector<float>.Count; i < values.Length; i++)
        {
            var inverse = 1 / (rms[i] * rms[i]);
            weighted[i] = values[i] * inverse;
            weights[i] = inverse;
        }
    }
}
