using Nocturne.Core.Imaging;

namespace Nocturne.Core.Calibration;

/// <summary>Pixel-wise medians of several frames.</summary>
public static class MedianImage
{
    /// <summary>The median of each pixel over all frames; an even count gives the mean of the middle two. Pixels that are not finite in any frame are NaN.</summary>
    /// <exception cref="ArgumentException">No frames, or frames of different sizes.</exception>
    public static Image Of(IReadOnlyList<Image> frames)
    {
        if (frames.Count == 0) throw new ArgumentException("A median needs at least one frame.");
        var (width, height) = (frames[0].Width, frames[0].Height);
        foreach (var frame in frames)
        {
            if (frame.Width != width || frame.Height != height)
                throw new ArgumentException($"Frames of {width} x {height} and {frame.Width} x {frame.Height} pixels cannot be combined.");
        }
        var median = new Image(width, height);
        var stack = new float[frames.Count];
        for (var i = 0; i < width * height; i++)
        {
            for (var k = 0; k < stack.Length; k++) stack[k] = frames[k].Pixels[i];
            median.Pixels[i] = (float)MedianBySorting(stack);
        }
        return median;
    }

    /// <summary>The median of all finite values; NaN when there is none.</summary>
    public static double MedianOf(ReadOnlySpan<float> values)
    {
        var finite = new float[values.Length];
        var count = 0;
        foreach (var value in values)
        {
            if (float.IsFinite(value)) finite[count++] = value;
        }
        return count == 0 ? double.NaN : MedianBySorting(finite.AsSpan(0, count));
    }

    static double MedianBySorting(Span<float> values)
    {
        values.Sort();
        var half = values.Length / 2;
        return float.IsNaN(values[0]) ? double.NaN : values.Length % 2 == 1 ? values[half] : ((double)values[half - 1] + values[half]) / 2;
    }
}
