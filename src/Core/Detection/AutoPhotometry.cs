using Nocturne.Core.Imaging;
using Nocturne.Core.Quality;

namespace Nocturne.Core.Detection;

/// <summary>Kron flux, half-light radius and windowed centre of a detected source, in the way of Source Extractor and SEP.</summary>
/// <remarks>
/// Kron (1980, ApJS 43, 305) for the radius; Bertin and Arnouts (1996), section 8, for FLUX_AUTO. One call gives all that belongs
/// together, so that no factor can be forgotten
/// and no angle rejected by rounding.
/// </remarks>
public static class AutoPhotometry
{
    const int Annuli = 64, CurveSubpixels = 5, WindowSubpixels = 11, WindowRounds = 16;
    /// <summary>No star is smaller [pixels]; a hot pixel is, and gets a window of this half-light radius.</summary>
    const double SmallestHalfLight = 0.5;

    const double WindowInSigma = 4, WindowSettled = 1e-4, HalfDiagonal = 0.7072;

    /// <param name="image">The background-free image.</param>
    /// <param name="mask">True = leave out; empty = none.</param>
    /// <param name="source">A source of this image.</param>
    /// <param name="rms">Noise of a pixel [ADU].</param>
    /// <param name="options">Radii.</param>
    /// <exception cref="ArgumentException">An option has no meaning, or the mask is not of the size of the image.</exception>
    public static AutoFlux Measure(ImageView image, ReadOnlySpan<bool> mask, DetectedSource source, double rms, AutoPhotometryOptions options)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if (!mask.IsEmpty && mask.Length < image.Pixels.Length)
            throw new ArgumentException($"The mask has {mask.Length} pixels, the image {image.Pixels.Length}; give no mask or one of the same size.", nameof(mask));

        var ellipse = EllipseOf(source);
        var (kron, kronFlags) = KronRadius(image, mask, source, ellipse, options.KronLimit);
        var circle = !(kron * Math.Sqrt(source.SemiMajorSigma * source.SemiMinorSigma) >= options.SmallestRadius);
        var (flux, area, fluxFlags) = circle
            ? Sum(image, mask, source, new(1, 1, 0), options.SmallestRadius)
            : Sum(image, mask, source, ellipse, options.KronFactor * kron);
        var radius = ShareRadius(image, mask, source, 6 * source.SemiMajorSigma, options.FluxShare * flux);
        var (x, y, windowFlags) = WindowedCentre(image, mask, source, 2 / 2.35 * Math.Max(radius, SmallestHalfLight));
        return new()
        {
            KronRadius = kron,
            KronFlags = kronFlags,
            Flux = flux,
            FluxError = Math.Sqrt((rms * rms * area) + (options.Gain > 0 && flux > 0 ? flux / options.Gain : 0)),
            FluxFlags = circle ? fluxFlags : fluxFlags | kronFlags,
            UsedCircle = circle,
            HalfLightRadius = radius,
            XWindowed = x,
            YWindowed = y,
            WindowFlags = windowFlags,
        };
    }

    /// <summary>The ellipse with the source's axes and angle.</summary>
    static Moments EllipseOf(DetectedSource source)
    {
        var (sin, cos) = Math.SinCos(source.Orientation);
        double a = 1 / (source.SemiMajorSigma * source.SemiMajorSigma), b = 1 / (source.SemiMinorSigma * source.SemiMinorSigma);
        return new((cos * cos * a) + (sin * sin * b), (sin * sin * a) + (cos * cos * b), 2 * cos * sin * (a - b));
    }

    /// <summary>Σ r p ÷ Σ p over the pixels within the limit, r in units of the ellipse.</summary>
    static (double Radius, QualityFlag Flags) KronRadius(ImageView image, ReadOnlySpan<bool> mask, DetectedSource source, Moments ellipse, double limit)
    {
        var box = PixelBox.About(source.X, source.Y, ellipse, limit, image.Width, image.Height);
        var flags = box.Flags;
        double weighted = 0, sum = 0;
        var used = 0;
        for (var j = box.YMin; j < box.YEnd; j++)
            for (var i = box.XMin; i < box.XEnd; i++)
            {
                double dx = i - source.X, dy = j - source.Y;
                var square = (ellipse.XX * dx * dx) + (ellipse.YY * dy * dy) + (ellipse.XY * dx * dy);
                if (!(square <= limit * limit)) continue;
                if (IsBad(image, mask, i, j))
                {
                    flags |= QualityFlag.HasMaskedPixels;
                    continue;
                }
                used++;
                weighted += Math.Sqrt(square) * image[i, j];
                sum += image[i, j];
            }
        if (used == 0) return (0, flags | QualityFlag.AllMasked);
        return weighted > 0 && sum > 0 ? (weighted / sum, flags) : (0, flags | QualityFlag.NonPositiveSum);
    }

    /// <summary>Sum over the pixels whose centre lies within r; masked ones are made up for from the rest.</summary>
    static (double Flux, double Area, QualityFlag Flags) Sum(ImageView image, ReadOnlySpan<bool> mask, DetectedSource source, Moments ellipse, double r)
    {
        var box = PixelBox.About(source.X, source.Y, ellipse, r, image.Width, image.Height);
        var flags = box.Flags;
        double flux = 0;
        int area = 0, masked = 0;
        for (var j = box.YMin; j < box.YEnd; j++)
            for (var i = box.XMin; i < box.XEnd; i++)
            {
                double dx = i - source.X, dy = j - source.Y;
                if (!((ellipse.XX * dx * dx) + (ellipse.YY * dy * dy) + (ellipse.XY * dx * dy) < r * r)) continue;
                area++;
                if (IsBad(image, mask, i, j)) masked++;
                else flux += image[i, j];
            }
        if (masked == 0) return (flux, area, flags);
        flags |= QualityFlag.HasMaskedPixels;
        return masked == area ? (0, 0, flags | QualityFlag.AllMasked) : (flux * area / (area - masked), area, flags);
    }

    /// <summary>Radius that holds a given flux, from the curve of growth in 64 steps up to a largest radius.</summary>
    static double ShareRadius(ImageView image, ReadOnlySpan<bool> mask, DetectedSource source, double largest, double wanted)
    {
        Span<double> sums = stackalloc double[Annuli];
        sums.Clear();
        var step = largest / Annuli;
        var reach = largest + 1.5;
        var box = PixelBox.About(source.X, source.Y, reach, reach, image.Width, image.Height);
        for (var j = box.YMin; j < box.YEnd; j++)
            for (var i = box.XMin; i < box.XEnd; i++)
            {
                double dx = i - source.X, dy = j - source.Y;
                var distance = Math.Sqrt((dx * dx) + (dy * dy));
                if (!(distance < reach) || IsBad(image, mask, i, j)) continue;
                var inStep = distance % step;
                if (inStep >= HalfDiagonal && inStep <= step - HalfDiagonal) AddTo(sums, distance / step, image[i, j]);
                else
                {
                    for (var v = 0; v < CurveSubpixels; v++)
                        for (var u = 0; u < CurveSubpixels; u++)
                        {
                            double sx = dx + Offset(u, CurveSubpixels), sy = dy + Offset(v, CurveSubpixels);
                            AddTo(sums, Math.Sqrt((sx * sx) + (sy * sy)) / step, image[i, j] / (double)(CurveSubpixels * CurveSubpixels));
                        }
                }
            }
        for (var k = 1; k < Annuli; k++) sums[k] += sums[k - 1];
        var at = 1;
        while (at < Annuli && sums[at] < wanted) at++;
        if (at == Annuli)
        {
            if (wanted > sums[^1]) return largest;
            at = Annuli - 1;
        }
        return step * (at + ((wanted - sums[at - 1]) / (sums[at] - sums[at - 1])));
    }

    static void AddTo(Span<double> sums, double place, double value)
    {
        if (place < sums.Length) sums[(int)place] += value;
    }

    /// <summary>
    /// Centre in a Gaussian window that follows it; each step is doubled, as a window of the source's own width shows only half of the
    /// offset.
    /// </summary>
    static (double X, double Y, QualityFlag Flags) WindowedCentre(ImageView image, ReadOnlySpan<bool> mask, DetectedSource source, double sigma)
    {
        double x = source.X, y = source.Y, radius = WindowInSigma * sigma;
        if (!(sigma > 0)) return (x, y, QualityFlag.NonPositiveSum);
        var flags = QualityFlag.Good;
        for (var round = 0; round < WindowRounds; round++)
        {
            var box = PixelBox.About(x, y, radius, radius, image.Width, image.Height);
            flags |= box.Flags;
            double sum = 0, sumX = 0, sumY = 0;
            for (var j = box.YMin; j < box.YEnd; j++)
                for (var i = box.XMin; i < box.XEnd; i++)
                {
                    double dx = i - x, dy = j - y;
                    var overlap = Overlap(dx, dy, radius);
                    if (!(overlap > 0)) continue;
                    if (IsBad(image, mask, i, j))
                    {
                        flags |= QualityFlag.HasMaskedPixels;
                        continue;
                    }
                    var weight = overlap * image[i, j] * Math.Exp(-((dx * dx) + (dy * dy)) / (2 * sigma * sigma));
                    sum += weight;
                    sumX += weight * dx;
                    sumY += weight * dy;
                }
            if (!(sum > 0)) return (x, y, flags | QualityFlag.NonPositiveSum);
            x += 2 * sumX / sum;
            y += 2 * sumY / sum;
            if (((sumX * sumX) + (sumY * sumY)) / (sum * sum) < WindowSettled * WindowSettled) break;
            if (!double.IsFinite(x) || !double.IsFinite(y) || Math.Abs(x) > 1e6 || Math.Abs(y) > 1e6) return (source.X, source.Y, flags | QualityFlag.NotConverged);
        }
        return (x, y, flags);
    }

    /// <summary>Share of a pixel within a circle about the origin, by 11 by 11 subpixels at the rim.</summary>
    static double Overlap(double dx, double dy, double radius)
    {
        var distance = Math.Sqrt((dx * dx) + (dy * dy));
        if (distance > radius + HalfDiagonal) return 0;
        if (distance <= radius - HalfDiagonal) return 1;
        var inside = 0;
        for (var v = 0; v < WindowSubpixels; v++)
            for (var u = 0; u < WindowSubpixels; u++)
            {
                double sx = dx + Offset(u, WindowSubpixels), sy = dy + Offset(v, WindowSubpixels);
                if ((sx * sx) + (sy * sy) < radius * radius) inside++;
            }
        return inside / (double)(WindowSubpixels * WindowSubpixels);
    }

    static double Offset(int cell, int cells) => ((cell + 0.5) / cells) - 0.5;

    static bool IsBad(ImageView image, ReadOnlySpan<bool> mask, int x, int y) => !float.IsFinite(image[x, y]) || (!mask.IsEmpty && mask[(y * image.Width) + x]);
}
