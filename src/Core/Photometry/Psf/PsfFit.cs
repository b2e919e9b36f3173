using Nocturne.Core.Quality;

namespace Nocturne.Core.Photometry.Psf;

/// <summary>Fits the PSF to one source: Gauss-Newton steps in flux and position, the derivatives from differences of the stamp.</summary>
public static class PsfFit
{
    const double SmallestStep = 1e-3;

    /// <param name="profile">The PSF.</param>
    /// <param name="box">Pixels of counts and weights: a stamp round the pixel of the source.</param>
    /// <param name="counts">Counts above the sky [ADU].</param>
    /// <param name="weights">1 ÷ variance [1/ADU²]; zero means: do not use.</param>
    /// <param name="x">First position [pixels].</param>
    /// <param name="y">First position [pixels].</param>
    /// <param name="settings">How to go.</param>
    public static PsfFitResult Single(
        IProfile profile, PixelBox box, ReadOnlySpan<double> counts, ReadOnlySpan<double> weights, double x, double y, in PsfFitSettings settings)
    {
        int width = box.Width, height = box.Height;
        var stamp = new double[width * height];
        Span<double> normal = stackalloc double[9];
        Span<double> right = stackalloc double[3];
        Span<double> unit = stackalloc double[3];
        double px = x, py = y, flux = double.NaN, variance = double.NaN, previous = double.NaN;
        var iterations = 0;
        var flags = QualityFlag.NotConverged;
        Fill(profile, box, px, py, stamp);
        if (settings.Damping > 0) previous = Matched(counts, weights, stamp).Flux;
        while (iterations < settings.MaxIterations)
        {
            iterations++;
            Equations(stamp, width, height, counts, weights, normal, right);
            if (settings.Damping > 0) Hold(settings.Damping, previous, px - x, py - y, normal, right);
            if (!SymmetricSolver.Factor(normal, 3))
            {
                flags |= QualityFlag.PoorFit;
                break;
            }

            SymmetricSolver.SubstituteFactor(normal, 3, right);
            unit.Clear();
            unit[0] = 1;
            SymmetricSolver.SubstituteFactor(normal, 3, unit);
            flux = right[0];
            variance = unit[0];
            previous = flux;
            double stepX = -right[1] / flux, stepY = -right[2] / flux;
            if (!double.IsFinite(stepX + stepY))
            {
                flags |= QualityFlag.PoorFit;
                break;
            }

            px += stepX;
            py += stepY;
            if (Math.Abs(px - box.X - (width / 2)) > width / 2 || Math.Abs(py - box.Y - (height / 2)) > height / 2)
            {
                (px, py) = (x, y);
                Fill(profile, box, px, py, stamp);
                break;
            }

            Fill(profile, box, px, py, stamp);
            if (Math.Sqrt((stepX * stepX) + (stepY * stepY)) < SmallestStep)
            {
                flags &= ~QualityFlag.NotConverged;
                break;
            }
        }

        var (squares, pixels) = Residuals(stamp, counts, weights, flux);
        return new PsfFitResult(flux, variance, px, py, pixels > 3 ? squares / (pixels - 3) : double.NaN, iterations, pixels, flags);
    }

    /// <summary>The flux at a given position: pixels weighted by profile ÷ variance.</summary>
    /// <inheritdoc cref="Single"/>
    public static PsfFitResult Fixed(
        IProfile profile, PixelBox box, ReadOnlySpan<double> counts, ReadOnlySpan<double> weights, double x, double y)
    {
        var stamp = new double[box.Width * box.Height];
        Fill(profile, box, x, y, stamp);
        var (flux, norm, pixels) = Matched(counts, weights, stamp);
        return norm > 0
            ? new PsfFitResult(flux, 1 / norm, x, y, double.NaN, 0, pixels, QualityFlag.Good)
            : new PsfFitResult(double.NaN, double.NaN, x, y, double.NaN, 0, 0, QualityFlag.NoUsablePixels);
    }

    static void Fill(IProfile profile, PixelBox box, double x, double y, Span<double> stamp) => profile.Fill(x, y, box.X, box.Y, stamp);

    static (double Flux, double Norm, int Pixels) Matched(
        ReadOnlySpan<double> counts, ReadOnlySpan<double> weights, ReadOnlySpan<double> stamp)
    {
        double data = 0, norm = 0;
        var pixels = 0;
        for (var i = 0; i < stamp.Length; i++)
        {
            data += weights[i] * stamp[i] * counts[i];
            norm += weights[i] * stamp[i] * stamp[i];
            pixels += weights[i] > 0 ? 1 : 0;
        }

        return (data / norm, norm, pixels);
    }

    /// <summary>
    /// Normal equations of flux, −flux dx, −flux dy; the rim of the stamp, where there are no differences, does not count.
    /// </summary>
    static void Equations(
        ReadOnlySpan<double> stamp, int width, int height, ReadOnlySpan<double> counts, ReadOnlySpan<double> weights,
        Span<double> normal, Span<double> right)
    {
        normal.Clear();
        right.Clear();
        for (var j = 1; j < height - 1; j++)
        {
            for (var i = 1; i < width - 1; i++)
            {
                var k = (j * width) + i;
                var w = weights[k];
                if (w == 0) continue;
                double p = stamp[k], gx = 0.5 * (stamp[k + 1] - stamp[k - 1]), gy = 0.5 * (stamp[k + width] - stamp[k - width]);
                normal[0] += w * p * p;
                normal[3] += w * gx * p;
                normal[4] += w * gx * gx;
                normal[6] += w * gy * p;
                normal[7] += w * gy * gx;
                normal[8] += w * gy * gy;
                right[0] += w * p * counts[k];
                right[1] += w * gx * counts[k];
                right[2] += w * gy * counts[k];
            }
        }
    }

    /// <summary>A prior at the first position, the stronger the fainter the source.</summary>
    static void Hold(double damping, double flux, double offsetX, double offsetY, Span<double> normal, Span<double> right)
    {
        var lambda = damping * damping / (flux * flux);
        if (!double.IsFinite(lambda)) return;
        normal[4] += lambda;
        normal[8] += lambda;
        right[1] += lambda * flux * offsetX;
        right[2] += lambda * flux * offsetY;
    }

    static (double Squares, int Pixels) Residuals(
        ReadOnlySpan<double> stamp, ReadOnlySpan<double> counts, ReadOnlySpan<double> weights, double flux)
    {
        double squares = 0;
        var pixels = 0;
        for (var i = 0; i < stamp.Length; i++)
        {
            if (weights[i] == 0) continue;
            var residual = counts[i] - (flux * stamp[i]);
            squares += weights[i] * residual * residual;
            pixels++;
        }

        return (squares, pixels);
    }
}
