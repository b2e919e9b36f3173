namespace Nocturne.Core.Photometry;

/// <summary>Total over seed flux of every source, from those sources that have both.</summary>
static class RatioField
{
    public static double[] Evaluate(IReadOnlyList<DeblendedSource> sources, DeblendOptions options)
    {
        var ratios = new double[sources.Count];
        if (options.ApertureCorrection == ApertureCorrection.None)
        {
            Array.Fill(ratios, 1);
            return ratios;
        }

        var samples = sources
            .Where(s => double.IsFinite(s.X + s.Y + s.SeedFlux + s.PsfFlux) && s.SeedFlux > 0 && s.PsfFlux > 0)
            .Select(s => (s.X, s.Y, Value: s.PsfFlux / s.SeedFlux)).ToArray();
        var sorted = samples.Select(s => s.Value).Order().ToArray();
        var median = sorted.Length > 0 ? SigmaClip.MedianOfSorted(sorted) : 1;
        var limit = options.RatioOutlier * SigmaClip.MadToSigma * SigmaClip.MadOfSorted(sorted, median);
        if (samples.Length >= 2 && limit > 0) samples = [.. samples.Where(s => Math.Abs(s.Value - median) < limit)];
        var field = options.ApertureCorrection == ApertureCorrection.RatioField && samples.Length >= Math.Max(1, options.RatioMin)
            ? Field([.. samples.Select(s => s.X)], [.. samples.Select(s => s.Y)], [.. samples.Select(s => s.Value)], options)
            : null;
        for (var i = 0; i < ratios.Length; i++)
        {
            var value = field is null || !double.IsFinite(sources[i].X + sources[i].Y) ? median : field.At(sources[i].X, sources[i].Y);
            ratios[i] = Math.Clamp(double.IsFinite(value) ? value : median, options.RatioClip.Low, options.RatioClip.High);
        }

        return ratios;
    }

    static IFieldModel Field(double[] x, double[] y, double[] values, DeblendOptions options)
    {
        double spreadX = Math.Max(x.Max() - x.Min(), 1), spreadY = Math.Max(y.Max() - y.Min(), 1);
        switch (options.RatioBackend)
        {
            case FieldBackend.Grid:
                return new GridField(
                    x, y, values, options.RatioGrid.Columns, options.RatioGrid.Rows, options.RatioLeastPerCell, options.RatioSmoothing);
            case FieldBackend.Polynomial:
                var centre = (X: 0.5 * (x.Min() + x.Max()), Y: 0.5 * (y.Min() + y.Max()));
                var fit = PolynomialField.Fit(2, x, y, values, [], centre.X, centre.Y, 0.5 * spreadX, 0.5 * spreadY);
                return fit ?? new PolynomialField(0, [SigmaClip.Median(values)], 0, 0, 1, 1);
            default:
                var (scaleX, scaleY) = options.RatioScales ?? (spreadX / 4, spreadY / 4);
                return new LoessField(x, y, values, Math.Min(options.RatioNeighbours, x.Length), scaleX, scaleY, options.RatioRobustRounds);
        }
    }
}
