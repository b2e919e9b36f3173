using Nocturne.Core.Photometry;

namespace Nocturne.Core.Vetting;

/// <summary>The straight line of depth against radius, by generalised least squares: what the apertures share, such as the noise of changing
/// seeing, does not drown the slope.</summary>
sealed class DepthSlope
{
    /// <summary>How far the depths of a star alone may be from a constant, as a share: the ring holds a little of its light, and images are not round.</summary>
    const double ShapeError = 0.02;

    readonly double[] weights;

    DepthSlope(double[] weights, double[] covariance)
    {
        this.weights = weights;
        Covariance = covariance;
    }

    /// <summary>Slope per pixel of radius.</summary>
    public double Slope { get; private init; }

    public double Error { get; private init; }

    /// <summary>Covariance of the depths, with the error of the shape.</summary>
    public double[] Covariance { get; }

    /// <summary>Fits the line.</summary>
    /// <param name="radii">Radii [pixels].</param>
    /// <param name="depths">Depths in their apertures.</param>
    public static DepthSlope Fit(double[] radii, JointDepths depths)
    {
        var count = radii.Length;
        var covariance = MakeCovariance(depths, count);
        // Weights that suit a covariance learnt from few residuals too well make the error come out small, and the more so the more apertures
        // there are (Hartlap et al. 2007, A&A 464, 399, for the same in χ²); without enough of them all apertures count the same.
        var spare = depths.Freedom - (count - 2);
        double[] factor = [.. covariance];
        var isLearnt = spare > count && SymmetricSolver.Factor(factor, count);
        if (!isLearnt) factor = Identity(count);
        var overfit = isLearnt ? (double)depths.Freedom / spare * ((depths.Freedom - 1.0) / (spare - 1)) : 1;
        double[] level = new double[count], line = [.. radii];
        Array.Fill(level, 1);
        SymmetricSolver.SubstituteFactor(factor, count, level);
        SymmetricSolver.SubstituteFactor(factor, count, line);
        // Normal equations of level and slope, of which the second row is wanted.
        double a = 0, b = 0, c = 0;
        for (var i = 0; i < count; i++) (a, b, c) = (a + level[i], b + line[i], c + (radii[i] * line[i]));
        var weights = new double[count];
        for (var i = 0; i < count; i++) weights[i] = ((a * line[i]) - (b * level[i])) / ((a * c) - (b * b));
        double variance = 0;
        for (var i = 0; i < count; i++)
        {
            for (var j = 0; j < count; j++) variance += weights[i] * weights[j] * covariance[(i * count) + j];
        }

        return new(weights, covariance)
        {
            Slope = new DepthSlope(weights, covariance).Of([.. radii.Select((_, i) => depths.Depth(i))]),
            Error = Math.Sqrt(Math.Max(0, overfit * variance)),
        };
    }

    /// <summary>The slope that the same line would have through other depths.</summary>
    public double Of(ReadOnlySpan<double> depths)
    {
        double slope = 0;
        for (var i = 0; i < weights.Length; i++) slope += weights[i] * depths[i];
        return slope;
    }

    static double[] MakeCovariance(JointDepths depths, int count)
    {
        var covariance = new double[count * count];
        for (var i = 0; i < count; i++)
        {
            for (var j = 0; j < count; j++) covariance[(i * count) + j] = depths.DepthCovariance(i, j);
            var shape = ShapeError * depths.Depth(i);
            covariance[(i * count) + i] = (1.001 * depths.DepthCovariance(i, i)) + (shape * shape);
        }

        return covariance;
    }

    /// <summary>All apertures count the same.</summary>
    static double[] Identity(int count)
    {
        var identity = new double[count * count];
        for (var i = 0; i < count; i++) identity[(i * count) + i] = 1;
        return identity;
    }
}
