using System.Buffers;
using Nocturne.Core.Imaging;

namespace Nocturne.Core.Background;

/// <summary>Measures the sky of the boxes of a frame, band after band from left to right.</summary>
/// <remarks>The sky of the box before says what to expect of the next: where that is right, each pixel is visited once and where it lies; else the boxes of the band are gathered.</remarks>
ref struct BoxSky : IDisposable
{
    /// <summary>How far the median of a box may lie from the level of the box before, for a box of one pixel [rms]: four standard deviations of their difference.</summary>
    const double HalfWindow = 9.6;

    /// <summary>The same for slopes of the sky [rms].</summary>
    const double LeastHalfWindow = 0.15;

    readonly ImageView image;
    readonly ReadOnlySpan<bool> mask;
    readonly int[] edges;
    readonly BackgroundEstimator rule;
    readonly int[] counts;
    readonly float[] band;
    readonly float[] chosen;
    readonly float[] tails;
    readonly int[] bins;
    readonly int[] histogram;
    int y;
    int height;
    bool gathered;
    BoxStatistics expected = new(double.NaN, double.NaN, 0);

    /// <param name="image">The frame.</param>
    /// <param name="mask">True = leave out; empty = none.</param>
    /// <param name="edges">First column of each box, and the width of the frame.</param>
    /// <param name="width">Width of the widest box.</param>
    /// <param name="height">Height of the highest.</param>
    /// <param name="rule">How.</param>
    public BoxSky(ImageView image, ReadOnlySpan<bool> mask, int[] edges, int width, int height, BackgroundEstimator rule)
    {
        this.image = image;
        this.mask = mask;
        (this.edges, this.rule) = (edges, rule);
        counts = new int[edges.Length - 1];
        band = ArrayPool<float>.Shared.Rent(image.Width * height);
        chosen = ArrayPool<float>.Shared.Rent(width * height);
        tails = ArrayPool<float>.Shared.Rent(width * height);
        bins = ArrayPool<int>.Shared.Rent(width * height);
        histogram = ArrayPool<int>.Shared.Rent(HistogramStatistic.MaximumLevels + 1);
    }

    /// <summary>Goes to another band.</summary>
    /// <param name="firstRow">Its first row.</param>
    /// <param name="rows">Its number of rows.</param>
    public void Begin(int firstRow, int rows) => (y, height, gathered) = (firstRow, rows, false);

    /// <summary>Measures a box of the band.</summary>
    /// <param name="box">Which.</param>
    /// <param name="usable">Takes the number of its usable pixels.</param>
    public BoxStatistics Measure(int box, out int usable)
    {
        if (rule != BackgroundEstimator.Classic && TryOnce(box, out usable) is { } sky) return expected = sky;
        if (!gathered) BoxPixels.Gather(image, mask, y, height, edges, band, counts);
        gathered = true;
        usable = counts[box];
        var pixels = band.AsSpan(edges[box] * height, usable);
        return expected = rule == BackgroundEstimator.Classic
            ? HistogramStatistic.Measure(pixels, bins, histogram)
            : ClippedStatistic.Measure(pixels, bins, histogram, chosen, expected, fast: rule == BackgroundEstimator.Gradient);
    }

    /// <summary>Visits the pixels once, or twice when the sky is a little different from the box before.</summary>
    readonly BoxStatistics? TryOnce(int box, out int usable)
    {
        usable = 0;
        if (!mask.IsEmpty || !(expected.Rms > 0)) return null;
        var (level, sigma) = (expected.Level, expected.Rms);
        var half = Math.Max(LeastHalfWindow, HalfWindow / Math.Sqrt((edges[box + 1] - edges[box]) * height));
        for (var attempt = 0; attempt < 2 && sigma > 0; attempt++)
        {
            var values = new SplitValues(level, sigma, half, tails, chosen);
            for (var row = y; row < y + height; row++) values.Add(image.Row(row)[edges[box]..edges[box + 1]]);
            usable = values.Count;
            if (ClippedStatistic.Clip(ref values) is { } sky) return sky.Box;
            (level, sigma) = values.Refined;
        }
        return null;
    }

    public readonly void Dispose()
    {
        ArrayPool<float>.Shared.Return(band);
        ArrayPool<float>.Shared.Return(chosen);
        ArrayPool<float>.Shared.Return(tails);
        ArrayPool<int>.Shared.Return(bins);
        ArrayPool<int>.Shared.Return(histogram);
    }
}
