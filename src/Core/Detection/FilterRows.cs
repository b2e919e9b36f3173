using System.Buffers;
using System.Numerics;

namespace Nocturne.Core.Detection;

/// <summary>
/// A window of prepared rows of an image, as many as a filter is high, and the correlation of the filter with them. Beyond the image
/// there is nothing.
/// </summary>
sealed class FilterRows : IDisposable
{
    readonly int width;
    readonly int height;
    readonly float[] rows;
    readonly int[] held;

    /// <param name="width">Width of the image.</param>
    /// <param name="height">Number of rows to hold: the height of the filter.</param>
    public FilterRows(int width, int height)
    {
        (this.width, this.height) = (width, height);
        rows = ArrayPool<float>.Shared.Rent(Math.Max(1, width * height));
        held = new int[height];
        held.AsSpan().Fill(-1);
    }

    /// <summary>The place for row y, which replaces the row that came height rows before.</summary>
    public Span<float> Take(int y)
    {
        held[y % height] = y;
        return Place(y);
    }

    /// <summary>Row y; it must be held.</summary>
    public ReadOnlySpan<float> Row(int y) => Place(y);

    /// <summary>
    /// Correlates the filter with the rows about y: destination[x] = Σ weight × pixel, in the order of the weights. Rows that are not
    /// held do not count.
    /// </summary>
    /// <remarks>
    /// Each product and each sum is rounded by itself, as in SEP: fused operations would move pixels across the threshold.
    /// </remarks>
    public void Correlate(int y, ReadOnlySpan<float> weights, int filterWidth, Span<float> destination)
    {
        var filterHeight = weights.Length / filterWidth;
        var first = Math.Max(0, (filterHeight / 2) - y);
        var last = filterHeight - 1;
        while (last >= first && held[(y + last - (filterHeight / 2)) % height] != y + last - (filterHeight / 2)) last--;
        var reach = filterWidth / 2;
        var x = reach;
        if (weights.Length == 9 && filterWidth == 3 && last - first == 2) x = Correlate3(y, weights, destination);
        for (; x + reach + Vector<float>.Count <= width; x += Vector<float>.Count)
        {
            var sum = Vector<float>.Zero;
            for (var j = first; j <= last; j++)
            {
                ref var pixel = ref rows[((y + j - (filterHeight / 2)) % height * width) + x - reach];
                for (var i = 0; i < filterWidth; i++) sum += Vector.LoadUnsafe(ref pixel, (nuint)i) * weights[(j * filterWidth) + i];
            }
            sum.StoreUnsafe(ref destination[x]);
        }
        for (var at = 0; at < Math.Min(reach, width); at++) destination[at] = At(at, y, weights, filterWidth, first, last);
        for (; x < width; x++) destination[x] = At(x, y, weights, filterWidth, first, last);
    }

    /// <summary>The usual filter of three by three, with everything in registers.</summary>
    /// <returns>The first column that is not done.</returns>
    int Correlate3(int y, ReadOnlySpan<float> weights, Span<float> destination)
    {
        ref var top = ref rows[(y - 1) % height * width];
        ref var middle = ref rows[y % height * width];
        ref var bottom = ref rows[(y + 1) % height * width];
        var (a, b, c) = (new Vector<float>(weights[0]), new Vector<float>(weights[1]), new Vector<float>(weights[2]));
        var (d, e, f) = (new Vector<float>(weights[3]), new Vector<float>(weights[4]), new Vector<float>(weights[5]));
        var (g, h, i) = (new Vector<float>(weights[6]), new Vector<float>(weights[7]), new Vector<float>(weights[8]));
        var x = 1;
        for (; x + 1 + Vector<float>.Count <= width; x += Vector<float>.Count)
        {
            var left = (nuint)(x - 1);
            var sum = Vector.LoadUnsafe(ref top, left) * a;
            sum += Vector.LoadUnsafe(ref top, left + 1) * b;
            sum += Vector.LoadUnsafe(ref top, left + 2) * c;
            sum += Vector.LoadUnsafe(ref middle, left) * d;
            sum += Vector.LoadUnsafe(ref middle, left + 1) * e;
            sum += Vector.LoadUnsafe(ref middle, left + 2) * f;
            sum += Vector.LoadUnsafe(ref bottom, left) * g;
            sum += Vector.LoadUnsafe(ref bottom, left + 1) * h;
            sum += Vector.LoadUnsafe(ref bottom, left + 2) * i;
            sum.StoreUnsafe(ref destination[x]);
        }
        return x;
    }

    float At(int x, int y, ReadOnlySpan<float> weights, int filterWidth, int first, int last)
    {
        var sum = 0f;
        var filterHeight = weights.Length / filterWidth;
        for (var j = first; j <= last; j++)
        {
            var row = Row(y + j - (filterHeight / 2));
            for (var i = 0; i < filterWidth; i++)
            {
                var from = x + i - (filterWidth / 2);
                if ((uint)from < (uint)width) sum += row[from] * weights[(j * filterWidth) + i];
            }
        }
        return sum;
    }

    public void Dispose() => ArrayPool<float>.Shared.Return(rows);

    Span<float> Place(int y) => rows.AsSpan(y % height * width, width);
}
