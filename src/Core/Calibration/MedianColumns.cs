using System.Numerics;

namespace Nocturne.Core.Calibration;

/// <summary>Medians and variances of several rows, a vector of columns at a time.</summary>
/// <remarks>The rows are sorted against each other by odd-even transposition, whose exchanges are the same for every column.</remarks>
static class MedianColumns
{
    /// <summary>Of more rows than this each column is sorted on its own.</summary>
    const int MostRows = 64;

    /// <summary>Fills medians and variances as far as whole vectors go.</summary>
    /// <param name="rows">The rows, one behind the other.</param>
    /// <param name="width">Length of a row.</param>
    /// <param name="count">Number of rows.</param>
    /// <param name="factor">What the sample variance is multiplied by.</param>
    /// <param name="median">Takes the medians.</param>
    /// <param name="variance">Takes the variances; empty when they are not wanted.</param>
    /// <returns>Columns that are done; none when a pixel is not finite.</returns>
    public static int Fill(ReadOnlySpan<float> rows, int width, int count, double factor, Span<float> median, Span<float> variance)
    {
        if (count is < 2 or > MostRows || !AllFinite(rows[..(count * width)])) return 0;
        Span<Vector<float>> stack = stackalloc Vector<float>[count];
        var (half, part) = (new Vector<float>(0.5f), new Vector<float>(1f / count));
        var scale = new Vector<float>((float)(factor / (count - 1)));
        var x = 0;
        for (; x <= width - Vector<float>.Count; x += Vector<float>.Count)
        {
            var sum = Vector<float>.Zero;
            for (var k = 0; k < stack.Length; k++)
            {
                stack[k] = new(rows[((k * width) + x)..]);
                sum += stack[k];
            }
            Sort(stack);
            var middle = stack.Length / 2;
            (stack.Length % 2 == 1 ? stack[middle] : half * (stack[middle - 1] + stack[middle])).CopyTo(median[x..]);
            if (variance.IsEmpty) continue;
            var mean = part * sum;
            var squares = Vector<float>.Zero;
            foreach (var value in stack) squares += (value - mean) * (value - mean);
            (scale * squares).CopyTo(variance[x..]);
        }
        return x;
    }

    static void Sort(Span<Vector<float>> values)
    {
        for (var pass = 0; pass < values.Length; pass++)
        {
            for (var k = pass & 1; k < values.Length - 1; k += 2)
            {
                var (low, high) = (Vector.Min(values[k], values[k + 1]), Vector.Max(values[k], values[k + 1]));
                values[k] = low;
                values[k + 1] = high;
            }
        }
    }

    /// <summary>Whether all values are numbers.</summary>
    public static bool AllFinite(ReadOnlySpan<float> values)
    {
        var sum = Vector<float>.Zero;
        var i = 0;
        for (; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var v = new Vector<float>(values[i..]);
            sum += v - v;
        }
        var rest = Vector.Sum(sum);
        for (; i < values.Length; i++) rest += values[i] - values[i];
        return rest == 0;
    }
}
