namespace Nocturne.Core.Photometry;

/// <summary>A rectangle of whole pixels.</summary>
/// <param name="X">First column.</param>
/// <param name="Y">First row.</param>
/// <param name="Width">Number of columns; zero or less means empty.</param>
/// <param name="Height">Number of rows; zero or less means empty.</param>
public readonly record struct PixelBox(int X, int Y, int Width, int Height)
{
    /// <summary>Positions further away are held here, so that sums of them do not overflow.</summary>
    const double Far = 1e8;

    /// <summary>Whether there is no pixel in it.</summary>
    public bool IsEmpty => Width <= 0 || Height <= 0;

    /// <summary>The first column behind the box.</summary>
    public int Right => X + Width;

    /// <summary>The first row behind the box.</summary>
    public int Bottom => Y + Height;

    /// <summary>The pixel in whose middle a coordinate lies nearest; far away ones are held within range.</summary>
    /// <param name="coordinate">A finite coordinate [pixels].</param>
    /// <param name="halfUp">Whether .5 goes up, as in C programs, and not to the even number.</param>
    public static int PixelAt(double coordinate, bool halfUp = false)
    {
        var held = Math.Clamp(coordinate, -Far, Far);
        return (int)(halfUp ? Math.Floor(held + 0.5) : Math.Round(held));
    }

    /// <summary>
    /// The smallest box with every pixel that a rectangle of the given half sides [pixels] touches; empty where it is no number.
    /// </summary>
    public static PixelBox Around(double x, double y, double halfWidth, double halfHeight)
    {
        // A pixel reaches half a pixel from its centre.
        if (!double.IsFinite(x + y + halfWidth + halfHeight)) return default;
        var left = PixelAt(x - halfWidth, halfUp: true);
        var top = PixelAt(y - halfHeight, halfUp: true);
        var right = PixelAt(x + halfWidth, halfUp: true);
        var bottom = PixelAt(y + halfHeight, halfUp: true);
        return new PixelBox(left, top, right - left + 1, bottom - top + 1);
    }

    /// <summary>The part that lies in an image of the given size.</summary>
    public PixelBox Within(int width, int height) => Common(new PixelBox(0, 0, width, height));

    /// <summary>The pixels that two boxes share; without any, a box of no rows and no columns.</summary>
    public PixelBox Common(PixelBox other)
    {
        var left = Math.Max(X, other.X);
        var top = Math.Max(Y, other.Y);
        var width = Math.Min(Right, other.Right) - left;
        var height = Math.Min(Bottom, other.Bottom) - top;
        return width > 0 && height > 0 ? new PixelBox(left, top, width, height) : new PixelBox(left, top, 0, 0);
    }

    /// <summary>The smallest box that holds two boxes.</summary>
    public PixelBox Union(PixelBox other)
    {
        var left = Math.Min(X, other.X);
        var top = Math.Min(Y, other.Y);
        return new PixelBox(left, top, Math.Max(Right, other.Right) - left, Math.Max(Bottom, other.Bottom) - top);
    }

    /// <summary>Whether all of the box lies in an image of the given size.</summary>
    public bool IsWithin(int width, int height) => X >= 0 && Y >= 0 && Right <= width && Bottom <= height;
}
