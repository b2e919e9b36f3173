using Nocturne.Core.Imaging;

namespace Nocturne.Core.Simulation;

/// <summary>Adds stars to an image, each within the box of its 6 sigma ellipse.</summary>
static class StarPainter
{
    const double Reach = 6;

    /// <summary>Gauss-Legendre points and weights of order 3 over a pixel of width one.</summary>
    static readonly (double Offset, double Weight)[] PixelPoints =
        [(-0.5 * Math.Sqrt(0.6), 5 / 18.0), (0, 8 / 18.0), (0.5 * Math.Sqrt(0.6), 5 / 18.0)];

    static readonly (double Offset, double Weight)[] CentreOnly = [(0, 1)];

    /// <param name="image">What the star is added to.</param>
    /// <param name="x">Centre of the star [pixels].</param>
    /// <param name="y">Centre of the star [pixels].</param>
    /// <param name="flux">All its light.</param>
    /// <param name="shape">The profile.</param>
    /// <param name="integrate">Whether to integrate over each pixel rather than to take the value at its centre.</param>
    public static void Add(Image image, double x, double y, double flux, PsfShape shape, bool integrate)
    {
        var (major, minor) = (shape.SemiMajorSigma, shape.SemiMinorSigma);
        var (sin, cos) = Math.SinCos(double.DegreesToRadians(shape.OrientationDegrees));
        // The profile is exp(-(xx dx² + xy dx dy + yy dy²)).
        var xx = 0.5 * ((cos * cos / (major * major)) + (sin * sin / (minor * minor)));
        var yy = 0.5 * ((sin * sin / (major * major)) + (cos * cos / (minor * minor)));
        var xy = sin * cos * ((1 / (major * major)) - (1 / (minor * minor)));
        var reachX = Reach * double.Hypot(major * cos, minor * sin);
        var reachY = Reach * double.Hypot(major * sin, minor * cos);
        if (!(x + reachX >= 0 && x - reachX <= image.Width - 1 && y + reachY >= 0 && y - reachY <= image.Height - 1)) return;

        var left = (int)Math.Max(0, Math.Ceiling(x - reachX));
        var right = (int)Math.Min(image.Width - 1, Math.Floor(x + reachX));
        var top = (int)Math.Min(image.Height - 1, Math.Floor(y + reachY));
        var peak = flux / (2 * Math.PI * major * minor);
        var points = integrate ? PixelPoints : CentreOnly;
        for (var row = (int)Math.Max(0, Math.Ceiling(y - reachY)); row <= top; row++)
        {
            var pixels = image.Row(row);
            for (var column = left; column <= right; column++)
            {
                double share = 0;
                foreach (var (offsetY, weightY) in points)
                {
                    foreach (var (offsetX, weightX) in points)
                    {
                        var (dx, dy) = (column + offsetX - x, row + offsetY - y);
                        share += weightX * weightY * Math.Exp(-((xx * dx * dx) + (xy * dx * dy) + (yy * dy * dy)));
                    }
                }

                pixels[column] += (float)(peak * share);
            }
        }
    }
}
