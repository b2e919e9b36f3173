namespace Nocturne.Core.Photometry.Psf;

/// <summary>The share of a point source's light that a circle round it holds.</summary>
public static class EnclosedFraction
{
    /// <param name="profile">The light.</param>
    /// <param name="x">Position of source and circle [pixels].</param>
    /// <param name="y">Position of source and circle [pixels].</param>
    /// <param name="radius">Radius of the circle [pixels].</param>
    /// <param name="subpixels">Cells along a pixel's side; a cell counts when its centre is inside or on the rim.</param>
    public static double Measure(IProfile profile, double x, double y, double radius, int subpixels = 10)
    {
        var stamp = new double[profile.Width * profile.Height];
        var left = PixelBox.PixelAt(x) - (profile.Width / 2);
        var top = PixelBox.PixelAt(y) - (profile.Height / 2);
        profile.Fill(x, y, left, top, stamp);
        return Measure(stamp, profile.Width, x - left, y - top, radius, subpixels);
    }

    /// <summary>The share of a stamp's light in a circle round a point of the stamp.</summary>
    public static double Measure(ReadOnlySpan<double> stamp, int width, double x, double y, double radius, int subpixels)
    {
        double sum = 0;
        for (var i = 0; i < stamp.Length; i++)
        {
            if (stamp[i] != 0) sum += stamp[i] * Coverage((i % width) - x, (i / width) - y, radius, subpixels);
        }

        return sum;
    }

    static double Coverage(double dx, double dy, double radius, int n)
    {
        var distance = Math.Sqrt((dx * dx) + (dy * dy));
        if (distance > radius + 0.7072) return 0;
        if (distance < radius - 0.7072) return 1;
        var inside = 0;
        for (var j = 0; j < n; j++)
        {
            var y = dy + (((j + 0.5) / n) - 0.5);
            for (var i = 0; i < n; i++)
            {
                var x = dx + (((i + 0.5) / n) - 0.5);
                if ((x * x) + (y * y) <= radius * radius) inside++;
            }
        }

        return inside / (double)(n * n);
    }
}
