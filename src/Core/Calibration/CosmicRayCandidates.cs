using System.Buffers;
using System.Numerics;

namespace Nocturne.Core.Calibration;

/// <summary>The pixels that may be cosmic rays: their Laplacian is too high even for the least noise that the pixels round them allow.</summary>
static class CosmicRayCandidates
{
    /// <summary>The candidates of a whole frame.</summary>
    public static List<int> Find(ReadOnlySpan<float> pixels, int width, int height, CosmicRayOptions options)
    {
        var found = new List<int>();
        var padded = width + 4;
        var buffer = ArrayPool<float>.Shared.Rent(padded + width);
        try
        {
            // Least value of five rows, with two columns repeated on either side, and of 5 x 5 pixels.
            Span<float> columns = buffer.AsSpan(0, padded), least = buffer.AsSpan(padded, width);
            for (var y = 0; y < height; y++)
            {
                LeastOfRows(pixels, width, height, y, columns.Slice(2, width));
                columns[..2].Fill(columns[2]);
                columns[^2..].Fill(columns[^3]);
                LeastOfFive(columns, least);
                Row(pixels, width, height, y, least, options, found);
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(buffer);
        }
        return found;
    }

    /// <summary>The candidates among the pixels that lie near some others.</summary>
    public static List<int> Near(ReadOnlySpan<float> pixels, int width, int height, CosmicRayOptions options, IEnumerable<int> changed, int reach)
    {
        var near = new SortedSet<int>();
        foreach (var pixel in changed)
        {
            var (x, y) = (pixel % width, pixel / width);
            for (var row = Math.Max(0, y - reach); row <= Math.Min(height - 1, y + reach); row++)
                for (var column = Math.Max(0, x - reach); column <= Math.Min(width - 1, x + reach); column++) near.Add((row * width) + column);
        }
        var found = new List<int>();
        foreach (var pixel in near)
        {
            if (Laplacian(pixels, width, height, pixel % width, pixel / width) > 2 * options.Sigma * Noise(0, options)) found.Add(pixel);
        }
        return found;
    }

    /// <summary>Standard deviation of a pixel of so many counts [ADU].</summary>
    public static float Noise(float counts, CosmicRayOptions options)
    {
        var read = options.ReadNoise / options.Gain;
        return (float)Math.Sqrt(Math.Max(Math.Max(0, counts) / options.Gain, 1e-5) + (read * read));
    }

    /// <summary>L⁺: the mean of the four quarters' Laplacians, negative ones cut. Neighbours outside, or that are not finite, count as equal to the pixel.</summary>
    public static float Laplacian(ReadOnlySpan<float> pixels, int width, int height, int x, int y)
    {
        var at = (y * width) + x;
        var p = pixels[at];
        var left = x > 0 && float.IsFinite(pixels[at - 1]) ? pixels[at - 1] : p;
        var right = x < width - 1 && float.IsFinite(pixels[at + 1]) ? pixels[at + 1] : p;
        var up = y > 0 && float.IsFinite(pixels[at - width]) ? pixels[at - width] : p;
        var down = y < height - 1 && float.IsFinite(pixels[at + width]) ? pixels[at + width] : p;
        var (l, r, u, d) = (p - left, p - right, p - up, p - down);
        return 0.25f * (Math.Max(0, l + u) + Math.Max(0, r + u) + Math.Max(0, l + d) + Math.Max(0, r + d));
    }

    static void Row(ReadOnlySpan<float> pixels, int width, int height, int y, ReadOnlySpan<float> least, CosmicRayOptions options, List<int> found)
    {
        var noise = Noise(0, options);
        var (shot, floor) = ((float)(4 * options.Sigma * options.Sigma / options.Gain), (float)(4 * options.Sigma * options.Sigma * noise * noise));
        var start = y * width;
        var x = 1;
        if (y > 0 && y < height - 1)
        {
            var (zero, quarter) = (Vector<float>.Zero, new Vector<float>(0.25f));
            var (shots, floors) = (new Vector<float>(shot), new Vector<float>(floor));
            for (; x <= width - 1 - Vector<float>.Count; x += Vector<float>.Count)
            {
                var p = new Vector<float>(pixels[(start + x)..]);
                var l = p - new Vector<float>(pixels[(start + x - 1)..]);
                var r = p - new Vector<float>(pixels[(start + x + 1)..]);
                var u = p - new Vector<float>(pixels[(start + x - width)..]);
                var d = p - new Vector<float>(pixels[(start + x + width)..]);
                var laplacian = quarter * (Vector.Max(zero, l + u) + Vector.Max(zero, r + u) + Vector.Max(zero, l + d) + Vector.Max(zero, r + d));
                var limit = floors + (shots * Vector.Max(zero, new Vector<float>(least[x..])));
                // Not 'greater than': beside a pixel that is not a number the careful test shall decide.
                if (Vector.LessThanOrEqualAll(laplacian * laplacian, limit)) continue;
                for (var i = x; i < x + Vector<float>.Count; i++) Test(pixels, width, height, i, y, floor + (shot * Math.Max(0, least[i])), found);
            }
        }
        else
        {
            x = 0;
        }
        if (x > 0) Test(pixels, width, height, 0, y, floor + (shot * Math.Max(0, least[0])), found);
        for (; x < width; x++) Test(pixels, width, height, x, y, floor + (shot * Math.Max(0, least[x])), found);
    }

    static void Test(ReadOnlySpan<float> pixels, int width, int height, int x, int y, float limit, List<int> found)
    {
        var laplacian = Laplacian(pixels, width, height, x, y);
        if (laplacian * laplacian > limit) found.Add((y * width) + x);
    }

    static void LeastOfRows(ReadOnlySpan<float> pixels, int width, int height, int y, Span<float> least)
    {
        var (first, last) = (Math.Max(0, y - 2), Math.Min(height - 1, y + 2));
        pixels.Slice(first * width, width).CopyTo(least);
        for (var row = first + 1; row <= last; row++)
        {
            var other = pixels.Slice(row * width, width);
            var x = 0;
            for (; x <= width - Vector<float>.Count; x += Vector<float>.Count) Lesser(new Vector<float>(least[x..]), new Vector<float>(other[x..])).CopyTo(least[x..]);
            for (; x < width; x++) least[x] = Lesser(least[x], other[x]);
        }
    }

    static void LeastOfFive(ReadOnlySpan<float> columns, Span<float> least)
    {
        var x = 0;
        for (; x <= least.Length - Vector<float>.Count; x += Vector<float>.Count)
        {
            var left = Lesser(new Vector<float>(columns[x..]), new Vector<float>(columns[(x + 1)..]));
            var right = Lesser(new Vector<float>(columns[(x + 3)..]), new Vector<float>(columns[(x + 4)..]));
            Lesser(Lesser(left, right), new Vector<float>(columns[(x + 2)..])).CopyTo(least[x..]);
        }
        for (; x < least.Length; x++) least[x] = Lesser(Lesser(Lesser(columns[x], columns[x + 1]), Lesser(columns[x + 3], columns[x + 4])), columns[x + 2]);
    }

    /// <summary>The lesser of two, where what is not a number does not count.</summary>
    static Vector<float> Lesser(Vector<float> a, Vector<float> b) =>
        Vector.ConditionalSelect(Vector.LessThan(a, b) | ~Vector.Equals(b, b), a, b);

    static float Lesser(float a, float b) => a < b || float.IsNaN(b) ? a : b;
}
