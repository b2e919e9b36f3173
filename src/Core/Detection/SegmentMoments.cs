using Nocturne.Core.Quality;

namespace Nocturne.Core.Detection;

/// <summary>Sums over the pixels of one source, and the source they describe.</summary>
/// <remarks>
/// Centre and second moments are weighted with the flux. A determinant below 1/144 means narrower than a pixel; the moments then get a
/// pixel's own 1/12.
/// </remarks>
struct SegmentMoments
{
    const double PixelVariance = 1.0 / 12;

    int area;
    int xMin, xMax, yMin, yMax;
    float peak;
    double sum, sumX, sumY, sumXX, sumXY, sumYY;
    int originX, originY;

    public readonly int Area => area;

    public readonly (int XMin, int XMax, int YMin, int YMax) Bounds => (xMin, xMax, yMin, yMax);

    public void Add(int x, int y, float value)
    {
        if (area++ == 0)
        {
            (originX, originY) = (x, y);
            (xMin, xMax, yMin, yMax) = (x, x, y, y);
            peak = value;
        }
        xMin = Math.Min(xMin, x);
        xMax = Math.Max(xMax, x);
        yMin = Math.Min(yMin, y);
        yMax = Math.Max(yMax, y);
        peak = Math.Max(peak, value);
        double dx = x - originX, dy = y - originY;
        sum += value;
        sumX += value * dx;
        sumY += value * dy;
        sumXX += value * dx * dx;
        sumXY += value * dx * dy;
        sumYY += value * dy * dy;
    }

    public readonly DetectedSource ToSource(QualityFlag flags)
    {
        double x = sumX / sum, y = sumY / sum;
        var xx = (sumXX / sum) - (x * x);
        var xy = (sumXY / sum) - (x * y);
        var yy = (sumYY / sum) - (y * y);
        if (!(sum > 0))
        {
            // Only a threshold below zero lets this happen: there is no weighted centre then, so the middle of the box stands in.
            flags |= QualityFlag.NonPositiveSum;
            (x, y, xx, xy, yy) = (((xMin + xMax) / 2.0) - originX, ((yMin + yMax) / 2.0) - originY, PixelVariance, 0, PixelVariance);
        }
        var singular = false;
        while ((xx * yy) - (xy * xy) < PixelVariance * PixelVariance && !(xx > 1e6))
        {
            singular = true;
            xx += PixelVariance;
            yy += PixelVariance;
        }
        if (singular) flags |= QualityFlag.SingularShape;
        var (major, minor, angle) = Ellipse.FromMoments(xx, yy, xy);
        return new DetectedSource
        {
            X = originX + x,
            Y = originY + y,
            Flux = sum,
            Peak = peak,
            Area = area,
            SemiMajorSigma = major,
            SemiMinorSigma = minor,
            Orientation = angle,
            XMin = xMin,
            XMax = xMax,
            YMin = yMin,
            YMax = yMax,
            Flags = flags,
        };
    }
}
