namespace Nocturne.Core.Detection;

/// <summary>
/// Gives every pixel of a segment to one of the labelled parts, flooding downhill: always from the brightest waiting pixel, in the order
/// of arrival among equals
/// (Meyer 1991).
/// </summary>
sealed class Watershed : IDisposable
{
    readonly FloodQueue queue = new();

    /// <param name="values">Values of the segment's pixels.</param>
    /// <param name="lattice">Their neighbourhood.</param>
    /// <param name="labels">Labels, 0 for the pixels that are to be flooded.</param>
    public void Flood(ReadOnlySpan<float> values, PixelLattice lattice, Span<int> labels)
    {
        queue.Clear();
        for (var k = 0; k < values.Length; k++)
            if (labels[k] != 0 && HasUnlabelledNeighbour(k, lattice, labels)) queue.Push(values[k], k);
        while (queue.Count > 0)
        {
            var pixel = queue.Pop();
            var place = lattice.Places[pixel];
            foreach (var step in lattice.Steps)
            {
                var neighbour = lattice.Numbers[place + step];
                if (neighbour < 0 || labels[neighbour] != 0) continue;
                labels[neighbour] = labels[pixel];
                queue.Push(values[neighbour], neighbour);
            }
        }
    }

    public void Dispose() => queue.Dispose();

    static bool HasUnlabelledNeighbour(int pixel, PixelLattice lattice, ReadOnlySpan<int> labels)
    {
        foreach (var step in lattice.Steps)
        {
            var neighbour = lattice.Numbers[lattice.Places[pixel] + step];
            if (neighbour >= 0 && labels[neighbour] == 0) return true;
        }
        return false;
    }
}
