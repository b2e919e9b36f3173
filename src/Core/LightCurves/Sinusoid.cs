using Nocturne.Core.Photometry;

namespace Nocturne.Core.LightCurves;

/// <summary>The best sinusoid of a known period: y = mean + amplitude × sin(2π (t − epoch) ÷ period + phase).</summary>
/// <param name="Mean">Weighted mean level.</param>
/// <param name="Amplitude">Half of the way from least to most.</param>
/// <param name="AmplitudeError">Its standard deviation by the errors of the points.</param>
/// <param name="Phase">Phase at the epoch [radians].</param>
/// <param name="Rms">Scatter about it.</param>
public sealed record Sinusoid(double Mean, double Amplitude, double AmplitudeError, double Phase, double Rms)
{
    /// <summary>Fits it; NaN when the points do not determine it.</summary>
    public static Sinusoid Fit(TimeSeries series, double period, double epoch)
    {
        ArgumentNullException.ThrowIfNull(series);
        Span<double> normal = stackalloc double[9], right = stackalloc double[3], basis = stackalloc double[3], variances = stackalloc double[3];
        for (var i = 0; i < series.Count; i++)
        {
            Basis(series.Time[i], period, epoch, basis);
            var weight = 1 / (series.Error[i] * series.Error[i]);
            for (var row = 0; row < 3; row++)
            {
                right[row] += weight * basis[row] * series.Value[i];
                for (var column = 0; column <= row; column++) normal[(3 * row) + column] += weight * basis[row] * basis[column];
            }
        }

        if (series.Count < 4 || !SymmetricSolver.Factor(normal, 3)) return new(double.NaN, double.NaN, double.NaN, double.NaN, double.NaN);
        SymmetricSolver.SubstituteFactor(normal, 3, right);
        SymmetricSolver.InverseDiagonal(normal, 3, variances);
        double squares = 0;
        for (var i = 0; i < series.Count; i++)
        {
            Basis(series.Time[i], period, epoch, basis);
            var rest = series.Value[i] - (right[0] + (right[1] * basis[1]) + (right[2] * basis[2]));
            squares += rest * rest;
        }

        return new(right[0], double.Hypot(right[1], right[2]), Math.Sqrt((variances[1] + variances[2]) / 2), Math.Atan2(right[2], right[1]), Math.Sqrt(squares / (series.Count - 3)));
    }

    static void Basis(double time, double period, double epoch, Span<double> basis)
    {
        var turns = (time - epoch) / period;
        (basis[1], basis[2]) = Math.SinCos(2 * Math.PI * (turns - Math.Round(turns)));
        basis[0] = 1;
    }
}
