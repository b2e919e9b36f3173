using Nocturne.Core.Quality;

namespace Nocturne.Core.Photometry;

/// <summary>Sums over apertures.</summary>
public static class AperturePhotometry
{
    /// <summary>Sums the pixels of a window that lie in the aperture.</summary>
    /// <param name="window">Holds the aperture's box, or the part of it that is in the image.</param>
    /// <param name="aperture">Where to sum.</param>
    /// <param name="method">The rule for pixels on the rim.</param>
    /// <param name="bad">States that keep a pixel out of the sum.</param>
    public static ApertureSum Sum(in PixelWindow window, in Aperture aperture, OverlapMethod method, PixelState bad = PixelState.Bad)
    {
        double flux = 0, variance = 0, area = 0, maskedArea = 0;
        var flags = QualityFlag.Good;
        var wanted = aperture.Box;
        var box = wanted.Common(window.Box);
        Span<double> shares = box.Width <= 256 ? stackalloc double[Math.Max(box.Width, 0)] : new double[box.Width];
        for (var y = box.Y; y < box.Bottom; y++)
        {
            ApertureOverlap.Row(aperture, method, box.X, y, shares);
            var start = window.IndexOf(box.X, y);
            var counts = window.Counts.Slice(start, box.Width);
            var variances = window.Variance.Slice(start, box.Width);
            var states = window.State.Slice(start, box.Width);
            for (var i = 0; i < shares.Length; i++)
            {
                var share = shares[i];
                if (!(share > 0)) continue;
                area += share;
                if ((states[i] & PixelState.Saturated) != 0) flags |= QualityFlag.Saturated;
                if ((states[i] & PixelState.Replaced) != 0) flags |= QualityFlag.ReplacedPixels;
                if ((states[i] & PixelState.Bad) != 0) flags |= BadPixel(aperture, box.X + i, y);
                if ((states[i] & bad) != 0)
                {
                    maskedArea += share;
                    continue;
                }

                flux += share * counts[i];
                variance += share * variances[i];
            }
        }

        if (area == 0) return new ApertureSum(double.NaN, double.NaN, 0, 0, 1, QualityFlag.OutsideImage | QualityFlag.NoUsablePixels);
        var cut = wanted != box;
        var edge = cut ? Math.Clamp(1 - (area / aperture.Area), 0, 1) : 0;
        if (cut) flags |= QualityFlag.CutByEdge;
        if (maskedArea < area) return new ApertureSum(flux, variance, area, maskedArea, edge, flags);
        return new ApertureSum(double.NaN, double.NaN, area, maskedArea, edge, flags | QualityFlag.AllMasked | QualityFlag.NoUsablePixels);
    }

    /// <summary>
    /// One flux in one visit: reads the window, sums, makes up for bad pixels, takes the local level off, and gives the error by the noise
    /// model.
    /// </summary>
    /// <param name="frame">Counts, sky, noise.</param>
    /// <param name="aperture">Where to sum.</param>
    /// <param name="method">The rule for pixels on the rim.</param>
    /// <param name="local">Level to take off on top of the frame's own background, if any.</param>
    public static ApertureFlux Measure(in PhotometryFrame frame, in Aperture aperture, OverlapMethod method, LocalBackground? local = null)
    {
        using var window = frame.Window(aperture.Box);
        return Flux(Sum(window, aperture, method).MaskedCorrected(), frame.Noise, local);
    }

    /// <summary>Turns a sum into a flux: level off, error by the noise model, a flag with every NaN.</summary>
    public static ApertureFlux Flux(in ApertureSum sum, NoiseModel noise, LocalBackground? local = null)
    {
        var flags = sum.Flags;
        double level = 0, levelError = 0;
        if (local is { } found)
        {
            flags |= found.Flags;
            if (double.IsFinite(found.Level)) (level, levelError) = (found.Level, found.LevelError);
            else flags |= QualityFlag.NoPositionOrBackground;
        }

        if (!double.IsFinite(sum.Flux)) return new ApertureFlux(double.NaN, double.NaN, sum, flags | QualityFlag.NoUsablePixels);
        var flux = sum.Flux - (level * sum.Area);
        var error = Math.Sqrt(sum.Variance + noise.CommonVariance(flux, sum.Area, levelError));
        return new ApertureFlux(flux, error, sum, flags);
    }

    static QualityFlag BadPixel(in Aperture aperture, int x, int y) =>
        ApertureOverlap.Contains(aperture, x - aperture.X, y - aperture.Y)
            ? QualityFlag.HasMaskedPixels | QualityFlag.MaskedInAperture
            : QualityFlag.HasMaskedPixels;
}
