namespace Nocturne.Core.Vetting;

/// <summary>The difference image of V20 in the reference form: for each pixel, the median of the cadences out of transit less the median of those in transit.</summary>
public static class DifferenceImage
{
    /// <summary>Pixels that are gathered in one walk through the frames.</summary>
    const int Strip = 16;

    /// <summary>Makes the image; every cadence that is not in transit counts as out of transit, one without a time too.</summary>
    /// <param name="pixels">The stamps.</param>
    /// <param name="inTransit">Whether each cadence is in transit.</param>
    /// <returns>Row by row; NaN where a pixel has no finite value in either kind.</returns>
    public static double[] OfMedians(TargetPixels pixels, ReadOnlySpan<bool> inTransit)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        var difference = new double[pixels.PixelCount];
        var inside = inTransit.Count(true);
        var outside = inTransit.Length - inside;
        var insideValues = new float[Strip * inside];
        var outsideValues = new float[Strip * outside];
        for (var first = 0; first < difference.Length; first += Strip)
        {
            var width = Math.Min(Strip, difference.Length - first);
            var (i, o) = (0, 0);
            for (var cadence = 0; cadence < inTransit.Length; cadence++)
            {
                var frame = pixels.Frame(cadence).Slice(first, width);
                if (inTransit[cadence])
                {
                    for (var p = 0; p < width; p++) insideValues[(p * inside) + i] = frame[p];
                    i++;
                }
                else
                {
                    for (var p = 0; p < width; p++) outsideValues[(p * outside) + o] = frame[p];
                    o++;
                }
            }

            for (var p = 0; p < width; p++)
                difference[first + p] = FiniteMedian.Of(outsideValues.AsSpan(p * outside, outside)) - FiniteMedian.Of(insideValues.AsSpan(p * inside, inside));
        }

        return difference;
    }
}
