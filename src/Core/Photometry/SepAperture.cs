using Nocturne.Core.Quality;

namespace Nocturne.Core.Photometry;

/// <summary>
/// Circle sums by the rules of SEP: cells, bad pixels made up for by the mean of the others, the source's own noise from the flux.
/// </summary>
static class SepAperture
{
    /// <summary>Half the diagonal of a pixel, as SEP rounds it.</summary>
    const double Reach = 0.7072;

    /// <summary>Cells along a pixel's side.</summary>
    public static OverlapMethod Cells => OverlapMethod.Subpixel(5);

    /// <summary>Sum over a circle; NaN and <see cref="QualityFlag.AllMasked"/> when nothing can be summed.</summary>
    /// <param name="frame">The frame, with a noise that is that of the map.</param>
    /// <param name="circle">The circle.</param>
    /// <param name="gain">Electrons per count; zero adds nothing.</param>
    /// <param name="method">The rule for pixels on the rim.</param>
    public static ApertureSum Sum(in PhotometryFrame frame, in Aperture circle, double gain, OverlapMethod method)
    {
        using var window = frame.Window(circle.Box);
        var sum = AperturePhotometry.Sum(window, circle, method).MaskedCorrected();
        var flags = (sum.Flags & ~QualityFlag.CutByEdge) | Edge(circle, frame.Image.Width, frame.Image.Height);
        if (TouchesBad(window, circle)) flags |= QualityFlag.HasMaskedPixels;
        var variance = sum.Variance;
        if (gain > 0 && sum.Flux > 0) variance += sum.Flux / gain;
        return sum with { Variance = variance, Flags = flags };
    }

    /// <summary>Whether a bad pixel is so near that SEP would look at its cells, whether they lie in the circle or not.</summary>
    static bool TouchesBad(in PixelWindow window, in Aperture circle)
    {
        var limit = (circle.SemiMajor + Reach) * (circle.SemiMajor + Reach);
        var width = window.Box.Width;
        for (var i = 0; i < window.State.Length; i++)
        {
            if ((window.State[i] & PixelState.Bad) == 0) continue;
            double dx = window.Box.X + (i % width) - circle.X, dy = window.Box.Y + (i / width) - circle.Y;
            if ((dx * dx) + (dy * dy) < limit) return true;
        }

        return false;
    }

    /// <summary>Whether SEP says that a circle is cut: its box, truncated towards zero, leaves the image.</summary>
    public static QualityFlag Edge(in Aperture circle, int width, int height)
    {
        if (!double.IsFinite(circle.X + circle.Y)) return QualityFlag.Good;
        var r = circle.SemiMajor;
        return circle.X - r + 0.5 <= -1 || circle.Y - r + 0.5 <= -1 || (int)(circle.X + r + 1.4999999) > width
            || (int)(circle.Y + r + 1.4999999) > height
            ? QualityFlag.CutByEdge
            : QualityFlag.Good;
    }
}
