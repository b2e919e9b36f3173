using System.Numerics;
using System.Runtime.InteropServices;
using Nocturne.Core.Imaging;

namespace Nocturne.Core.Background;

/// <summary>Collects the usable pixels of each box of a band side by side, so that the statistics run over plain memory.</summary>
static class BoxPixels
{
    /// <summary>
    /// Copies the pixels of a band of rows that are finite and not masked, row by row as they lie in memory, each to its box.
    /// </summary>
    /// <param name="image">The image.</param>
    /// <param name="mask">True = leave out; empty = none.</param>
    /// <param name="y">First row of the band.</param>
    /// <param name="height">Its number of rows.</param>
    /// <param name="edges">First column of each box, and the width of the image.</param>
    /// <param name="band">Takes the pixels: those of a box begin at its first column × the height.</param>
    /// <param name="counts">Takes the number of usable pixels of each box.</param>
    public static void Gather(ImageView image, ReadOnlySpan<bool> mask, int y, int height, ReadOnlySpan<int> edges, Span<float> band, Span<int> counts)
    {
        counts.Clear();
        for (var row = y; row < y + height; row++)
        {
            var pixels = image.Row(row);
            var masked = mask.IsEmpty ? default : mask.Slice(row * image.Width, image.Width);
            for (var box = 0; box < counts.Length; box++)
            {
                var (start, end) = (edges[box], edges[box + 1]);
                counts[box] += Copy(pixels[start..end], masked.IsEmpty ? default : masked[start..end], band[((start * height) + counts[box])..]);
            }
        }
    }

    static int Copy(ReadOnlySpan<float> pixels, ReadOnlySpan<bool> masked, Span<float> destination)
    {
        // v - v is zero for numbers and NaN for what is none.
        var sum = Vector<float>.Zero;
        var from = MemoryMarshal.Cast<float, Vector<float>>(pixels);
        var to = MemoryMarshal.Cast<float, Vector<float>>(destination[..pixels.Length]);
        for (var i = 0; i < from.Length; i++)
        {
            var v = from[i];
            to[i] = v;
            sum += v - v;
        }
        var rest = Vector.Sum(sum);
        for (var i = from.Length * Vector<float>.Count; i < pixels.Length; i++)
        {
            destination[i] = pixels[i];
            rest += pixels[i] - pixels[i];
        }
        if (rest == 0 && !masked.Contains(true)) return pixels.Length;
        var count = 0;
        for (var i = 0; i < pixels.Length; i++)
            if (float.IsFinite(pixels[i]) && (masked.IsEmpty || !masked[i])) destination[count++] = pixels[i];
        return count;
    }
}
