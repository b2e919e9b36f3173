namespace Nocturne.Core.Alignment;

/// <summary>Three stars in the order of their opposite sides, longest side last, with the two ratios that a similarity does not change.</summary>
/// <param name="A">Star opposite the shortest side.</param>
/// <param name="B">Star opposite the middle side.</param>
/// <param name="C">Star opposite the longest side.</param>
/// <param name="MiddleRatio">Middle side over longest side.</param>
/// <param name="ShortRatio">Shortest side over longest side.</param>
/// <param name="Perimeter">Sum of the sides [pixels].</param>
/// <param name="Clockwise">Sense of A, B, C.</param>
readonly record struct StarTriangle(int A, int B, int C, double MiddleRatio, double ShortRatio, double Perimeter, bool Clockwise)
{
    /// <summary>All triangles of the stars that are not nearly lines or points.</summary>
    public static List<StarTriangle> All(ReadOnlySpan<Star> stars, double minimumSide)
    {
        var triangles = new List<StarTriangle>();
        for (var i = 0; i < stars.Length; i++)
        {
            for (var j = i + 1; j < stars.Length; j++)
            {
                for (var k = j + 1; k < stars.Length; k++)
                {
                    if (TryMake(stars, i, j, k, minimumSide, out var triangle)) triangles.Add(triangle);
                }
            }
        }
        return triangles;
    }

    static bool TryMake(ReadOnlySpan<Star> stars, int i, int j, int k, double minimumSide, out StarTriangle triangle)
    {
        triangle = default;
        Span<(double Side, int Star)> sides = [(Distance(stars[j], stars[k]), i), (Distance(stars[i], stars[k]), j), (Distance(stars[i], stars[j]), k)];
        sides.Sort();
        var (shortest, middle, longest) = (sides[0].Side, sides[1].Side, sides[2].Side);
        if (!(shortest >= minimumSide)) return false;
        var (a, b, c) = (sides[0].Star, sides[1].Star, sides[2].Star);
        var area = ((stars[b].X - stars[a].X) * (stars[c].Y - stars[a].Y)) - ((stars[c].X - stars[a].X) * (stars[b].Y - stars[a].Y));
        triangle = new(a, b, c, middle / longest, shortest / longest, shortest + middle + longest, area < 0);
        return true;
    }

    static double Distance(Star p, Star q) => Math.Sqrt(((p.X - q.X) * (p.X - q.X)) + ((p.Y - q.Y) * (p.Y - q.Y)));
}
