namespace Nocturne.Core.Fits.Compression;

/// <summary>Takes the blocks out of a coarsely H-compressed image: differences that were rounded away are put back, within the rounding, so that
/// each level goes on smoothly from the one before (White, Postman and Lattanzi 1992).</summary>
static class HcompressSmoothing
{
    /// <param name="coefficients">Differences of the level, in quarters: vertical ones below, horizontal ones to the right, diagonal ones
    /// below right.</param>
    /// <param name="stride">Coefficients in a row.</param>
    /// <param name="rows">Rows of the level.</param>
    /// <param name="columns">Columns of the level.</param>
    /// <param name="coarse">Sums over squares of four of the level.</param>
    /// <param name="scale">Unit of the rounding.</param>
    public static void Smooth(Span<long> coefficients, int stride, int rows, int columns, ReadOnlySpan<long> coarse, int scale)
    {
        var limit = (long)scale >> 1;
        if (limit <= 0) return;
        var (upper, left) = ((rows + 1) / 2, (columns + 1) / 2);
        var vertical = coefficients[Math.Min(upper * stride, coefficients.Length)..];
        var horizontal = coefficients[Math.Min(left, coefficients.Length)..];

        // The outermost squares are left as they are.
        for (var y = 1; 2 * y < rows - 2; y++)
        {
            for (var x = 0; x < left; x++)
            {
                var at = (y * left) + x;
                ref var slope = ref vertical[(y * stride) + x];
                slope += Slope(coarse[at - left], coarse[at], coarse[at + left], slope, limit);
            }
        }

        for (var y = 0; y < upper; y++)
        {
            for (var x = 1; 2 * x < columns - 2; x++)
            {
                var at = (y * left) + x;
                ref var slope = ref horizontal[(y * stride) + x];
                slope += Slope(coarse[at - 1], coarse[at], coarse[at + 1], slope, limit);
            }
        }

        for (var y = 1; 2 * y < rows - 2; y++)
        {
            for (var x = 1; 2 * x < columns - 2; x++)
            {
                var at = (y * stride) + x;
                ref var curvature = ref vertical[at + left];
                curvature += Curvature(coarse[(((y - 1) * left) + x - 1)..], left, 2 * vertical[at], 2 * horizontal[at], curvature, limit);
            }
        }
    }

    /// <summary>Change of a slope towards the one that the neighbours suggest; none at an extremum.</summary>
    static long Slope(long before, long here, long after, long slope, long limit)
    {
        var most = Math.Max(Math.Min(after - here, here - before), 0) << 2;
        var least = Math.Min(Math.Max(after - here, here - before), 0) << 2;
        if (least >= most) return 0;
        return Limited((Math.Clamp(after - before, least, most) - (slope << 3)) / 8, limit);
    }

    /// <summary>Change of a diagonal difference towards the one that the diagonal neighbours suggest.</summary>
    /// <param name="corner">Sums, from the upper left neighbour on.</param>
    /// <param name="stride">Sums in a row.</param>
    /// <param name="vertical">Twice the vertical slope.</param>
    /// <param name="horizontal">Twice the horizontal slope.</param>
    /// <param name="curvature">The diagonal difference.</param>
    /// <param name="limit">Largest change.</param>
    static long Curvature(ReadOnlySpan<long> corner, int stride, long vertical, long horizontal, long curvature, long limit)
    {
        var here = corner[stride + 1];
        var (upperLeft, upperRight) = (corner[0] - here, here - corner[2]);
        var (lowerLeft, lowerRight) = (here - corner[2 * stride], corner[(2 * stride) + 2] - here);
        var suggested = lowerRight + upperLeft + upperRight + lowerLeft;
        var most = Math.Min(
            Math.Min(Math.Max(lowerRight, 0) - vertical - horizontal, Math.Max(lowerLeft, 0) + vertical - horizontal),
            Math.Min(Math.Max(upperRight, 0) - vertical + horizontal, Math.Max(upperLeft, 0) + vertical + horizontal)) << 4;
        var least = Math.Max(
            Math.Max(Math.Min(lowerRight, 0) - vertical - horizontal, Math.Min(lowerLeft, 0) + vertical - horizontal),
            Math.Max(Math.Min(upperRight, 0) - vertical + horizontal, Math.Min(upperLeft, 0) + vertical + horizontal)) << 4;
        if (least >= most) return 0;
        return Limited((Math.Clamp(suggested, least, most) - (curvature << 6)) / 64, limit);
    }

    static long Limited(long change, long limit) => Math.Clamp(change, -limit, limit);
}
