namespace Nocturne.Core.Calibration;

/// <summary>Medians of a handful of numbers.</summary>
static class SmallMedian
{
    /// <summary>The median; an even count gives the mean of the middle two; NaN for none. The numbers are sorted.</summary>
    public static float Of(Span<float> values)
    {
        if (values.IsEmpty) return float.NaN;
        values.Sort();
        var half = values.Length / 2;
        return values.Length % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
    }

    /// <summary>Copies the finite pixels of a square round a pixel, as far as it lies in the frame.</summary>
    /// <returns>How many there are.</returns>
    public static int Gather(ReadOnlySpan<float> pixels, int width, int height, int x, int y, int radius, Span<float> values)
    {
        var count = 0;
        for (var row = Math.Max(0, y - radius); row <= Math.Min(height - 1, y + radius); row++)
        {
            for (var column = Math.Max(0, x - radius); column <= Math.Min(width - 1, x + radius); column++)
            {
                var value = pixels[(row * width) + column];
                if (float.IsFinite(value)) values[count++] = value;
            }
        }
        return count;
    }
}
