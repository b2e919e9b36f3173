using System.Buffers;
using Nocturne.Core.Photometry;

namespace Nocturne.Core.Roman;

/// <summary>The sky in a ring of whole pixels: clipped about the median.</summary>
/// <remarks>Each round finds limits from what the round before left, but at the end all pixels inside the last limits count:
/// one that was cut off earlier can return. (<see cref="SigmaClip"/>, made for other tables, never takes one back.)</remarks>
public static class AnnulusStatistics
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
        var places = ArrayPool<int>.Shared.Rent(area);
        try
        {
            var count = Collect(pixels, box, (x, y, inner * inner, outer * outer), values, places);
            return FromValues(values.AsSpan(0, count), places.AsSpan(0, count), box, clipSigma, rounds);
        }
        finally
        {
            ArrayPool<double>.Shared.Return(values);
            ArrayPool<int>.Shared.Return(places);
        }
    }

    static AnnulusValue Nothing => new(double.NaN, double.NaN, double.NaN, 0, double.NaN, double.NaN);

    static int Collect(CorrectedPixels pixels, PixelBox box, (double X, double Y, double InnerSquared, double OuterSquared) ring, Span<double> values, Span<int> places)
    {
        var count = 0;
        Span<double> row = box.Width <= 512 ? stackalloc double[box.Width] : new double[box.Width];
        for (var y = box.Y; y < box.Bottom; y++)
        {
            pixels.ReadData(box.X, y, row);
            var dy = y - ring.Y;
            for (var i = 0; i < row.Length; i++)
            {
                var dx = box.X + i - ring.X;
                var distanceSquared = (dx * dx) + (dy * dy);
                if (!(distanceSquared < ring.OuterSquared) || distanceSquared < ring.InnerSquared || !double.IsFinite(row[i]) || pixels.IsFlagged(box.X + i, y)) continue;
                values[count] = row[i];
                places[count++] = ((y - box.Y) * box.Width) + i;
            }
        }

        return count;
    }

    static AnnulusValue FromValues(Span<double> values, Span<int> places, PixelBox box, double clipSigma, int rounds)
    {
        values.Sort(places);
        var (low, high) = (double.NegativeInfinity, double.PositiveInfinity);
        ReadOnlySpan<double> kept = values;
        for (var round = 0; round < rounds && !kept.IsEmpty; round++)
        {
            var median = SigmaClip.MedianOfSorted(kept);
            var deviation = Math.Sqrt(SigmaClip.Variance(kept, SigmaClip.Mean(kept)));
            (low, high) = (median - (clipSigma * deviation), median + (clipSigma * deviation));
            var before = kept.Length;
            kept = Between(kept, low, high, out _);
            if (kept.Length == before) break;
        }

        kept = Between(values, low, high, out var first);
        if (kept.IsEmpty) return Nothing;
        var mean = SigmaClip.Mean(kept);
        double mass = 0, massX = 0, massY = 0;
        for (var i = 0; i < kept.Length; i++)
        {
            var place = places[first + i];
            mass += kept[i];
            massX += kept[i] * (place % box.Width);
            massY += kept[i] * (place / box.Width);
        }

        return new(SigmaClip.MedianOfSorted(kept), mean, Math.Sqrt(SigmaClip.Variance(kept, mean)), kept.Length, box.X + (massX / mass), box.Y + (massY / mass));
    }

    static ReadOnlySpan<double> Between(ReadOnlySpan<double> sorted, double low, double high, out int start)
    {
        start = 0;
        var end = sorted.Length;
        while (start < end && sorted[start] < low) start++;
        while (end > start && sorted[end - 1] > high) end--;
        return sorted[start..end];
    }
}
