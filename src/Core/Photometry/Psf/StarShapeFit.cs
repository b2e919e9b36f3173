namespace Nocturne.Core.Photometry.Psf;

/// <summary>Fits an elliptical Gaussian or Moffat profile to one star: height, place and shape, by damped Gauss-Newton steps.</summary>
/// <remarks>The star's own noise is that of the fitted profile, so that the width has no bias from pixels that happen to be low.</remarks>
static class StarShapeFit
{
    const int Unknowns = 6;
    const int NoiseRounds = 3;
    const int Steps = 12;

    /// <summary>How far pixels are used [standard deviations of the first guess].</summary>
    const double Extent = 3.5;

    /// <summary>A fitted star.</summary>
    /// <param name="Xx">Variance of the light along x, or what stands for it in a Moffat profile [pixels²].</param>
    /// <param name="Yy">The same along y.</param>
    /// <param name="Xy">Covariance.</param>
    /// <param name="SignalToNoise">Of the height.</param>
    /// <param name="Misfit">χ² over the number of pixels.</param>
    public readonly record struct Shape(double Xx, double Yy, double Xy, double SignalToNoise, double Misfit);

    /// <param name="frame">Counts above the sky, with the noise of the sky alone.</param>
    /// <param name="place">The star, and a first guess of its shape.</param>
    /// <param name="beta">Exponent; zero for a Gaussian.</param>
    /// <param name="gain">Electrons per count for the star's own noise; zero leaves it out.</param>
    /// <param name="others">Light of its neighbours, to be taken off; they may be far away.</param>
    /// <returns>Nothing when the star is cut, saturated, or no star.</returns>
    public static Shape? Fit(
        in PhotometryFrame frame, in Photometers.SourcePlace place, double beta, double gain, ReadOnlySpan<(Stamp Light, double Flux)> others = default)
    {
        var half = (int)Math.Ceiling(Extent * place.SemiMajorSigma);
        var box = new PixelBox(PixelBox.PixelAt(place.X) - half, PixelBox.PixelAt(place.Y) - half, (2 * half) + 1, (2 * half) + 1);
        if (!box.IsWithin(frame.Image.Width, frame.Image.Height)) return null;
        using var window = frame.Window(box);
        foreach (var state in window.State)
        {
            if ((state & (PixelState.Bad | PixelState.Saturated)) != 0) return null;
        }

        foreach (var (light, flux) in others) light.AddTo(box, window.Counts, -flux);
        var (xx, yy, xy) = EllipticalProfile.Covariance(place.SemiMajorSigma, place.SemiMinorSigma, place.Orientation);
        if (beta > 0)
        {
            var toAlpha = MoffatScale(beta);
            (xx, yy, xy) = (xx * toAlpha, yy * toAlpha, xy * toAlpha);
        }

        var determinant = (xx * yy) - (xy * xy);
        Span<double> fit = [0, place.X, place.Y, yy / determinant, xx / determinant, -xy / determinant];
        var weights = new double[window.Counts.Length];
        var (variance, squares) = (0.0, 0.0);
        for (var round = 0; round < NoiseRounds; round++)
        {
            Weigh(window, fit, beta, gain, weights);
            if (round == 0)
            {
                fit[0] = Height(window, fit, beta, weights);
                Weigh(window, fit, beta, gain, weights);
            }

            if (!(fit[0] > 0) || !Improve(window, weights, beta, fit, out variance, out squares)) return null;
        }

        double dx = fit[1] - place.X, dy = fit[2] - place.Y;
        determinant = (fit[3] * fit[4]) - (fit[5] * fit[5]);
        var growth = ((xx * yy) - (xy * xy)) * determinant;
        if (!(determinant > 0) || (dx * dx) + (dy * dy) > half * half / 4.0 || growth is not (> 1.0 / 256 and < 256)) return null;
        return new(fit[4] / determinant, fit[3] / determinant, -fit[5] / determinant, fit[0] / Math.Sqrt(variance), squares / window.Counts.Length);
    }

    /// <summary>α² of a Moffat profile whose width at half maximum is that of a Gaussian of one standard deviation.</summary>
    public static double MoffatScale(double beta) => 2 * Math.Log(2) / (Math.Pow(2, 1 / beta) - 1);

    static double Value(ReadOnlySpan<double> fit, double beta, double dx, double dy, out double slope)
    {
        var q = (fit[3] * dx * dx) + (2 * fit[5] * dx * dy) + (fit[4] * dy * dy);
        if (beta > 0)
        {
            var value = Math.Pow(1 + q, -beta);
            slope = -beta * value / (1 + q);
            return value;
        }

        var gaussian = Math.Exp(-0.5 * q);
        slope = -0.5 * gaussian;
        return gaussian;
    }

    static void Weigh(in PixelWindow window, ReadOnlySpan<double> fit, double beta, double gain, Span<double> weights)
    {
        var box = window.Box;
        for (var (p, y) = (0, box.Y); y < box.Bottom; y++)
        {
            for (var x = box.X; x < box.Right; x++, p++)
            {
                var own = gain > 0 ? Math.Max(0, fit[0] * Value(fit, beta, x - fit[1], y - fit[2], out _)) / gain : 0;
                var total = window.Variance[p] + own;
                weights[p] = total > 0 ? 1 / total : 0;
            }
        }
    }

    static double Height(in PixelWindow window, ReadOnlySpan<double> fit, double beta, ReadOnlySpan<double> weights)
    {
        double data = 0, norm = 0;
        var box = window.Box;
        for (var (p, y) = (0, box.Y); y < box.Bottom; y++)
        {
            for (var x = box.X; x < box.Right; x++, p++)
            {
                var value = Value(fit, beta, x - fit[1], y - fit[2], out _);
                data += weights[p] * value * window.Counts[p];
                norm += weights[p] * value * value;
            }
        }

        return data / norm;
    }

    static bool Improve(in PixelWindow window, ReadOnlySpan<double> weights, double beta, Span<double> fit, out double variance, out double squares)
    {
        Span<double> normal = stackalloc double[Unknowns * Unknowns];
        Span<double> right = stackalloc double[Unknowns];
        Span<double> trial = stackalloc double[Unknowns];
        Span<double> damped = stackalloc double[Unknowns * Unknowns];
        var damping = 1e-3;
        variance = double.NaN;
        squares = Equations(window, weights, beta, fit, normal, right);
        for (var step = 0; step < Steps; step++)
        {
            normal.CopyTo(damped);
            for (var k = 0; k < Unknowns; k++) damped[(k * Unknowns) + k] *= 1 + damping;
            if (!SymmetricSolver.Factor(damped, Unknowns)) return false;
            right.CopyTo(trial);
            SymmetricSolver.SubstituteFactor(damped, Unknowns, trial);
            for (var k = 0; k < Unknowns; k++) trial[k] += fit[k];
            var next = trial[3] > 0 && trial[3] * trial[4] > trial[5] * trial[5] ? Squares(window, weights, beta, trial) : double.PositiveInfinity;
            if (!(next < squares))
            {
                if (damping > 1e6) break;
                damping *= 10;
                continue;
            }

            var gain = (squares - next) / squares;
            trial.CopyTo(fit);
            squares = Equations(window, weights, beta, fit, normal, right);
            damping /= 10;
            if (gain < 1e-8) break;
        }

        if (!SymmetricSolver.Factor(normal, Unknowns)) return false;
        right.Clear();
        right[0] = 1;
        SymmetricSolver.SubstituteFactor(normal, Unknowns, right);
        variance = right[0];
        return true;
    }

    static double Squares(in PixelWindow window, ReadOnlySpan<double> weights, double beta, ReadOnlySpan<double> fit)
    {
        double squares = 0;
        var box = window.Box;
        for (var (p, y) = (0, box.Y); y < box.Bottom; y++)
        {
            for (var x = box.X; x < box.Right; x++, p++)
            {
                var residual = window.Counts[p] - (fit[0] * Value(fit, beta, x - fit[1], y - fit[2], out _));
                squares += weights[p] * residual * residual;
            }
        }

        return squares;
    }

    static double Equations(in PixelWindow window, ReadOnlySpan<double> weights, double beta, ReadOnlySpan<double> fit, Span<double> normal, Span<double> right)
    {
        normal.Clear();
        right.Clear();
        Span<double> slopes = stackalloc double[Unknowns];
        double squares = 0;
        var box = window.Box;
        for (var (p, y) = (0, box.Y); y < box.Bottom; y++)
        {
            for (var x = box.X; x < box.Right; x++, p++)
            {
                double dx = x - fit[1], dy = y - fit[2];
                var value = Value(fit, beta, dx, dy, out var slope);
                var steep = fit[0] * slope;
                slopes[0] = value;
                slopes[1] = -2 * steep * ((fit[3] * dx) + (fit[5] * dy));
                slopes[2] = -2 * steep * ((fit[5] * dx) + (fit[4] * dy));
                slopes[3] = steep * dx * dx;
                slopes[4] = steep * dy * dy;
                slopes[5] = 2 * steep * dx * dy;
                var residual = window.Counts[p] - (fit[0] * value);
                squares += weights[p] * residual * residual;
                for (var r = 0; r < Unknowns; r++)
                {
                    var weighted = weights[p] * slopes[r];
                    right[r] += weighted * residual;
                    for (var c = 0; c <= r; c++) normal[(r * Unknowns) + c] += weighted * slopes[c];
                }
            }
        }

        return squares;
    }
}
