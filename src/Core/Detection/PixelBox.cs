using Nocturne.Core.Quality;

namespace Nocturne.Core.Detection;

/// <summary>The pixels that an aperture may touch.</summary>
/// <param name="XMin">First column.</param>
/// <param name="XEnd">The column after the last.</param>
/// <param name="YMin">First row.</param>
/// <param name="YEnd">The row after the last.</param>
/// <param name="Flags">Whether the edge of the image cut it.</param>
readonly record struct PixelBox(int XMin, int XEnd, int YMin, int YEnd, QualityFlag Flags)
{
    /// <summary>The box of half width and half height about (x, y), within the image; rounded as SEP does.</summary>
    public static PixelBox About(double x, double y, double halfWidth, double halfHeight, int width, int height)
    {
        var (xMin, yMin) = ((int)(x - halfWidth + 0.5), (int)(y - halfHeight + 0.5));
        var (xEnd, yEnd) = ((int)(x + halfWidth + 1.4999999), (int)(y + halfHeight + 1.4999999));
        var cut = xMin < 0 || yMin < 0 || xEnd > width || yEnd > height;
        return new(Math.Max(0, xMin), Math.Min(width, xEnd), Math.Max(0, yMin), Math.Min(height, yEnd), cut ? QualityFlag.CutByEdge : QualityFlag.Good);
    }

    /// <summary>The box about the ellipse cxx x² + cyy y² + cxy x y = r².</summary>
    public static PixelBox About(double x, double y, Moments ellipse, double r, int width, int height)
    {
        var across = ellipse.XX - (ellipse.XY * ellipse.XY / (4 * ellipse.YY));
        var along = ellipse.YY - (ellipse.XY * ellipse.XY / (4 * ellipse.XX));
        return About(x, y, across > 0 ? r / Math.Sqrt(across) : 0, along > 0 ? r / Math.Sqrt(along) : 0, width, height);
    }
}
