using Nocturne.Core.Photometry;
using Nocturne.Core.Quality;

namespace Nocturne.Core.Roman;

/// <summary>Sums over circles with exact overlap of pixels.</summary>
/// <remarks>A pixel that is not a finite number is left out of everything. A pixel without a finite error makes the error of the sum NaN.
/// The weights enter the variance in the first power, as photutils does.</remarks>
public static class CircularAperture
{
    const int OnStack = 512;

    /// <summary>Sums the circle round a place.</summary>
    /// <param name="pixels">The image.</param>
    /// <param name="x">Column of the centre [pixels].</param>
    /// <param name="y">Row of the centre [pixels].</param>
    /// <param name="radius">Radius [pixels].</param>
    /// <param name="leaveOutFlagged">Whether flagged pixels are left out, too.</param>
    public static ApertureValue Measure(CorrectedPixels pixels, double x, double y, double radius, bool leaveOutFlagged = false)
    {
        var circle = Aperture.Circle(x, y, radius);
        var whole = circle.Box;
        var box = whole.Within(pixels.Width, pixels.Height);
        double sum = 0, variance = 0, area = 0, mass = 0, massX = 0, massY = 0;
        var (centers, inside, used) = (0, 0, 0);
        uint bits = 0;
        var flags = whole == box ? QualityFlag.Good : QualityFlag.CutByEdge;
        Span<double> buffer = 3 * box.Width <= OnStack ? stackalloc double[3 * box.Width] : new double[3 * box.Width];
        var shares = buffer[..box.Width];
        var values = buffer.Slice(box.Width, box.Width);
        var variances = buffer[(2 * box.Width)..];
        for (var row = box.Y; row < box.Bottom; row++)
        {
            ApertureOverlap.Row(circle, OverlapMethod.Exact, box.X, row, shares);
            pixels.ReadData(box.X, row, values);
            pixels.ReadVariance(box.X, row, variances);
            for (var i = 0; i < shares.Length; i++)
            {
                if (!(shares[i] > 0)) continue;
                inside++;
                bits |= pixels.FlagsAt(box.X + i, row);
                var isCenter = ApertureOverlap.Contains(circle, box.X + i - x, row - y);
                if (!double.IsFinite(values[i]) || pixels.IsFlagged(box.X + i, row))
                {
                    flags |= QualityFlag.HasMaskedPixels;
                    if (isCenter) flags |= QualityFlag.MaskedInAperture;
                    if (leaveOutFlagged || !double.IsFinite(values[i])) continue;
                }

                used++;
                sum += shares[i] * values[i];
                variance += shares[i] * variances[i];
                area += shares[i];
                if (!isCenter) continue;
                centers++;
                mass += values[i];
                massX += values[i] * (box.X + i);
                massY += values[i] * row;
            }
        }

        if (used > 0) return new(sum, Math.Sqrt(variance), area, centers, massX / mass, massY / mass, bits, flags);
        flags |= inside > 0 ? QualityFlag.NoUsablePixels | QualityFlag.AllMasked : QualityFlag.NoUsablePixels | QualityFlag.OutsideImage;
        return new(double.NaN, double.NaN, double.NaN, 0, double.NaN, double.NaN, bits, flags);
    }
}
