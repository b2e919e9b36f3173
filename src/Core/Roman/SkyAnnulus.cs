using System.Buffers;
using Nocturne.Core.Photometry;

namespace Nocturne.Core.Roman;

/// <summary>The sky in a ring of whole pixels: clipped about the median.</summary>
/// <remarks>Each round finds limits from what the round before left, but at the end all pixels inside the last limits count:
/// one that was cut off earlier can return. (<see cref="SigmaClip"/>, made for other tables, never takes one back.)</remarks>
public static class SkyAnnulus
{
    /// <summary>Measures a ring.</summary>
    /// <param name="pixels">The image; flagged and non-finite pixels are left out.</param>
    /// <param name="x">Column of the centre [pixels].</param>
    /// <param name="y">Row of the centre [pixels].</param>
    /// <param name="inner">Inner radius [pixels]; a pixel at that distance belongs to the ring.</param>
    /// <param name="outer">Outer radius [pixels]; a pixel at that distance does not.</param>
    /// <param name="clipSigma">Limits of the clipping in standard deviations.</param>
    /// <param name="rounds">Most rounds; zero keeps all pixels.</param>
    public static AnnulusValue Measure(CorrectedPixels pixels, double x, double y, double inner, double outer, double clipSigma = 3, int rounds = 5)
    {
        var box = PixelBox.Around(x, y, outer, outer).Within(pixels.Width, pixels.Height);
        if (box.IsEmpty) return Nothing;
        var area = box.Width * box.Height;
        var values = ArrayPool<double>.Shared.Rent(area);
        var sorted = ArrayPool<double>.Shared.Rent(area);
        var places = ArrayPool<int>.Shared.Rent(area);
        try
        {
            var count = Collect(pixels, box, (x, y, inner * inner, outer * outer), values, places);
            values.AsSpan(0, count).CopyTo(sorted);
            sorted.AsSpan(0, count).Sort();
            var (low, high) = Limits(sorted.AsSpan(0, count), clipSigma, rounds);
            return Inside(sorted.AsSpan(0, count), low, high, Centroid(values.AsSpan(0, count), places, box, low, high));
        }
        finally
        {
            ArrayPool<double>.Shared.Return(values);
            ArrayPool<double>.Shared.Return(sorted);
            ArrayPool<int>.Shared.Return(places);
        }
    }

    static AnnulusValue Nothing => new(double.NaN, double.NaN, double.NaN, 0, double.NaN, double.NaN);

    // Row by row, and in each row only the two stretches that the ring can touch, one pixel wider; the exact test decides.
    static int Collect(CorrectedPixels pixels, PixelBox box, (double X, double Y, double InnerSquared, double OuterSquared) ring, Span<double> values, Span<int> places)
    {
        var count = 0;
        Span<double> buffer = box.Width <= 512 ? stackalloc double[box.Width] : new double[box.Width];
        for (var y = box.Y; y < box.Bottom; y++)
        {
            var dySquared = (y - ring.Y) * (y - ring.Y);
            if (dySquared >= ring.OuterSquared) continue;
            var outer = Math.Sqrt(ring.OuterSquared - dySquared);
            var start = Math.Clamp((int)Math.Floor(ring.X - outer), box.X, box.Right);
            var end = Math.Clamp((int)Math.Ceiling(ring.X + outer) + 1, start, box.Right);
            var inner = dySquared < ring.InnerSquared ? Math.Sqrt(ring.InnerSquared - dySquared) : 0;
            var holeStart = Math.Clamp((int)Math.Ceiling(ring.X - inner) + 1, start, end);
            var holeEnd = Math.Clamp((int)Math.Floor(ring.X + inner) - 1, holeStart, end);
            CollectStretch(pixels, box, ring, y, buffer[..(holeStart - start)], start, values, places, ref count);
            CollectStretch(pixels, box, ring, y, buffer[..(end - holeEnd)], holeEnd, values, places, ref count);
        }

        return count;
    }

    static void CollectStretch(
        CorrectedPixels pixels, PixelBox box, (double X, double Y, double InnerSquared, double OuterSquared) ring, int y, Span<double> row, int x, Span<double> values, Span<int> places, ref int count)
    {
        pixels.ReadData(x, y, row);
        var flags = pixels.FlagsOfRow(x, y, row.Length);
        var dySquared = (y - ring.Y) * (y - ring.Y);
        for (var i = 0; i < row.Length; i++)
        {
            var dx = x + i - ring.X;
            var distanceSquared = (dx * dx) + dySquared;
            if (!(distanceSquared < ring.OuterSquared) || distanceSquared < ring.InnerSquared) continue;
            if (!double.IsFinite(row[i]) || (!flags.IsEmpty && (flags[i] & pixels.BadBits) != 0)) continue;
            values[count] = row[i];
            places[count++] = ((y - box.Y) * box.Width) + x + i - box.X;
        }
    }

    static (double Low, double High) Limits(ReadOnlySpan<double> sorted, double clipSigma, int rounds)
    {
        var (low, high) = (double.NegativeInfinity, double.PositiveInfinity);
        var kept = sorted;
        for (var round = 0; round < rounds && !kept.IsEmpty; round++)
        {
            var median = SigmaClip.MedianOfSorted(kept);
            var deviation = Math.Sqrt(SigmaClip.Variance(kept, SigmaClip.Mean(kept)));
            (low, high) = (median - (clipSigma * deviation), median + (clipSigma * deviation));
            var before = kept.Length;
            kept = Between(kept, low, high);
            if (kept.Length == before) break;
        }

        return (low, high);
    }

    static AnnulusValue Inside(ReadOnlySpan<double> sorted, double low, double high, (double X, double Y) centroid)
    {
        var kept = Between(sorted, low, high);
        if (kept.IsEmpty) return Nothing;
        var mean = SigmaClip.Mean(kept);
        return new(SigmaClip.MedianOfSorted(kept), mean, Math.Sqrt(SigmaClip.Variance(kept, mean)), kept.Length, centroid.X, centroid.Y);
    }

    static (double X, double Y) Centroid(ReadOnlySpan<double> values, ReadOnlySpan<int> places, PixelBox box, double low, double high)
    {
        double mass = 0, massX = 0, massY = 0;
        for (var i = 0; i < values.Length; i++)
        {
            if (!(values[i] >= low && values[i] <= high)) continue;
            mass += values[i];
            massX += values[i] * (places[i] % box.Width);
            massY += values[i] * (places[i] / box.Width);
        }

        return (box.X + (massX / mass), box.Y + (massY / mass));
    }

    static ReadOnlySpan<double> Between(ReadOnlySpan<double> sorted, double low, double high)
    {
        var start = 0;
        var end = sorted.Length;
        while (start < end && sorted[start] < low) start++;
        while (end > start && sorted[end - 1] > high) end--;
        return sorted[start..end];
    }
}
