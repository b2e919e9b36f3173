using System.Buffers;

namespace Nocturne.Core.Detection;

/// <summary>
/// Tells which pixels of a segment are neighbours: a small map of the bounding box, with a rim, from place to pixel number.
/// </summary>
sealed class PixelLattice : IDisposable
{
    int[] numbers = [];
    int[] places = [];
    readonly int[] steps = new int[8];
    readonly PooledList<int> reached = new(64);

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

    /// <summary>Most segments have one maximum and need no tree. Equal neighbours count as two maxima, which only costs a tree.</summary>
    public bool HasSeveralMaxima(ReadOnlySpan<float> values)
    {
        var maxima = 0;
        for (var k = 0; k < values.Length; k++)
        {
            var highest = true;
            foreach (var step in steps)
            {
                var neighbour = numbers[places[k] + step];
                if (neighbour < 0 || !(values[neighbour] > values[k])) continue;
                highest = false;
                break;
            }
            if (highest && ++maxima > 1) return true;
        }
        return false;
    }

    /// <summary>Labels the unlabelled pixels that hang together with the seed through pixels of at least the given level.</summary>
    public void Flood(int seed, ReadOnlySpan<int> levels, int level, Span<int> labels, int label)
    {
        reached.Clear();
        reached.Add(seed);
        labels[seed] = label;
        for (var next = 0; next < reached.Count; next++)
        {
            var place = places[reached.Items[next]];
            foreach (var step in steps)
            {
                var neighbour = numbers[place + step];
                if (neighbour < 0 || labels[neighbour] != 0 || levels[neighbour] < level) continue;
                labels[neighbour] = label;
                reached.Add(neighbour);
            }
        }
    }

    public void Dispose()
    {
        reached.Dispose();
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
