using System.Buffers;
using Nocturne.Core.Background;
using Nocturne.Core.Imaging;

namespace Nocturne.Core.Detection;

/// <summary>
/// Prepares the rows of an image for detection: background taken away, bad pixels out, filtered. Holds as many rows as the filter is
/// high.
/// </summary>
readonly ref struct DetectionRows : IDisposable
{
    /// <summary>Noise of a pixel that is not to be used: nothing is brighter.</summary>
    const float Masked = 1e30f;

    readonly ImageView image;
    readonly ReadOnlySpan<bool> mask;
    readonly DetectionNoise noise;
    readonly BackgroundMesh? background;
    readonly DetectionFilter? filter;
    readonly bool matched;
    readonly bool asSep;
    readonly int reach;
    readonly FilterRows data;
    readonly FilterRows rms;
    readonly FilterRows? weighted;
    readonly FilterRows? weights;
    readonly float[] scratch;
    readonly bool[] bad;

    public DetectionRows(ImageView image, ReadOnlySpan<bool> mask, DetectionNoise noise, ExtractionOptions options, BackgroundMesh? background)
    {
        this.image = image;
        this.mask = mask;
        this.noise = noise;
        this.background = background;
        filter = options.Filter;
        matched = filter is not null && options.MatchedFilter && noise.IsMap;
        asSep = options.MaskAsSep;
        var height = filter?.Height ?? 1;
        reach = height / 2;
        data = new(image.Width, height);
        rms = new(noise.IsMap ? image.Width : 0, height);
        if (matched) (weighted, weights) = (new(image.Width, height), new(image.Width, height));
        scratch = ArrayPool<float>.Shared.Rent(4 * image.Width);
        bad = ArrayPool<bool>.Shared.Rent(height * image.Width);
    }

    /// <summary>Scans the image. Channels: filtered value, unfiltered value and, with a noise map, noise.</summary>
    public void Scan(double threshold, SegmentScan scan)
    {
        var width = image.Width;
        var filtered = scratch.AsSpan(0, width);
        var limits = scratch.AsSpan(width, width);
        var power = scratch.AsSpan(2 * width, width);
        var ratio = scratch.AsSpan(3 * width, width);
        Span<float> squares = filter is null ? default : new float[filter.Weights.Length];
        for (var k = 0; k < squares.Length; k++) squares[k] = filter!.Weights[k] * filter.Weights[k];
        for (var y = 0; y < Math.Min(reach, image.Height); y++) Prepare(y);
        for (var y = 0; y < image.Height; y++)
        {
            if (y + reach < image.Height) Prepare(y + reach);
            var raw = data.Row(y);
            ReadOnlySpan<float> values = raw;
            if (filter is not null)
            {
                data.Correlate(y, filter.Weights, filter.Width, filtered);
                values = filtered;
            }
            var masked = asSep ? default : MaskOf(y);
            if (matched)
            {
                // Signal over noise of the best-fitting filter amplitude: Σ w d/n² over the root of Σ w²/n².
                weighted!.Correlate(y, filter!.Weights, filter.Width, ratio);
                weights!.Correlate(y, squares, filter.Width, power);
                RowArithmetic.DivideByRoot(ratio, power);
                scan.AddRow(y, ratio, default, (float)threshold, masked);
            }
            else if (noise.IsMap)
            {
                rms.Row(y).CopyTo(limits);
                RowArithmetic.Scale(limits, (float)threshold);
                scan.AddRow(y, values, limits, 0, masked);
            }
            else scan.AddRow(y, values, default, noise.Rms > 0 ? (float)(threshold * noise.Rms) : (float)threshold, masked);
            scan.Keep(0, values);
            scan.Keep(1, raw);
            if (noise.IsMap) scan.Keep(2, rms.Row(y));
        }
    }

    public void Dispose()
    {
        data.Dispose();
        rms.Dispose();
        weighted?.Dispose();
        weights?.Dispose();
        ArrayPool<float>.Shared.Return(scratch);
        ArrayPool<bool>.Shared.Return(bad);
    }

    Span<bool> MaskOf(int y) => bad.AsSpan(y % ((2 * reach) + 1) * image.Width, image.Width);

    void Prepare(int y)
    {
        var row = data.Take(y);
        var source = image.Row(y);
        if (background is null) source.CopyTo(row);
        else background.SubtractRow(y, source, row);
        var masked = MaskOf(y);
        if (mask.IsEmpty || (asSep && y < reach)) masked.Clear();
        else mask.Slice(y * image.Width, image.Width).CopyTo(masked);
        var scatter = noise.IsMap ? rms.Take(y) : default;
        if (noise.IsMap) noise.Row(y, scatter);
        if (!mask.IsEmpty || !RowArithmetic.AllFinite(row) || !RowArithmetic.AllPositive(scatter))
        {
            for (var x = 0; x < row.Length; x++)
            {
                if (!masked[x] && float.IsFinite(row[x]) && (scatter.IsEmpty || scatter[x] > 0)) continue;
                masked[x] = true;
                row[x] = 0;
                if (!scatter.IsEmpty) scatter[x] = Masked;
            }
        }
        if (matched) RowArithmetic.InverseVariance(row, scatter, weighted!.Take(y), weights!.Take(y));
    }
}
