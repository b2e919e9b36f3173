namespace Nocturne.Core.Vetting;

/// <summary>V20 in the form of the reference implementation: does the difference image look like a ghost, or like scattered light?</summary>
/// <remarks>
/// The image is of the whole data at once, without a local baseline; quality is not looked at. Ring and template have centres of their own,
/// half a pixel apart: that is how the reference is defined. What to do better is in <see cref="RefinedGhost"/>.
/// </remarks>
public static class GhostFeatures
{
    const double Nothing = 1e-10;

    /// <summary>Measures the difference image.</summary>
    /// <param name="pixels">The stamps, as they are to be used, with an aperture.</param>
    /// <param name="ephemeris">The dips.</param>
    /// <param name="options">Ring and template.</param>
    /// <param name="measured">The numbers, unless something is missing.</param>
    /// <returns>What is missing, or <see cref="VettingShortfall.None"/>.</returns>
    public static VettingShortfall Measure(TargetPixels pixels, TransitEphemeris ephemeris, GhostOptions options, out GhostNumbers? measured)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        ArgumentNullException.ThrowIfNull(ephemeris);
        ArgumentNullException.ThrowIfNull(options);
        measured = null;
        if (!pixels.HasAperture) return VettingShortfall.NoAperture;
        var half = ephemeris.DurationDays / 2 / ephemeris.PeriodDays;
        var inTransit = new bool[pixels.CadenceCount];
        for (var i = 0; i < inTransit.Length; i++) inTransit[i] = Math.Abs(ephemeris.Phase(pixels.Times[i])) <= half;
        var inside = inTransit.AsSpan().Count(true);
        if (inside == 0) return VettingShortfall.NoInTransitCadences;
        if (inside == inTransit.Length) return VettingShortfall.NoOutOfTransitCadences;

        var difference = DifferenceImage.OfMedians(pixels, inTransit);
        var (rows, columns) = (pixels.Rows, pixels.Columns);
        var aperture = pixels.Aperture;
        var inDepth = aperture.Contains(true) ? FiniteMean(difference, aperture) : 0;
        var outDepth = RingDepth(difference, aperture, rows, columns, options);
        measured = new()
        {
            Difference = difference,
            Rows = rows,
            Columns = columns,
            InApertureDepth = inDepth,
            OutApertureDepth = outDepth,
            Contrast = Contrast(inDepth, outDepth),
            Uniformity = Uniformity(difference, aperture),
            PrfLikeness = PrfLikeness(difference, columns, rows / 2.0, columns / 2.0, options.PrfSigma),
            EdgeGradient = EdgeGradient(difference, rows, columns),
            BackgroundTrend = BackgroundTrend(difference, rows, columns),
            AperturePixels = aperture.Count(true),
        };
        return VettingShortfall.None;
    }

    /// <summary>In over out; infinite with the sign of in where out is nothing, 1 where both are.</summary>
    public static double Contrast(double inDepth, double outDepth)
    {
        if (Math.Abs(outDepth) >= Nothing) return inDepth / outDepth;
        return Math.Abs(inDepth) < Nothing ? 1 : inDepth < 0 ? double.NegativeInfinity : double.PositiveInfinity;
    }

    /// <summary>1/(1 + sd/|mean|) in the aperture, with the range of the whole image in place of the mean where that is nothing (1 if the range is nothing
    /// too); 0.5 for an aperture of fewer than two pixels, missing ones counted.</summary>
    /// <param name="image">Row by row; what is not finite is left out.</param>
    /// <param name="aperture">The aperture.</param>
    public static double Uniformity(ReadOnlySpan<double> image, ReadOnlySpan<bool> aperture)
    {
        if (aperture.Count(true) < 2) return 0.5;
        var (mean, deviation) = FiniteMedian.Moments(FiniteWhere(image, aperture));
        if (!(Math.Abs(mean) < Nothing)) return 1 / (1 + (deviation / Math.Abs(mean)));
        var (least, most) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var value in FiniteWhere(image, [])) (least, most) = (Math.Min(least, value), Math.Max(most, value));
        return most - least < Nothing ? 1 : 1 / (1 + (deviation / (most - least)));
    }

    /// <summary>(1 + r)/2 with the correlation r of an image and a Gaussian, clipped to 0..1; 0.5 where either does not vary.</summary>
    /// <param name="image">Row by row; what is not finite is left out.</param>
    /// <param name="columns">Pixels in a row.</param>
    /// <param name="row">Centre of the Gaussian.</param>
    /// <param name="column">Centre of the Gaussian.</param>
    /// <param name="sigma">Its width [pixels].</param>
    public static double PrfLikeness(ReadOnlySpan<double> image, int columns, double row, double column, double sigma)
    {
        // The template sums to one; its mean and deviation are those of the whole stamp, missing pixels included, so that r may exceed 1.
        var template = new double[image.Length];
        for (var i = 0; i < template.Length; i++)
        {
            double dy = (i / columns) - row, dx = (i % columns) - column;
            template[i] = Math.Exp(-((dy * dy) + (dx * dx)) / (2 * sigma * sigma));
        }

        var sum = template.Sum();
        for (var i = 0; i < template.Length; i++) template[i] /= sum;
        var (mean, deviation) = FiniteMedian.Moments(FiniteWhere(image, []));
        var (templateMean, templateDeviation) = FiniteMedian.Moments(template);
        if (deviation < Nothing || templateDeviation < Nothing) return 0.5;
        double product = 0;
        var count = 0;
        for (var i = 0; i < image.Length; i++)
        {
            if (!double.IsFinite(image[i])) continue;
            product += (image[i] - mean) * (template[i] - templateMean);
            count++;
        }

        return Math.Clamp(((product / count / (deviation * templateDeviation)) + 1) / 2, 0, 1);
    }

    /// <summary>E/(E + C) of the mean gradients in the frame along the edge and in the rest; not a number where the rest has pixels but no gradient.</summary>
    public static double EdgeGradient(ReadOnlySpan<double> image, int rows, int columns)
    {
        if (rows < 2 || columns < 2) return 0;
        var width = Math.Max(1, Math.Min(rows, columns) / 4);
        var (edge, centre) = (0.0, 0.0);
        var (edgeCount, centreCount, hasCentre) = (0, 0, false);
        for (var y = 0; y < rows; y++)
        {
            for (var x = 0; x < columns; x++)
            {
                var i = (y * columns) + x;
                var alongRows = y > 0 && y < rows - 1 ? (image[i + columns] - image[i - columns]) / 2 : 0;
                var alongColumns = x > 0 && x < columns - 1 ? (image[i + 1] - image[i - 1]) / 2 : 0;
                var gradient = Math.Sqrt((alongRows * alongRows) + (alongColumns * alongColumns));
                var isEdge = y < width || x < width || y >= rows - width || x >= columns - width;
                hasCentre |= !isEdge;
                if (!double.IsFinite(gradient)) continue;
                if (isEdge) (edge, edgeCount) = (edge + gradient, edgeCount + 1);
                else (centre, centreCount) = (centre + gradient, centreCount + 1);
            }
        }

        // The corners always have a gradient: both of its components are zero by definition.
        edge /= edgeCount;
        centre = hasCentre ? centre / centreCount : 0;
        return edge + centre < Nothing ? 0 : edge / (edge + centre);
    }

    /// <summary>Slope of the least-squares plane through the finite pixels, in units of their standard deviation.</summary>
    public static double BackgroundTrend(ReadOnlySpan<double> image, int rows, int columns)
    {
        if (rows < 2 || columns < 2) return 0;
        var values = FiniteWhere(image, []);
        if (values.Length < 3) return 0;
        var (_, deviation) = FiniteMedian.Moments(values);
        var (a, b) = StampPlane.LeastNorm(image, columns);
        var slope = Math.Sqrt((a * a) + (b * b));
        return deviation > Nothing ? slope / deviation : slope;
    }

    static double RingDepth(double[] difference, ReadOnlySpan<bool> aperture, int rows, int columns, GhostOptions options)
    {
        var centre = new StampPlace(rows / 2, columns / 2);
        var ring = new bool[difference.Length];
        var outside = new bool[difference.Length];
        for (var i = 0; i < ring.Length; i++)
        {
            if (aperture[i]) continue;
            outside[i] = true;
            var distance = centre.DistanceTo(i / columns, i % columns);
            ring[i] = distance >= options.RingInner && distance < options.RingOuter;
        }

        foreach (var chosen in (bool[][])[ring, outside])
        {
            if (chosen.Contains(true)) return FiniteMean(difference, chosen);
        }

        return 0;
    }

    /// <summary>Not a number where none of the chosen pixels has a value.</summary>
    static double FiniteMean(double[] image, ReadOnlySpan<bool> chosen) => FiniteMedian.Moments(FiniteWhere(image, chosen)).Mean;

    static double[] FiniteWhere(ReadOnlySpan<double> image, ReadOnlySpan<bool> chosen)
    {
        var values = new List<double>(image.Length);
        for (var i = 0; i < image.Length; i++)
        {
            if (double.IsFinite(image[i]) && (chosen.IsEmpty || chosen[i])) values.Add(image[i]);
        }

        return [.. values];
    }
}
