using Nocturne.Core.Quality;

namespace Nocturne.Core.Detection;

/// <summary>Measures a source from its pixels: sums, centre, second moments, ellipse, and what cleaning needs. The rule of SEP.</summary>
/// <param name="width">Width of the image.</param>
/// <param name="height">Height of the image.</param>
/// <param name="uniformRms">Noise of all pixels [ADU] when there is no noise channel.</param>
/// <param name="hasNoiseChannel">The segments have the noise of each pixel in their third channel.</param>
/// <param name="thresholdInNoise">Threshold in units of that noise.</param>
/// <param name="options">Gain and least number of pixels.</param>
sealed class SourceAnalysis(int width, int height, double uniformRms, bool hasNoiseChannel, double thresholdInNoise, ExtractionOptions options)
{
    const double PixelVariance = 1.0 / 12, SmallestDeterminant = 0.00694;

    float[] heap = [];

    /// <param name="segment">Filtered values in the first channel, unfiltered in the second, and perhaps noise in the third.</param>
    /// <param name="pixels">The pixels of the source.</param>
    /// <param name="threshold">Its threshold [ADU].</param>
    /// <param name="centre">A centre that is to be kept, as for a part of a blend; else none.</param>
    /// <param name="flags">What is known already.</param>
    public ExtractedSource Measure(Segment segment, ReadOnlySpan<int> pixels, double threshold, (double X, double Y)? centre, QualityFlag flags)
    {
        var filtered = segment.Channel(0);
        var raw = segment.Channel(1);
        int xMin = int.MaxValue, xMax = int.MinValue, yMin = int.MaxValue, yMax = int.MinValue;
        double sum = 0, sumX = 0, sumY = 0, sumXX = 0, sumYY = 0, sumXY = 0, flux = 0;
        int filteredPeak = pixels[0], peak = pixels[0], above = 0;
        foreach (var k in pixels)
        {
            var (x, y) = (segment.X[k], segment.Y[k]);
            xMin = Math.Min(xMin, x);
            xMax = Math.Max(xMax, x);
            yMin = Math.Min(yMin, y);
            yMax = Math.Max(yMax, y);
            if (filtered[k] > filtered[filteredPeak]) filteredPeak = k;
            if (raw[k] > raw[peak]) peak = k;
            if (raw[k] > threshold) above++;
            double value = filtered[k], dx = x - segment.XMin, dy = y - segment.YMin;
            sum += value;
            flux += raw[k];
            sumX += value * dx;
            sumY += value * dy;
            sumXX += value * dx * dx;
            sumYY += value * dy * dy;
            sumXY += value * dx * dy;
        }
        double meanX = sumX / sum, meanY = sumY / sum;
        double atX = meanX, atY = meanY;
        if (centre is { } kept) (atX, atY) = (kept.X - segment.XMin, kept.Y - segment.YMin);
        var shape = new Moments(
            (sumXX / sum) + (atX * atX) - (2 * atX * meanX),
            (sumYY / sum) + (atY * atY) - (2 * atY * meanY),
            (sumXY / sum) + (atX * atY) - (atX * meanY) - (atY * meanX));
        if (!(sum > 0))
        {
            // A filter with negative weights or a threshold below zero: there is no weighted centre, so the middle of the box stands in.
            flags |= QualityFlag.NonPositiveSum;
            (atX, atY, shape) = (((xMin + xMax) / 2.0) - segment.XMin, ((yMin + yMax) / 2.0) - segment.YMin, default);
        }
        var variance = CentreVariance(segment, pixels, atX, atY, out var totalVariance);
        if (shape.Determinant < SmallestDeterminant)
        {
            flags |= QualityFlag.SingularShape;
            shape = shape.Widened(PixelVariance);
            if (variance.Determinant < totalVariance * PixelVariance * totalVariance * PixelVariance) variance = variance.Widened(totalVariance * PixelVariance);
        }
        variance = new(variance.XX / (sum * sum), variance.YY / (sum * sum), variance.XY / (sum * sum));
        var (major, minor, angle) = Ellipse.FromMoments(shape.XX, shape.YY, shape.XY);
        if (shape.XX.Equals(shape.YY)) angle = Math.PI / 4;
        if (xMin == 0 || yMin == 0 || xMax == width - 1 || yMax == height - 1) flags |= QualityFlag.TouchesEdge;
        return new ExtractedSource
        {
            X = segment.XMin + atX,
            Y = segment.YMin + atY,
            Flux = flux,
            Peak = raw[peak],
            Area = pixels.Length,
            SemiMajorSigma = major,
            SemiMinorSigma = minor,
            Orientation = angle,
            XMin = xMin,
            XMax = xMax,
            YMin = yMin,
            YMax = yMax,
            Flags = flags,
            Threshold = threshold,
            AreaAboveThreshold = above,
            FilteredFlux = sum,
            FilteredPeak = filtered[filteredPeak],
            FilteredPeakX = segment.X[filteredPeak],
            FilteredPeakY = segment.Y[filteredPeak],
            PeakX = segment.X[peak],
            PeakY = segment.Y[peak],
            Shape = shape,
            CentreVariance = variance,
            EllipseCoefficients = new(shape.YY / shape.Determinant, shape.XX / shape.Determinant, -2 * shape.XY / shape.Determinant),
            AreaCorrection = AreaCorrection(raw, pixels, threshold, raw[peak], above, major * minor),
            LeastExcess = LeastExcess(segment, pixels, threshold),
        };
    }

    /// <summary>Σ variance (x - x₀)², to be divided by the square of the flux.</summary>
    Moments CentreVariance(Segment segment, ReadOnlySpan<int> pixels, double atX, double atY, out double total)
    {
        double xx = 0, yy = 0, xy = 0;
        total = 0;
        var filtered = segment.Channel(0);
        var noise = hasNoiseChannel ? segment.Channel(2) : default;
        foreach (var k in pixels)
        {
            double rms = hasNoiseChannel ? noise[k] : uniformRms, dx = segment.X[k] - segment.XMin - atX, dy = segment.Y[k] - segment.YMin - atY;
            var variance = rms * rms;
            if (options.Gain > 0 && filtered[k] > 0) variance += filtered[k] / options.Gain;
            total += variance;
            xx += variance * dx * dx;
            yy += variance * dy * dy;
            xy += variance * dx * dy;
        }
        return new(xx, yy, xy);
    }

    /// <summary>
    /// The area above half-way between threshold and peak tells how wide the source is; a Gaussian of the ellipse's size would have 2π a
    /// b ln 2 of it at most.
    /// </summary>
    static double AreaCorrection(ReadOnlySpan<float> raw, ReadOnlySpan<int> pixels, double threshold, double peak, int above, double axes)
    {
        var middle = (threshold + peak) / 2;
        var ratio = threshold / middle;
        if (!(ratio > 0)) return 1;
        var difference = -above;
        foreach (var k in pixels)
            if (raw[k] > middle) difference++;
        return Math.Min(1, (difference < 0 ? difference : -1) / (2 * Math.PI * Math.Log(Math.Min(ratio, 0.99)) * axes));
    }

    /// <summary>
    /// About the n-th largest excess of a filtered pixel over its own threshold, n being the least number of pixels of a source.
    /// </summary>
    /// <remarks>
    /// SEP selects with a heap of n that has three flaws, and which detections are cleaned depends on them: it takes the first pixel of
    /// the list when there are no more
    /// than n, it overlooks the pixel with which the heap is first put in order, and on its way down a value is followed to the place
    /// beside the one it went to.
    /// </remarks>
    float LeastExcess(Segment segment, ReadOnlySpan<int> pixels, double threshold)
    {
        var wanted = options.MinimumPixels;
        if (pixels.Length < wanted) return 0;
        if (heap.Length < wanted) heap = new float[wanted];
        for (var k = 0; k < wanted; k++) heap[k] = Excess(segment, pixels[k], threshold);
        if (pixels.Length == wanted) return heap[0];
        heap.AsSpan(0, wanted).Sort();
        foreach (var pixel in pixels[(wanted + 1)..])
        {
            var excess = Excess(segment, pixel, threshold);
            if (!(excess > heap[0])) continue;
            heap[0] = excess;
            for (var at = 0; 2 * (at + 1) <= wanted;)
            {
                var right = 2 * (at + 1);
                var child = right != wanted && heap[right - 1] > heap[right] ? right : right - 1;
                if (heap[at] <= heap[child]) break;
                (heap[at], heap[child]) = (heap[child], heap[at]);
                at = child + 1;
            }
        }
        return heap[0];
    }

    float Excess(Segment segment, int pixel, double threshold) =>
        segment.Channel(0)[pixel] - (float)(hasNoiseChannel ? thresholdInNoise * segment.Channel(2)[pixel] : threshold);
}
