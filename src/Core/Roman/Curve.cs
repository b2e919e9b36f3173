namespace Nocturne.Core.Roman;

/// <summary>A curve through points, read by interpolation; never beyond its ends.</summary>
public sealed class Curve
{
    readonly double[] x;
    readonly double[] y;
    readonly double[] slopes;

    /// <param name="x">Increasing abscissae.</param>
    /// <param name="y">Ordinates.</param>
    /// <param name="interpolation">How to read between the points.</param>
    /// <exception cref="ArgumentException">There are fewer than two points, or the abscissae do not increase.</exception>
    public Curve(IReadOnlyList<double> x, IReadOnlyList<double> y, CurveInterpolation interpolation)
    {
        this.x = [.. x];
        this.y = [.. y];
        if (this.x.Length < 2 || this.x.Length != this.y.Length) throw new ArgumentException("A curve needs at least two points.");
        for (var i = 1; i < this.x.Length; i++)
        {
            if (!(this.x[i] > this.x[i - 1])) throw new ArgumentException($"The abscissae do not increase from {this.x[i - 1]} to {this.x[i]}.");
        }

        slopes = interpolation switch
        {
            CurveInterpolation.Linear => [],
            CurveInterpolation.Monotone => MonotoneSlopes(this.x, this.y),
            _ => NotAKnotSlopes(this.x, this.y),
        };
    }

    public double First => x[0];

    public double Last => x[^1];

    /// <summary>The value at a place; NaN outside the points.</summary>
    public double At(double place)
    {
        if (!(place >= x[0] && place <= x[^1])) return double.NaN;
        var found = Array.BinarySearch(x, place);
        if (found >= 0) return y[found];
        var i = ~found - 1;
        var width = x[i + 1] - x[i];
        var t = (place - x[i]) / width;
        if (slopes.Length == 0) return y[i] + (t * (y[i + 1] - y[i]));
        // Hermite's cubic from values and slopes.
        var s = 1 - t;
        return (y[i] * s * s * (1 + (2 * t))) + (y[i + 1] * t * t * (3 - (2 * t))) + (width * t * s * ((slopes[i] * s) - (slopes[i + 1] * t)));
    }

    // Weighted harmonic means of neighbouring slopes; zero where they differ in sign; three-point formula at the ends.
    static double[] MonotoneSlopes(double[] x, double[] y)
    {
        var n = x.Length;
        var (h, d) = Steps(x, y);
        var slopes = new double[n];
        if (n == 2) return [d[0], d[0]];
        for (var i = 1; i < n - 1; i++)
        {
            if (d[i - 1] * d[i] <= 0) continue;
            double before = (2 * h[i]) + h[i - 1], after = h[i] + (2 * h[i - 1]);
            slopes[i] = (before + after) / ((before / d[i - 1]) + (after / d[i]));
        }

        slopes[0] = EndSlope(h[0], h[1], d[0], d[1]);
        slopes[n - 1] = EndSlope(h[n - 2], h[n - 3], d[n - 2], d[n - 3]);
        return slopes;
    }

    static double EndSlope(double h0, double h1, double d0, double d1)
    {
        var slope = ((((2 * h0) + h1) * d0) - (h0 * d1)) / (h0 + h1);
        if (Math.Sign(slope) != Math.Sign(d0)) return 0;
        return Math.Sign(d0) != Math.Sign(d1) && Math.Abs(slope) > 3 * Math.Abs(d0) ? 3 * d0 : slope;
    }

    // The usual tridiagonal system for the slopes, closed by the not-a-knot conditions.
    static double[] NotAKnotSlopes(double[] x, double[] y)
    {
        var n = x.Length;
        var (h, d) = Steps(x, y);
        if (n == 2) return [d[0], d[0]];
        if (n == 3)
        {
            // One parabola.
            var curvature = (d[1] - d[0]) / (h[0] + h[1]);
            return [d[0] - (curvature * h[0]), d[0] + (curvature * h[0]), d[1] + (curvature * h[1])];
        }

        var (lower, middle, upper, right) = (new double[n], new double[n], new double[n], new double[n]);
        middle[0] = h[1];
        upper[0] = h[0] + h[1];
        right[0] = (((h[0] + (2 * (h[0] + h[1]))) * h[1] * d[0]) + (h[0] * h[0] * d[1])) / (h[0] + h[1]);
        for (var i = 1; i < n - 1; i++)
        {
            lower[i] = h[i];
            middle[i] = 2 * (h[i - 1] + h[i]);
            upper[i] = h[i - 1];
            right[i] = 3 * ((h[i] * d[i - 1]) + (h[i - 1] * d[i]));
        }

        lower[n - 1] = h[n - 2] + h[n - 3];
        middle[n - 1] = h[n - 3];
        right[n - 1] = ((h[n - 2] * h[n - 2] * d[n - 3]) + (((2 * (h[n - 2] + h[n - 3])) + h[n - 2]) * h[n - 3] * d[n - 2])) / (h[n - 2] + h[n - 3]);
        for (var i = 1; i < n; i++)
        {
            var factor = lower[i] / middle[i - 1];
            middle[i] -= factor * upper[i - 1];
            right[i] -= factor * right[i - 1];
        }

        right[n - 1] /= middle[n - 1];
        for (var i = n - 2; i >= 0; i--) right[i] = (right[i] - (upper[i] * right[i + 1])) / middle[i];
        return right;
    }

    static (double[] Widths, double[] Slopes) Steps(double[] x, double[] y)
    {
        var widths = new double[x.Length - 1];
        var slopes = new double[x.Length - 1];
        for (var i = 0; i < widths.Length; i++)
        {
            widths[i] = x[i + 1] - x[i];
            slopes[i] = (y[i + 1] - y[i]) / widths[i];
        }

        return (widths, slopes);
    }
}
