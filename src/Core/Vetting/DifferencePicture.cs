namespace Nocturne.Core.Vetting;

/// <summary>What a picture of a difference image needs: pixels, a colour scale that is the same on both sides of zero, and the outline of the aperture.</summary>
/// <param name="Values">Pixels, row by row, the first row at the bottom.</param>
/// <param name="Rows">Rows.</param>
/// <param name="Columns">Pixels in a row.</param>
/// <param name="Limit">The colours run from minus this to plus this; zero is white.</param>
/// <param name="Outline">Polygons in the pixel coordinates of the image.</param>
/// <param name="InAperture">Light lost in the aperture, for the box beside the picture.</param>
/// <param name="OutsideAperture">Light lost in the ring.</param>
public sealed record DifferencePicture(
    double[] Values, int Rows, int Columns, double Limit, IReadOnlyList<IReadOnlyList<(double X, double Y)>> Outline, double InAperture, double OutsideAperture)
{
    /// <summary>The picture of a result: Nocturne's own difference image where there is one, else the reference's.</summary>
    public static DifferencePicture From(GhostDetail detail)
    {
        ArgumentNullException.ThrowIfNull(detail);
        var values = detail.Refined?.Difference ?? detail.Reference.Difference;
        var limit = 0.0;
        foreach (var value in values) limit = double.IsFinite(value) ? Math.Max(limit, Math.Abs(value)) : limit;
        return new(
            values, detail.Reference.Rows, detail.Reference.Columns, limit > 0 ? limit : 1, MaskOutline.Trace(detail.Aperture, detail.Reference.Columns),
            detail.Refined?.CoreLost ?? detail.Reference.InApertureDepth, detail.Refined?.HaloLost ?? detail.Reference.OutApertureDepth);
    }
}
