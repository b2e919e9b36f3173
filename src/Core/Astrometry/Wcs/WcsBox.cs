namespace Nocturne.Core.Astrometry.Wcs;

/// <summary>The part of the pixel plane for which a coordinate system was made; its limits belong to it.</summary>
public readonly record struct WcsBox(double XLow, double XHigh, double YLow, double YHigh)
{
    /// <summary>The box of all pixels of an image, to their outer edges.</summary>
    public static WcsBox OfImage(int width, int height) => new(-0.5, width - 0.5, -0.5, height - 0.5);

    public PixelPoint Centre => new(0.5 * (XLow + XHigh), 0.5 * (YLow + YHigh));

    public double Width => XHigh - XLow;

    public double Height => YHigh - YLow;

    /// <summary>Whether a place lies in the box; a place that is no number does not.</summary>
    public bool Contains(PixelPoint point) => point.X >= XLow && point.X <= XHigh && point.Y >= YLow && point.Y <= YHigh;
}
