using System.Numerics;
using System.Runtime.InteropServices;

namespace Nocturne.Core.Background;

/// <summary>Count, mean and population standard deviation of the values between two limits.</summary>
static class ClippedMoments
{
    /// <summary>Vectors that are summed in single precision before the sums go on in double precision.</summary>
    const int Stretch = 32;

    /// <param name="values">Finite values.</param>
    /// <param name="low">Smallest value taken.</param>
    /// <param name="high">Largest value taken.</param>
    /// <param name="near">A value near the mean: sums are taken about it, so that nothing is lost by subtraction.</param>
    /// <param name="fast">Sum short stretches in single precision.</param>
    /// <returns>Mean is <paramref name="near"/> and sigma zero when no value lies between the limits.</returns>
    public static (int Count, double Mean, double Sigma) Between(ReadOnlySpan<float> values, float low, float high, float near, bool fast)
    {
        var (count, sum, squares) = Sums(values, low, high, near, fast);
        if (count == 0) return (0, near, 0);
        var mean = sum / count;
        var variance = Math.Max(0, (squares / count) - (mean * mean));
        // Too far from the mean the subtraction has eaten the digits: once more from there.
        var nearer = (float)(near + mean);
        return mean * mean > 100 * variance && !nearer.Equals(near) ? Between(values, low, high, nearer, fast) : (count, near + mean, Math.Sqrt(variance));
    }

    /// <summary>Count, and sums of the differences to <paramref name="near"/> and of their squares.</summary>
    public static (int Count, double Sum, double Squares) Sums(ReadOnlySpan<float> values, float low, float high, float near, bool fast)
    {
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(values);
        var (count, sum, squares) = fast ? SumFast(vectors, low, high, near) : SumExact(vectors, low, high, near);
        foreach (var v in values[(vectors.Length * Vector<float>.Count)..])
        {
            if (!(v >= low && v <= high)) continue;
            var d = (double)v - near;
            count++;
            sum += d;
            squares += d * d;
        }
        return (count, sum, squares);
    }

    static (int Count, double Sum, double Squares) SumExact(ReadOnlySpan<Vector<float>> vectors, float low, float high, float near)
    {
        var (lows, highs, nears) = (new Vector<float>(low), new Vector<float>(high), new Vector<double>(near));
        Vector<double> sumA = default, sumB = default, squareA = default, squareB = default;
        var counts = Vector<int>.Zero;
        foreach (var v in vectors)
        {
            var inside = Vector.GreaterThanOrEqual(v, lows) & Vector.LessThanOrEqual(v, highs);
            counts -= inside;
            Vector.Widen(v, out var a, out var b);
            Vector.Widen(inside, out var insideA, out var insideB);
            a = Vector.ConditionalSelect(insideA, a - nears, Vector<double>.Zero);
            b = Vector.ConditionalSelect(insideB, b - nears, Vector<double>.Zero);
            sumA += a;
            sumB += b;
            squareA += a * a;
            squareB += b * b;
        }
        return (Vector.Sum(counts), Vector.Sum(sumA + sumB), Vector.Sum(squareA + squareB));
    }

    static (int Count, double Sum, double Squares) SumFast(ReadOnlySpan<Vector<float>> vectors, float low, float high, float near)
    {
        var (lows, highs, nears) = (new Vector<float>(low), new Vector<float>(high), new Vector<float>(near));
        Vector<double> sums = default, squares = default;
        var counts = Vector<int>.Zero;
        while (!vectors.IsEmpty)
        {
            var stretch = vectors[..Math.Min(Stretch, vectors.Length)];
            vectors = vectors[stretch.Length..];
            Vector<float> sum = default, square = default;
            foreach (var v in stretch)
            {
                var inside = Vector.GreaterThanOrEqual(v, lows) & Vector.LessThanOrEqual(v, highs);
                counts -= inside;
                var d = Vector.ConditionalSelect(inside, v - nears, Vector<float>.Zero);
                sum += d;
                square += d * d;
            }
            Vector.Widen(sum, out var sumA, out var sumB);
            Vector.Widen(square, out var squareA, out var squareB);
            sums += sumA + sumB;
            squares += squareA + squareB;
        }
        return (Vector.Sum(counts), Vector.Sum(sums), Vector.Sum(squares));
    }
}
