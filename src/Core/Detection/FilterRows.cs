using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Nocturne.Core.Detection;

/// <summary>A window of prepared rows of an image, as many as a filter is high, and the correlation of the filter with them. Beyond the image there is nothing.</summary>
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

    /// <summary>Correlates the filter with the rows about y: destination[x] = Σ weight × pixel. Rows that are not held do not count.</summary>
    public void Correlate(int y, ReadOnlySpan<float> weights, int filterWidth, Span<float> destination)
    {
        destination.Clear();
        var filterHeight = weights.Length / filterWidth;
        for (var j = 0; j < filterHeight; j++)
        {
            var from = y + j - (filterHeight / 2);
            if (from < 0 || held[from % height] != from) continue;
            var row = Row(from);
            for (var i = 0; i < filterWidth; i++)
            {
                var shift = i - (filterWidth / 2);
                var length = width - Math.Abs(shift);
                if (length > 0) MultiplyAdd(row.Slice(Math.Max(0, shift), length), weights[(j * filterWidth) + i], destination.Slice(Math.Max(0, -shift), length));
            }
        }
    }

    public void Dispose() => ArrayPool<float>.Shared.Return(rows);

    Span<float> Place(int y) => rows.AsSpan(y % height * width, width);

    /// <summary>One product and one sum, each rounded, as in SEP: a fused operation would move pixels across the threshold.</summary>
    static void MultiplyAdd(ReadOnlySpan<float> pixels, float weight, Span<float> sums)
    {
        var from = MemoryMarshal.Cast<float, Vector<float>>(pixels);
        var to = MemoryMarshal.Cast<float, Vector<float>>(sums);
        for (var k = 0; k < from.Length; k++) to[k] += from[k] * weight;
        for (var k = from.Length * Vector<float>.Count; k < pixels.Length; k++) sums[k] += pixels[k] * weight;
    }
}
