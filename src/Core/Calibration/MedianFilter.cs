using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Nocturne.Core.Calibration;

/// <summary>The 3 x 3 median filter: takes warm pixels and cosmic rays out of frames, and some sharpness out of the stars.</summary>
public static class MedianFilter
{
    /// <summary>Filters in place. At the edge the pixels outside repeat those of the edge; what is not finite does not count.</summary>
    /// <param name="pixels">A frame, row by row.</param>
    /// <param name="width">Its width.</param>
    /// <param name="height">Its height.</param>
    public static void Apply(Span<float> pixels, int width, int height)
    {
        if (width == 0 || height == 0) return;
        var padded = width + 2;
        var buffer = ArrayPool<float>.Shared.Rent(3 * padded);
        try
        {
            Span<float> above = buffer.AsSpan(0, padded), here = buffer.AsSpan(padded, padded), below = buffer.AsSpan(2 * padded, padded);
            Load(pixels[..width], above);
            Load(pixels[..width], here);
            for (var y = 0; y < height; y++)
            {
                Load(pixels.Slice(Math.Min(y + 1, height - 1) * width, width), below);
                Row(above, here, below, pixels.Slice(y * width, width));
                var free = above;
                above = here;
                here = below;
                below = free;
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(buffer);
        }
    }

    /// <summary>A row with its first and last pixel repeated.</summary>
    static void Load(ReadOnlySpan<float> row, Span<float> padded)
    {
        row.CopyTo(padded[1..]);
        padded[0] = row[0];
        padded[^1] = row[^1];
    }

    static void Row(ReadOnlySpan<float> above, ReadOnlySpan<float> here, ReadOnlySpan<float> below, Span<float> target)
    {
        var x = 0;
        if (MedianColumns.AllFinite(above) && MedianColumns.AllFinite(here) && MedianColumns.AllFinite(below))
        {
            for (; x <= target.Length - Vector<float>.Count; x += Vector<float>.Count)
            {
                MedianOfNine(
                    new(above[x..]), new(above[(x + 1)..]), new(above[(x + 2)..]),
                    new(here[x..]), new(here[(x + 1)..]), new(here[(x + 2)..]),
                    new(below[x..]), new(below[(x + 1)..]), new(below[(x + 2)..])).CopyTo(target[x..]);
            }
        }
        Span<float> nine = stackalloc float[9];
        for (; x < target.Length; x++)
        {
            var count = 0;
            for (var i = 0; i < 3; i++)
            {
                if (float.IsFinite(above[x + i])) nine[count++] = above[x + i];
                if (float.IsFinite(here[x + i])) nine[count++] = here[x + i];
                if (float.IsFinite(below[x + i])) nine[count++] = below[x + i];
            }
            // A bad pixel stays bad: its neighbours do not know what it would have shown.
            target[x] = float.IsFinite(here[x + 1]) ? SmallMedian.Of(nine[..count]) : float.NaN;
        }
    }

    /// <summary>Median of three rows of three: the middle of (largest minimum, middle median, smallest maximum) of the sorted columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector<float> MedianOfNine(
        Vector<float> a, Vector<float> b, Vector<float> c, Vector<float> d, Vector<float> e, Vector<float> f, Vector<float> g, Vector<float> h, Vector<float> i)
    {
        Sort(ref a, ref d, ref g);
        Sort(ref b, ref e, ref h);
        Sort(ref c, ref f, ref i);
        var low = Vector.Max(Vector.Max(a, b), c);
        Sort(ref d, ref e, ref f);
        var high = Vector.Min(Vector.Min(g, h), i);
        Sort(ref low, ref e, ref high);
        return e;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Sort(ref Vector<float> a, ref Vector<float> b, ref Vector<float> c)
    {
        (a, b) = (Vector.Min(a, b), Vector.Max(a, b));
        (b, c) = (Vector.Min(b, c), Vector.Max(b, c));
        (a, b) = (Vector.Min(a, b), Vector.Max(a, b));
    }
}
