namespace Nocturne.Core.Vetting;

/// <summary>The outline of an aperture: closed polygons along the edges of its pixels, in pixel coordinates.</summary>
/// <remarks>The centre of a pixel is at whole numbers, so that its edges are at halves: drawn with the same coordinates as the image, the outline
/// lies where it belongs.</remarks>
public static class MaskOutline
{
    /// <summary>Traces the outline.</summary>
    /// <param name="mask">Row by row.</param>
    /// <param name="columns">Pixels in a row.</param>
    /// <returns>Polygons with the aperture to the left of their direction: outer ones run one way round, holes the other. The last corner joins the first.</returns>
    public static IReadOnlyList<IReadOnlyList<(double X, double Y)>> Trace(ReadOnlySpan<bool> mask, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(columns);
        var edges = Edges(mask, columns);
        var polygons = new List<IReadOnlyList<(double X, double Y)>>();
        while (edges.Count > 0)
        {
            var first = edges.Keys.Min();
            var (at, direction) = (first, edges[first][0]);
            var polygon = new List<(double X, double Y)>();
            do
            {
                var next = Take(edges, at, direction);
                // Only corners are wanted.
                if (polygon.Count == 0 || next != direction) polygon.Add((at.X - 0.5, at.Y - 0.5));
                direction = next;
                at = (at.Y + direction.Y, at.X + direction.X);
            }
            while (at != first);
            polygons.Add(polygon);
        }

        return polygons;
    }

    /// <summary>From each corner the directions in which an edge leaves it.</summary>
    static Dictionary<(int Y, int X), List<(int Y, int X)>> Edges(ReadOnlySpan<bool> mask, int columns)
    {
        var edges = new Dictionary<(int Y, int X), List<(int Y, int X)>>();
        for (var p = 0; p < mask.Length; p++)
        {
            if (!mask[p]) continue;
            var (y, x) = (p / columns, p % columns);
            if (y == 0 || !mask[p - columns]) Add((y, x), (0, 1));
            if (x == columns - 1 || !mask[p + 1]) Add((y, x + 1), (1, 0));
            if (p + columns >= mask.Length || !mask[p + columns]) Add((y + 1, x + 1), (0, -1));
            if (x == 0 || !mask[p - 1]) Add((y + 1, x), (-1, 0));
        }

        return edges;

        void Add((int Y, int X) from, (int Y, int X) direction)
        {
            if (!edges.TryGetValue(from, out var leaving)) edges[from] = leaving = [];
            leaving.Add(direction);
        }
    }

    /// <summary>Takes an edge away from a corner; where two leave it, the one that turns towards the aperture, so that pixels that touch only at a corner stay apart.</summary>
    static (int Y, int X) Take(Dictionary<(int Y, int X), List<(int Y, int X)>> edges, (int Y, int X) at, (int Y, int X) direction)
    {
        var leaving = edges[at];
        var left = (direction.X, -direction.Y);
        var place = Math.Max(0, leaving.IndexOf(left));
        var taken = leaving[place];
        leaving.RemoveAt(place);
        if (leaving.Count == 0) edges.Remove(at);
        return taken;
    }
}
