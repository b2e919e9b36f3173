namespace Nocturne.Core.Photometry.Psf;

/// <summary>
/// Coefficients of the cubic B-spline through samples, mirrored at the first and last one (Unser, Aldroubi &amp; Eden 1993).
/// </summary>
static class SplineFilter
{
    /// <summary>Coefficients of an image.</summary>
    public static double[] Coefficients(ReadOnlySpan<double> samples, int width, int height)
    {
        var result = samples.ToArray();
        for (var y = 0; y < height; y++) Filter(result.AsSpan(y * width, width));
        var column = new double[height];
        for (var x = 0; x < width; x++)
        {
            for (var y = 0; y < height; y++) column[y] = result[(y * width) + x];
            Filter(column);
            for (var y = 0; y < height; y++) result[(y * width) + x] = column[y];
        }

        return result;
    }

    static void Filter(Span<double> line)
    {
        var n = line.Length;
        if (n < 2) return;
        var pole = Math.Sqrt(3) - 2;
        for (var i = 0; i < n; i++) line[i] *= 6;
        var last = Math.Pow(pole, n - 1);
        var sum = line[0] + (last * line[n - 1]);
        var power = pole;
        for (var i = 1; i < n - 1; i++, power *= pole) sum += power * (line[i] + (last * line[n - 1 - i]));
        line[0] = sum / (1 - (last * last));
        for (var i = 1; i < n; i++) line[i] += pole * line[i - 1];
        line[n - 1] = ((pole * line[n - 2]) + line[n - 1]) * pole / ((pole * pole) - 1);
        for (var i = n - 2; i >= 0; i--) line[i] = pole * (line[i + 1] - line[i]);
    }
}
