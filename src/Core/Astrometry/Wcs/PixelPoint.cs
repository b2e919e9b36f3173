namespace Nocturne.Core.Astrometry.Wcs;

/// <summary>A place in an image; pixel centres are at whole numbers, counted from zero.</summary>
/// <param name="X">Column [pixels].</param>
/// <param name="Y">Row [pixels].</param>
public readonly record struct PixelPoint(double X, double Y)
{
    public static PixelPoint None { get; } = new(double.NaN, double.NaN);

    public bool IsFinite => double.IsFinite(X) && double.IsFinite(Y);
}
