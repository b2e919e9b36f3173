namespace Nocturne.Core.Vetting;

/// <summary>The straight line of depth against radius, weighted by the errors; its error is from all that the depths share.</summary>
sealed class DepthSlope
{
    readonly double[] weights;

    DepthSlope(double[] weights) => this.weights = weights;

    /// <summary>Slope per pixel of radius.</summary>
    public double Slope { get; private init; }

    public double Error { get; private init; }

    public static DepthSlope Fit(double[] radii, JointDepths depths)
    {
        var count = radii.Length;
        double total = 0, mean = 0, spread = 0;
        var inverse = new double[count];
        for (var a = 0; a < count; a++)
        {
            var error = depths.DepthError(a);
            inverse[a] = error > 0 ? 1 / (error * error) : 1;
            total += inverse[a];
            mean += inverse[a] * radii[a];
        }

        mean /= total;
        for (var a = 0; a < count; a++) spread += inverse[a] * (radii[a] - mean) * (radii[a] - mean);
        var weights = new double[count];
        for (var a = 0; a < count; a++) weights[a] = inverse[a] * (radii[a] - mean) / spread;
        double variance = 0;
        for (var a = 0; a < count; a++)
        {
            for (var b = 0; b < count; b++) variance += weights[a] * weights[b] * depths.DepthCovariance(a, b);
        }

        var slope = new DepthSlope(weights);
        return new(weights) { Slope = slope.Of([.. radii.Select((_, a) => depths.Depth(a))]), Error = Math.Sqrt(Math.Max(0, variance)) };
    }

    /// <summary>The slope that the same line would have through other depths.</summary>
    public double Of(ReadOnlySpan<double> depths)
    {
        double slope = 0;
        for (var a = 0; a < weights.Length; a++) slope += weights[a] * depths[a];
        return slope;
    }
}
