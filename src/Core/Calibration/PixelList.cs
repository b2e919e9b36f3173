using System.Numerics;

namespace Nocturne.Core.Calibration;

/// <summary>A few pixels of a frame, by their indices: much smaller than a mask of all pixels.</summary>
public sealed class PixelList
{
    readonly int[] sorted;

    PixelList(int[] sorted) => this.sorted = sorted;

    public static PixelList Empty { get; } = new([]);

    public int Count => sorted.Length;

    /// <summary>The indices, ascending.</summary>
    public ReadOnlySpan<int> Indices => sorted;

    /// <summary>A list of indices in any order; doubled ones count once.</summary>
    public static PixelList Of(IEnumerable<int> indices)
    {
        int[] sorted = [.. indices.Distinct().Order()];
        return sorted.Length == 0 ? Empty : new(sorted);
    }

    /// <summary>The pixels whose counts reach a level.</summary>
    public static PixelList AtOrAbove(ReadOnlySpan<float> pixels, float level)
    {
        const int block = 1024;
        List<int>? found = null;
        for (var start = 0; start < pixels.Length; start += block)
        {
            var part = pixels.Slice(start, Math.Min(block, pixels.Length - start));
            if (!AnyAtOrAbove(part, level)) continue;
            found ??= [];
            for (var i = 0; i < part.Length; i++)
            {
                if (part[i] >= level) found.Add(start + i);
            }
        }
        return found is null ? Empty : new([.. found]);
    }

    /// <summary>The list after n × n pixels became one each; a block is in it when one of its pixels was.</summary>
    /// <param name="width">Width of the frame before.</param>
    /// <param name="height">Height of the frame before.</param>
    /// <param name="factor">Pixels along a side of a block.</param>
    public PixelList Rebinned(int width, int height, int factor)
    {
        if (factor == 1 || Count == 0) return this;
        var (across, down) = (width / factor, height / factor);
        return Of(sorted.Select(pixel => (X: pixel % width / factor, Y: pixel / width / factor)).Where(block => block.X < across && block.Y < down).Select(block => (block.Y * across) + block.X));
    }

    /// <summary>Those of the indices from <paramref name="first"/> on, so many of them, that are in the list.</summary>
    public ReadOnlySpan<int> Within(int first, int count)
    {
        if (sorted.Length == 0) return [];
        var start = LowerBound(first);
        var end = start;
        while (end < sorted.Length && sorted[end] < first + count) end++;
        return sorted.AsSpan(start, end - start);
    }

    /// <summary>Both lists in one.</summary>
    public PixelList And(PixelList other) => other.Count == 0 ? this : Count == 0 ? other : Of(sorted.Concat(other.sorted));

    int LowerBound(int value)
    {
        var at = Array.BinarySearch(sorted, value);
        return at < 0 ? ~at : at;
    }

    static bool AnyAtOrAbove(ReadOnlySpan<float> pixels, float level)
    {
        var any = false;
        var i = 0;
        var limit = new Vector<float>(level);
        for (; i <= pixels.Length - Vector<float>.Count; i += Vector<float>.Count)
            any |= Vector.GreaterThanOrEqualAny(new Vector<float>(pixels[i..]), limit);
        for (; i < pixels.Length; i++) any |= pixels[i] >= level;
        return any;
    }
}
