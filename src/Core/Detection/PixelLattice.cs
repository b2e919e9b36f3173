using System.Buffers;

namespace Nocturne.Core.Detection;

/// <summary>Tells which pixels of a segment are neighbours: a small map of the bounding box, with a rim, from place to pixel number.</summary>
sealed class PixelLattice : IDisposable
{
    int[] numbers = [];
    int[] places = [];
    readonly int[] steps = new int[8];

    /// <summary>From the nearest to the farthest, each in reading order: the order in which a flood spreads.</summary>
    public ReadOnlySpan<int> Steps => steps;

    /// <summary>Pixel number at each place of the map, or -1.</summary>
    public ReadOnlySpan<int> Numbers => numbers;

    /// <summary>Place of each pixel in the map.</summary>
    public ReadOnlySpan<int> Places => places;

    public void Build(Segment segment)
    {
        var stride = segment.XMax - segment.XMin + 3;
        var length = stride * (segment.YMax - segment.YMin + 3);
        Ensure(ref numbers, length);
        Ensure(ref places, segment.Count);
        numbers.AsSpan(0, length).Fill(-1);
        for (var k = 0; k < segment.Count; k++)
        {
            var place = ((segment.Y[k] - segment.YMin + 1) * stride) + segment.X[k] - segment.XMin + 1;
            numbers[place] = k;
            places[k] = place;
        }
        ReadOnlySpan<int> order = [-stride, -1, 1, stride, -stride - 1, -stride + 1, stride - 1, stride + 1];
        order.CopyTo(steps);
    }

    public void Dispose()
    {
        Ensure(ref numbers, 0);
        Ensure(ref places, 0);
    }

    static void Ensure(ref int[] array, int length)
    {
        if (length > 0 && array.Length >= length) return;
        if (array.Length > 0) ArrayPool<int>.Shared.Return(array);
        array = length > 0 ? ArrayPool<int>.Shared.Rent(length) : [];
    }
}
