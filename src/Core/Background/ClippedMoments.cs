using System.Numerics;
using System.Runtime.InteropServices;

namespace Nocturne.Core.Background;

/// <summary>Count, mean and population standard deviation of the values between two limits, summed in double precision.</summary>
static class ClippedMoments
{
    /// <param name="values">Finite values.</param>
    /// <param name="low">Smallest value taken.</param>
    /// <param name="high">Largest value taken.</param>
    /// <param name="near">A value near the mean: sums are taken about it, so that nothing is lost by subtraction.</param>
    /// <returns>Mean is <paramref name="near"/> and sigma zero when no value lies between the limits.</returns>
    public static (int Count, double Mean, double Sigma) Between(ReadOnlySpan<float> values, float low, float high, float near)
    {
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(values);
        var (lows, highs) = (new Vector<float>(low), new Vector<float>(high));
        var nears = new Vector<double>(near);
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
        var count = Vector.Sum(counts);
        var sum = Vector.Sum(sumA + sumB);
        var squares = Vector.Sum(squareA + squareB);
        foreach (var v in values[(vectors.Length * Vector<float>.Count)..])
        {
            if (!(v >= low && v <= high)) continue;
            var d = (double)v - near;
            count++;
            sum += d;
            squares += d * d;
        }
        if (count == 0) return (0, near, 0);
        var mean = sum / count;
        return (count, near + mean, Math.Sqrt(Math.Max(0, (squares / count) - (mean * mean))));
    }
}
