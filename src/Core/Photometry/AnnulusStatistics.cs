using System.Buffers;
using Nocturne.Core.Quality;

namespace Nocturne.Core.Photometry;

/// <summary>Weighted statistics of the pixels in a ring, as sep-x has them: each pixel counts by its share in the ring.</summary>
/// <param name="Mean">Σ w v ÷ Σ w [ADU].</param>
/// <param name="Deviation">Standard deviation about the mean [ADU].</param>
/// <param name="Median">First value, in order of size, at which half of the weight is reached [ADU].</param>
/// <param name="MadDeviation">1.4826 × the weighted median of the absolute deviations from the median [ADU].</param>
/// <param name="ClippedMean">Mean of the values within so many deviations of the median, repeated [ADU].</param>
/// <param name="Area">Σ w [pixels].</param>
/// <param name="Flags">Edge and masked pixels; <see cref="QualityFlag.AllMasked"/> when nothing is left.</param>
public readonly record struct AnnulusStatistics(
    double Mean, double Deviation, double Median, double MadDeviation, double ClippedMean, double Area, QualityFlag Flags)
{
    /// <param name="window">Holds the ring, or the part of it that is in the image.</param>
    /// <param name="ring">The ring.</param>
    /// <param name="method">The rule for pixels on its rims.</param>
    /// <param name="clipSigma">Values beyond so many deviations go.</param>
    /// <param name="clipIterations">Largest number of clipping rounds; zero clips nothing.</param>
    public static AnnulusStatistics Measure(
        in PixelWindow window, in Aperture ring, OverlapMethod method, double clipSigma, int clipIterations)
    {
        var box = window.Box;
        var values = ArrayPool<double>.Shared.Rent(3 * box.Width * box.Height);
        var row = ArrayPool<double>.Shared.Rent(box.Width);
        try
        {
            var capacity = box.Width * box.Height;
            var value = values.AsSpan(0, capacity);
            var weight = values.AsSpan(capacity, capacity);
            var count = 0;
            var flags = ring.Box != box ? QualityFlag.CutByEdge : QualityFlag.Good;
            for (var y = box.Y; y < box.Bottom; y++)
            {
                var shares = row.AsSpan(0, box.Width);
                ApertureOverlap.Row(ring, method, box.X, y, shares);
                for (var i = 0; i < shares.Length; i++)
                {
                    if (!(shares[i] > 0)) continue;
                    var index = window.IndexOf(box.X + i, y);
                    if ((window.State[index] & PixelState.Bad) != 0)
                    {
                        flags |= QualityFlag.HasMaskedPixels;
                        continue;
                    }

                    value[count] = window.Counts[index];
                    weight[count++] = method.Subpixels > 1 ? CellByCell(ring, box.X + i, y, shares[i], method.Subpixels) : shares[i];
                }
            }

            return count == 0
                ? new AnnulusStatistics(double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, 0, flags | QualityFlag.AllMasked)
                : Of(value[..count], weight[..count], values.AsSpan(2 * capacity, count), clipSigma, clipIterations, flags);
        }
        finally
        {
            ArrayPool<double>.Shared.Return(values);
            ArrayPool<double>.Shared.Return(row);
        }
    }

    /// <summary>
    /// A share of cells summed up cell by cell, where cells are counted at all: half of the weight may fall between two pixels, and the
    /// last digit then decides for one of them, here as in sep-x.
    /// </summary>
    static double CellByCell(in Aperture ring, int x, int y, double share, int subpixels)
    {
        const double Reach = 0.7072;
        double dx = x - ring.X, dy = y - ring.Y, distance = (dx * dx) + (dy * dy);
        var inner = ring.InnerSemiMajor + Reach;
        var outer = Math.Max(0, ring.SemiMajor - Reach);
        if (distance > inner * inner && distance < outer * outer) return share;
        var cells = (int)Math.Round(share * subpixels * subpixels);
        double sum = 0, cell = 1.0 / (subpixels * subpixels);
        for (var i = 0; i < cells; i++) sum += cell;
        return sum;
    }

    static AnnulusStatistics Of(
        Span<double> values, Span<double> weights, Span<double> scratch, double clipSigma, int clipIterations, QualityFlag flags)
    {
        double[] asRead = values.ToArray(), asReadWeights = weights.ToArray();
        var (mean, area) = MeanOf(values, weights);
        values.Sort(weights);
        double squares = 0;
        for (var i = 0; i < values.Length; i++) squares += weights[i] * (values[i] - mean) * (values[i] - mean);
        var median = MedianOf(values, weights, area);
        int start = 0, end = values.Length;
        for (var round = 0; round < clipIterations; round++)
        {
            var kept = AreaBetween(asRead, asReadWeights, values[start], values[end - 1]);
            var centre = MedianOf(values[start..end], weights[start..end], kept);
            var scale = 1.4826 * Mad(values[start..end], weights[start..end], centre, scratch, kept);
            if (!(scale > 0)) break;
            int first = start, last = end;
            while (first < last && values[first] < centre - (clipSigma * scale)) first++;
            while (last > first && values[last - 1] > centre + (clipSigma * scale)) last--;
            if (first == start && last == end) break;
            (start, end) = (first, last);
        }

        var (clipped, _) = MeanOf(values[start..end], weights[start..end]);
        return new AnnulusStatistics(
            mean, Math.Sqrt(squares / area), median, 1.4826 * Mad(values, weights, median, scratch, area), clipped, area, flags);
    }

    static (double Mean, double Area) MeanOf(ReadOnlySpan<double> values, ReadOnlySpan<double> weights)
    {
        double sum = 0, area = 0;
        for (var i = 0; i < values.Length; i++)
        {
            sum += weights[i] * values[i];
            area += weights[i];
        }

        return (sum / area, area);
    }

    /// <summary>Weight of the values in a range, summed in the order of the pixels.</summary>
    static double AreaBetween(ReadOnlySpan<double> values, ReadOnlySpan<double> weights, double low, double high)
    {
        double sum = 0;
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] >= low && values[i] <= high) sum += weights[i];
        }

        return sum;
    }

    static double MedianOf(ReadOnlySpan<double> sorted, ReadOnlySpan<double> weights, double total)
    {
        double sum = 0;
        for (var i = 0; i < sorted.Length; i++)
        {
            sum += weights[i];
            if (sum >= 0.5 * total) return sorted[i];
        }

        return sorted[^1];
    }

    static double Mad(ReadOnlySpan<double> sorted, ReadOnlySpan<double> weights, double median, Span<double> scratch, double total)
    {
        var deviations = scratch[..sorted.Length];
        for (var i = 0; i < sorted.Length; i++) deviations[i] = Math.Abs(sorted[i] - median);
        var carried = weights.ToArray();
        deviations.Sort(carried.AsSpan());
        return MedianOf(deviations, carried, total);
    }
}
