namespace Nocturne.Core.Photometry;

/// <summary>
/// A robust local regression through scattered samples (Cleveland 1979, JASA 74, 829; Gaussian weights of distance, Tukey's of residual).
/// </summary>
public sealed class LoessField : IFieldModel
{
    const double Ridge = 1e-10;
    readonly double[] x;
    readonly double[] y;
    readonly double[] values;
    readonly double[] trust;
    readonly int neighbours;
    readonly double scaleX;
    readonly double scaleY;

    /// <param name="x">Positions of the samples [pixels].</param>
    /// <param name="y">Positions of the samples [pixels].</param>
    /// <param name="values">The samples.</param>
    /// <param name="neighbours">Samples that take part in a value, at most all.</param>
    /// <param name="scaleX">Unit of distance along x [pixels].</param>
    /// <param name="scaleY">Unit of distance along y [pixels].</param>
    /// <param name="robustRounds">Rounds in which samples far from a fit without them lose their weight.</param>
    /// <exception cref="ArgumentException">There are no samples, or a scale is not positive.</exception>
    public LoessField(
        ReadOnlySpan<double> x, ReadOnlySpan<double> y, ReadOnlySpan<double> values, int neighbours, double scaleX, double scaleY,
        int robustRounds = 2)
    {
        if (x.IsEmpty || x.Length != y.Length || x.Length != values.Length)
            throw new ArgumentException(
                $"A local regression needs samples, as many values as positions, but got {x.Length}, {y.Length} and {values.Length}.");
        if (neighbours < 1 || !(scaleX > 0) || !(scaleY > 0))
            throw new ArgumentException(
                $"A local regression over {neighbours} neighbours with scales {scaleX} and {scaleY} makes no sense: all must be positive.");
        this.x = x.ToArray();
        this.y = y.ToArray();
        this.values = values.ToArray();
        this.neighbours = Math.Min(neighbours, x.Length);
        this.scaleX = scaleX;
        this.scaleY = scaleY;
        trust = new double[x.Length];
        Array.Fill(trust, 1);
        for (var round = 0; round < robustRounds; round++) Distrust();
    }

    /// <inheritdoc/>
    public double At(double x, double y) => Fit(x, y, -1);

    void Distrust()
    {
        var n = values.Length;
        var residuals = new double[n];
        for (var i = 0; i < n; i++) residuals[i] = values[i] - Fit(x[i], y[i], i);
        var sorted = (double[])residuals.Clone();
        var median = SigmaClip.Median(sorted);
        var scale = (1.4826 * SigmaClip.MadOfSorted(sorted, median)) + 1e-12;
        for (var i = 0; i < n; i++)
        {
            var u = residuals[i] / (4.685 * scale);
            trust[i] = Math.Abs(u) < 1 ? (1 - (u * u)) * (1 - (u * u)) : 0;
        }
    }

    /// <param name="px">Position [pixels].</param>
    /// <param name="py">Position [pixels].</param>
    /// <param name="without">A sample that has no say; −1 for none.</param>
    double Fit(double px, double py, int without)
    {
        var n = values.Length;
        var distance = new double[n];
        var order = new int[n];
        for (var i = 0; i < n; i++)
        {
            double dx = (x[i] - px) / scaleX, dy = (y[i] - py) / scaleY;
            distance[i] = Math.Sqrt((dx * dx) + (dy * dy));
            order[i] = i;
        }

        Array.Sort((double[])distance.Clone(), order);
        var others = without >= 0 && n > neighbours;
        var taken = others ? neighbours + 1 : neighbours;
        double width = 1e-6;
        for (var k = 0; k < taken; k++)
        {
            if (!(others && order[k] == without)) width = Math.Max(width, distance[order[k]]);
        }

        Span<double> normal = stackalloc double[9];
        Span<double> right = stackalloc double[3];
        normal.Clear();
        right.Clear();
        double weights = 0, mean = 0;
        for (var k = 0; k < taken; k++)
        {
            var i = order[k];
            if (i == without) continue;
            var d = distance[i] / width;
            var w = Math.Exp(-0.5 * d * d) * trust[i];
            double dx = x[i] - px, dy = y[i] - py;
            weights += w;
            mean += w * values[i];
            normal[0] += w;
            normal[3] += w * dx;
            normal[4] += w * dx * dx;
            normal[6] += w * dy;
            normal[7] += w * dx * dy;
            normal[8] += w * dy * dy;
            right[0] += w * values[i];
            right[1] += w * dx * values[i];
            right[2] += w * dy * values[i];
        }

        for (var d = 0; d < 3; d++) normal[4 * d] += Ridge;
        if (!SymmetricSolver.Factor(normal, 3)) return weights > 0 ? mean / weights : double.NaN;
        SymmetricSolver.SubstituteFactor(normal, 3, right);
        return right[0];
    }
}
