namespace Nocturne.Core.Vetting;

/// <summary>The background ring of V10: whole pixels whose centres lie between two circles, shrunk until it fits the stamp.</summary>
/// <param name="Inner">A pixel is farther than this [pixels].</param>
/// <param name="Outer">A pixel is not farther than this [pixels]; less than the inner radius where there is no room.</param>
/// <param name="Pixels">Indices of its pixels.</param>
public sealed record WholePixelRing(double Inner, double Outer, int[] Pixels)
{
    const double Width = 2;
    const double NearestInner = 4;

    /// <summary>The ring round apertures up to a radius.</summary>
    public static WholePixelRing Around(StampPlace centre, double largestRadius, int rows, int columns)
    {
        var inner = Math.Max(largestRadius + 1, NearestInner);
        var outer = inner + Width;
        var fit = Math.Min(Math.Min(centre.Row, centre.Column), Math.Min(rows - 1 - centre.Row, columns - 1 - centre.Column));
        if (outer > fit)
        {
            outer = fit;
            inner = Math.Max(outer - Width, largestRadius + 0.5);
        }

        return new(inner, outer, Choose(centre, rows, columns, squared => squared > inner * inner && squared <= outer * outer));
    }

    /// <summary>The whole pixels whose centres lie within a circle, its rim included.</summary>
    public static int[] Disc(StampPlace centre, double radius, int rows, int columns) => Choose(centre, rows, columns, squared => squared <= radius * radius);

    static int[] Choose(StampPlace centre, int rows, int columns, Func<double, bool> isChosen) =>
        [.. Enumerable.Range(0, rows * columns).Where(i => isChosen(centre.SquaredDistanceTo(i / columns, i % columns)))];
}
