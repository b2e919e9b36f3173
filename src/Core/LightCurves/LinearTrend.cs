using MathNet.Numerics.LinearAlgebra;
using Nocturne.Core.Photometry;

namespace Nocturne.Core.LightCurves;

/// <summary>A fitted linear trend, in standardised regressors so that the equations are well behaved.</summary>
sealed class LinearTrend
{
    readonly Vector<double> coefficients;
    readonly Matrix<double> covariance;
    readonly double[] centres;
    readonly double[] widths;

    LinearTrend(Vector<double> coefficients, Matrix<double> covariance, double[] centres, double[] widths, int[] kept, double criterion)
    {
        (this.coefficients, this.covariance, this.centres, this.widths) = (coefficients, covariance, centres, widths);
        (Kept, Criterion) = (kept, criterion);
    }

    /// <summary>The points that were fitted, without outliers.</summary>
    public int[] Kept { get; }

    /// <summary>Bayesian information criterion n ln(χ²÷n) + k ln n.</summary>
    public double Criterion { get; }

    /// <summary>Relative change of the flux per unit of a regressor.</summary>
    public double Slope(int regressor) => coefficients[regressor + 1] / coefficients[0] / widths[regressor];

    public double SlopeError(int regressor) => Math.Sqrt(covariance[regressor + 1, regressor + 1]) / Math.Abs(coefficients[0]) / widths[regressor];

    /// <summary>Fits a trend; null when the points do not determine one.</summary>
    public static LinearTrend? Fit(double[] flux, double[] error, int[] points, Regressor[] regressors, double clipSigmas, int rounds)
    {
        var (centres, widths) = (new double[regressors.Length], new double[regressors.Length]);
        for (var k = 0; k < regressors.Length; k++)
        {
            var values = Array.ConvertAll(points, i => regressors[k].Values[i]);
            centres[k] = SigmaClip.Mean(values);
            widths[k] = Math.Max(Math.Sqrt(SigmaClip.Variance(values, centres[k])), double.Epsilon);
        }

        var kept = points;
        for (var round = 1; ; round++)
        {
            var terms = regressors.Length + 1;
            if (kept.Length <= terms) return null;
            var matrix = Matrix<double>.Build.Dense(kept.Length, terms, (row, column) =>
                (column == 0 ? 1 : (regressors[column - 1].Values[kept[row]] - centres[column - 1]) / widths[column - 1]) / error[kept[row]]);
            var right = Vector<double>.Build.DenseOfEnumerable(kept.Select(i => flux[i] / error[i]));
            var normal = matrix.TransposeThisAndMultiply(matrix);
            Matrix<double> inverse;
            try
            {
                inverse = normal.Cholesky().Solve(Matrix<double>.Build.DenseIdentity(terms));
            }
            catch (ArgumentException)
            {
                return null;
            }

            var coefficients = inverse * matrix.TransposeThisAndMultiply(right);
            var residuals = (right - (matrix * coefficients)).ToArray();
            var chi2 = residuals.Sum(residual => residual * residual);
            var sorted = (double[])residuals.Clone();
            Array.Sort(sorted);
            var median = SigmaClip.MedianOfSorted(sorted);
            var limit = clipSigmas * SigmaClip.MadToSigma * SigmaClip.MadOfSorted(sorted, median);
            var next = kept.Where((_, row) => Math.Abs(residuals[row] - median) <= limit).ToArray();
            if (round < rounds && next.Length < kept.Length && next.Length > 2 * terms && limit > 0)
            {
                kept = next;
                continue;
            }

            // Errors that are too small must not make the trend look certain.
            var reduced = Math.Max(1, chi2 / (kept.Length - terms));
            var criterion = (kept.Length * Math.Log(Math.Max(chi2, 1e-300) / kept.Length)) + (terms * Math.Log(kept.Length));
            return new(coefficients, inverse * reduced, centres, widths, kept, criterion);
        }
    }

    /// <summary>The trend relative to its constant, and its standard deviation; 1 and 0 where a regressor is not known.</summary>
    public void Evaluate(Regressor[] regressors, double[] level, double[] error)
    {
        var z = new double[regressors.Length];
        for (var i = 0; i < level.Length; i++)
        {
            var isKnown = true;
            double sum = 0, variance = 0;
            for (var k = 0; k < z.Length; k++)
            {
                z[k] = (regressors[k].Values[i] - centres[k]) / widths[k];
                isKnown &= double.IsFinite(z[k]);
                sum += coefficients[k + 1] * z[k];
                for (var l = 0; l <= k; l++) variance += (l == k ? 1 : 2) * z[k] * z[l] * covariance[k + 1, l + 1];
            }

            (level[i], error[i]) = isKnown ? (1 + (sum / coefficients[0]), Math.Sqrt(Math.Max(0, variance)) / Math.Abs(coefficients[0])) : (1, 0);
        }
    }
}
