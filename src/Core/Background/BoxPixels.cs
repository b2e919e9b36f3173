using System.Numerics;
using System.Runtime.InteropServices;
using Nocturne.Core.Imaging;

namespace Nocturne.Core.Background;

/// <summary>Collects the usable pixels of a box side by side, so that the statistics run over plain memory.</summary>
static class BoxPixels
{
    /// <summary>Copies the pixels of the box that are finite and not masked.</summary>
    /// <returns>How many there are.</returns>
    public static int Gather(ImageView image, ReadOnlySpan<bool> mask, int x, int y, int width, int height, Span<float> destination)
    {
        var count = 0;
        for (var row = y; row < y + height; row++)
        {
            var pixels = image.Row(row).Slice(x, width);
            var masked = mask.IsEmpty ? default : mask.Slice((row * image.Width) + x, width);
            if (AllFinite(pixels) && !masked.Contains(true))
            {
                pixels.CopyTo(destination[count..]);
                count += width;
                continue;
            }
            for (var i = 0; i < width; i++)
                if (float.IsFinite(pixels[i]) && (masked.IsEmpty || !masked[i])) destination[count++] = pixels[i];
        }
        return count;
    }

    static bool AllFinite(ReadOnlySpan<float> pixels)
    {
        // v - v is zero for numbers and NaN for what is none.
        var sum = Vector<float>.Zero;
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(pixels);
        foreach (var v in vectors) sum += v - v;
        var rest = 0f;
        foreach (var v in pixels[(vectors.Length * Vector<float>.Count)..]) rest += v - v;
        return Vector.Sum(sum) + rest == 0;
    }
}
