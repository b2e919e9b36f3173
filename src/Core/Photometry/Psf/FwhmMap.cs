namespace Nocturne.Core.Photometry.Psf;

/// <summary>The width of point sources over the field.</summary>
public sealed class FwhmMap
{
    readonly IFieldModel? shape;
    readonly double least;
    readonly double most;

    FwhmMap(IFieldModel? shape, double typical, int used, double least, double most)
    {
        this.shape = shape;
        Typical = typical;
        Used = used;
        this.least = least;
        this.most = most;
    }

    /// <summary>One number for the whole field: the constant, or the median of the map at its samples [pixels].</summary>
    public double Typical { get; }

    /// <summary>Samples that the map was made from.</summary>
    public int Used { get; }

    /// <summary>Whether the width changes over the field.</summary>
    public bool IsMap => shape is not null;

    /// <summary>What the map was made of; nothing for a constant.</summary>
    public IFieldModel? Field => shape;

    /// <summary>One width everywhere [pixels].</summary>
    public static FwhmMap Constant(double fwhm) => new(null, fwhm, 0, fwhm, fwhm);

    /// <summary>Any field as a map of widths.</summary>
    /// <param name="field">The widths [pixels].</param>
    /// <param name="typical">The number that stands for all of it [pixels].</param>
    /// <param name="least">Smallest width given out [pixels].</param>
    /// <param name="most">Largest width given out [pixels].</param>
    public static FwhmMap Of(IFieldModel field, double typical, double least = 1, double most = 20) => new(field, typical, 0, least, most);

    /// <summary>Width at a place [pixels].</summary>
    public double At(double x, double y) => shape is null ? Typical : Math.Clamp(shape.At(x, y), least, most);

    /// <summary>Makes a map from the widths of stars; too few of them give a constant, none at all nothing.</summary>
    /// <param name="x">Positions [pixels].</param>
    /// <param name="y">Positions [pixels].</param>
    /// <param name="fwhm">Widths [pixels].</param>
    /// <param name="options">How to make it.</param>
    /// <param name="weights">A weight per star; empty = all one. Only for the polynomial.</param>
    public static FwhmMap? Fit(
        ReadOnlySpan<double> x, ReadOnlySpan<double> y, ReadOnlySpan<double> fwhm, FwhmMapOptions options, ReadOnlySpan<double> weights = default)
    {
        var keep = new List<int>();
        for (var i = 0; i < x.Length; i++)
        {
            if (fwhm[i] >= options.Least && fwhm[i] <= options.Most && double.IsFinite(x[i] + y[i])
                && (weights.IsEmpty || weights[i] > 0)) keep.Add(i);
        }

        if (keep.Count == 0) return null;
        var (px, py, values) = (Pick(x, keep), Pick(y, keep), Pick(fwhm, keep));
        return options.Backend switch
        {
            FieldBackend.Loess => Local(px, py, values, options),
            FieldBackend.Grid => Finish(
                new GridField(px, py, values, options.GridColumns, options.GridRows, options.LeastPerCell, options.Smoothing,
                Bounds(options)), px, py, options),
            _ => Polynomial(px, py, values, weights.IsEmpty ? [] : Pick(weights, keep), options),
        };
    }

    /// <summary>
    /// The commonest width: the middle of the narrowest window that holds a quarter of the sorted values; NaN below five.
    /// </summary>
    public static double Mode(ReadOnlySpan<double> fwhm)
    {
        var sorted = fwhm.ToArray().Where(double.IsFinite).Order().ToArray();
        if (sorted.Length < 5) return double.NaN;
        var window = sorted.Length / 4;
        var best = 0;
        for (var i = 0; i + window < sorted.Length; i++)
        {
            if (sorted[i + window] - sorted[i] < sorted[best + window] - sorted[best]) best = i;
        }

        return 0.5 * (sorted[best] + sorted[best + window]);
    }

    static FwhmMap Polynomial(double[] x, double[] y, double[] values, double[] weights, FwhmMapOptions options)
    {
        double xZero, yZero, xScale, yScale;
        if (options.Width > 0 && options.Height > 0) (xZero, xScale, yZero, yScale) = (
            options.Width / 2.0, options.Width / 2.0, options.Height / 2.0, options.Height / 2.0);
        else (xZero, xScale, yZero, yScale) = (
            0.5 * (x.Min() + x.Max()), Math.Max(0.5 * (x.Max() - x.Min()), 1), 0.5 * (y.Min() + y.Max()), Math.Max(0.5 * (y.Max() - y.Min()), 1));
        var least = 3 * PolynomialField.Terms(options.Order);
        if (x.Length < least) return Constant(SigmaClip.Median(values));
        PolynomialField? field = null;
        for (var round = 0; round < Math.Max(1, options.ClipIterations); round++)
        {
            var next = PolynomialField.Fit(options.Order, x, y, values, weights, xZero, yZero, xScale, yScale);
            if (next is null) break;
            field = next;
            if (round + 1 >= options.ClipIterations) break;
            var residuals = values.Select((value, i) => value - next.At(x[i], y[i])).ToArray();
            var sorted = residuals.Order().ToArray();
            var limit = options.ClipSigma * SigmaClip.MadToSigma * SigmaClip.MadOfSorted(sorted, SigmaClip.MedianOfSorted(sorted));
            var keep = Enumerable.Range(0, x.Length).Where(i => Math.Abs(residuals[i]) < limit).ToList();
            if (keep.Count == x.Length || keep.Count < PolynomialField.Terms(options.Order)) break;
            if (weights.Length > 0) weights = Pick(weights, keep);
            (x, y, values) = (Pick(x, keep), Pick(y, keep), Pick(values, keep));
        }

        return field is null ? Constant(SigmaClip.Median(values)) : Finish(field, x, y, options);
    }

    static FwhmMap Local(double[] x, double[] y, double[] values, FwhmMapOptions options)
    {
        if (x.Length < 3) return Constant(SigmaClip.Median(values));
        var scaleX = options.LoessScaleX > 0 ? options.LoessScaleX : Math.Max((x.Max() - x.Min()) / 4, 1);
        var scaleY = options.LoessScaleY > 0 ? options.LoessScaleY : Math.Max((y.Max() - y.Min()) / 4, 1);
        return Finish(new LoessField(x, y, values, options.LoessNeighbours, scaleX, scaleY, options.RobustRounds), x, y, options);
    }

    static FwhmMap Finish(IFieldModel field, double[] x, double[] y, FwhmMapOptions options)
    {
        var fitted = x.Select((value, i) => Math.Clamp(field.At(value, y[i]), options.Least, options.Most)).ToArray();
        return new FwhmMap(field, SigmaClip.Median(fitted), x.Length, options.Least, options.Most);
    }

    static (double Left, double Top, double Right, double Bottom)? Bounds(FwhmMapOptions options) =>
        options.Width > 0 && options.Height > 0 ? (0, 0, options.Width, options.Height) : null;

    static double[] Pick(ReadOnlySpan<double> values, List<int> indices)
    {
        var result = new double[indices.Count];
        for (var i = 0; i < result.Length; i++) result[i] = values[indices[i]];
        return result;
    }
}
