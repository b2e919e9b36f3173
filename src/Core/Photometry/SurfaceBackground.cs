using System.Buffers;
using Nocturne.Core.Quality;

namespace Nocturne.Core.Photometry;

/// <summary>A plane or a quadratic surface through the sky of a ring, evaluated at the source.</summary>
/// <remarks>
/// Unweighted least squares in 1, dx, dy (, dx², dy², dx dy) with up to so many rounds that drop residuals beyond a multiple of
/// their standard deviation, then one more fit. Below max(10, terms) pixels: the mean.
/// </remarks>
public static class SurfaceBackground
{
    /// <param name="window">Holds the ring, or the part of it that is in the image.</param>
    /// <param name="ring">Pixels whose centres lie in it, rim included, take part.</param>
    /// <param name="order">1 = plane, 2 = quadratic.</param>
    /// <param name="clipSigma">Residuals beyond so many standard deviations go.</param>
    /// <param name="clipIterations">Largest number of clipping rounds.</param>
    public static LocalBackground Estimate(in PixelWindow window, in Aperture ring, int order, double clipSigma = 3, int clipIterations = 3)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(order, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(order, 2);
        var capacity = window.Counts.Length;
        var buffer = ArrayPool<double>.Shared.Rent(4 * capacity);
        try
        {
            var dx = buffer.AsSpan(0, capacity);
            var dy = buffer.AsSpan(capacity, capacity);
            var values = buffer.AsSpan(2 * capacity, capacity);
            var residuals = buffer.AsSpan(3 * capacity, capacity);
            var n = Collect(window, ring, dx, dy, values);
            return Fit(dx[..n], dy[..n], values[..n], residuals[..n], order == 1 ? 3 : 6, clipSigma, clipIterations);
        }
        finally
        {
            ArrayPool<double>.Shared.Return(buffer);
        }
    }

    static int Collect(in PixelWindow window, in Aperture ring, Span<double> dx, Span<double> dy, Span<double> values)
    {
        var (sin, cos) = ring.SemiMajor == ring.SemiMinor ? (0, 1) : Math.SinCos(ring.Angle);
        var count = 0;
        var box = window.Box;
        for (var y = box.Y; y < box.Bottom; y++)
        {
            for (var x = box.X; x < box.Right; x++)
            {
                var index = window.IndexOf(x, y);
                if ((window.State[index] & (PixelState.Bad | PixelState.InSource)) != 0) continue;
                double px = x - ring.X, py = y - ring.Y;
                double along = (px * cos) + (py * sin), across = (py * cos) - (px * sin);
                if (Radius(along, across, ring.SemiMajor, ring.SemiMinor) > ring.SemiMajor) continue;
                if (ring.IsAnnulus && Radius(along, across, ring.InnerSemiMajor, ring.InnerSemiMinor) < ring.InnerSemiMajor) continue;
                // In units of the ring, so that squares and products stay near one.
                dx[count] = px / ring.SemiMajor;
                dy[count] = py / ring.SemiMajor;
                values[count++] = window.Counts[index];
            }
        }

        return count;
    }

    /// <summary>Distance in an ellipse's own measure, in units of its major axis.</summary>
    static double Radius(double along, double across, double major, double minor)
    {
        var stretched = major == minor ? across : across * major / minor;
        return Math.Sqrt((along * along) + (stretched * stretched));
    }

    static LocalBackground Fit(
        Span<double> dx, Span<double> dy, Span<double> values, Span<double> residuals, int terms, double clipSigma, int clipIterations)
    {
        var least = Math.Max(10, terms);
        var n = values.Length;
        if (n == 0) return LocalBackground.None;
        if (n < least) return Mean(values);
        Span<double> normal = stackalloc double[36];
        Span<double> solution = stackalloc double[6];
        Span<double> basis = stackalloc double[6];
        for (var round = 0; round < clipIterations; round++)
        {
            if (!Solve(dx[..n], dy[..n], values[..n], terms, normal, solution)) return Mean(values);
            var sigma = Residuals(dx[..n], dy[..n], values[..n], residuals, terms, solution, basis);
            if (!(sigma > 0)) break;
            var kept = 0;
            for (var i = 0; i < n; i++) kept += Math.Abs(residuals[i]) <= clipSigma * sigma ? 1 : 0;
            if (kept == n) break;
            if (kept < least)
            {
                // Too few would be left: the last fit is made on everything again.
                n = values.Length;
                break;
            }

            n = Partition(dx[..n], dy[..n], values[..n], residuals[..n], clipSigma * sigma);
        }

        if (!Solve(dx[..n], dy[..n], values[..n], terms, normal, solution)) return Mean(values);
        var scatter = Residuals(dx[..n], dy[..n], values[..n], residuals, terms, solution, basis);
        double squares = 0;
        for (var i = 0; i < n; i++) squares += residuals[i] * residuals[i];
        var perPixel = n > terms ? squares / (n - terms) : scatter * scatter;

        // The constant's share of the inverse normal matrix.
        Span<double> unit = stackalloc double[terms];
        unit.Clear();
        unit[0] = 1;
        SymmetricSolver.SubstituteFactor(normal, terms, unit);
        return new LocalBackground(solution[0], scatter, Math.Sqrt(Math.Max(0, perPixel * unit[0])), n, QualityFlag.Good);
    }

    /// <summary>Moves the pixels to keep to the front, in their order, and the others behind them.</summary>
    static int Partition(Span<double> dx, Span<double> dy, Span<double> values, Span<double> residuals, double limit)
    {
        var front = 0;
        for (var i = 0; i < values.Length; i++)
        {
            if (Math.Abs(residuals[i]) > limit) continue;
            (dx[front], dx[i]) = (dx[i], dx[front]);
            (dy[front], dy[i]) = (dy[i], dy[front]);
            (values[front], values[i]) = (values[i], values[front]);
            (residuals[front], residuals[i]) = (residuals[i], residuals[front]);
            front++;
        }

        return front;
    }

    static void Basis(double dx, double dy, Span<double> basis)
    {
        basis[0] = 1;
        basis[1] = dx;
        basis[2] = dy;
        basis[3] = dx * dx;
        basis[4] = dy * dy;
        basis[5] = dx * dy;
    }

    static bool Solve(
        ReadOnlySpan<double> dx, ReadOnlySpan<double> dy, ReadOnlySpan<double> values, int terms, Span<double> normal, Span<double> solution)
    {
        Span<double> basis = stackalloc double[6];
        normal.Clear();
        solution.Clear();
        for (var i = 0; i < values.Length; i++)
        {
            Basis(dx[i], dy[i], basis);
            for (var r = 0; r < terms; r++)
            {
                solution[r] += basis[r] * values[i];
                for (var c = 0; c <= r; c++) normal[(r * terms) + c] += basis[r] * basis[c];
            }
        }

        if (!SymmetricSolver.Factor(normal, terms)) return false;
        SymmetricSolver.SubstituteFactor(normal, terms, solution[..terms]);
        return true;
    }

    /// <summary>Fills the residuals and gives their population standard deviation.</summary>
    static double Residuals(
        ReadOnlySpan<double> dx, ReadOnlySpan<double> dy, ReadOnlySpan<double> values, Span<double> residuals, int terms,
        ReadOnlySpan<double> solution, Span<double> basis)
    {
        for (var i = 0; i < values.Length; i++)
        {
            Basis(dx[i], dy[i], basis);
            var model = 0.0;
            for (var t = 0; t < terms; t++) model += solution[t] * basis[t];
            residuals[i] = values[i] - model;
        }

        var used = residuals[..values.Length];
        return Math.Sqrt(SigmaClip.Variance(used, SigmaClip.Mean(used)));
    }

    static LocalBackground Mean(ReadOnlySpan<double> values)
    {
        var mean = SigmaClip.Mean(values);
        var scatter = Math.Sqrt(SigmaClip.Variance(values, mean));
        return new LocalBackground(mean, scatter, scatter / Math.Sqrt(values.Length), values.Length, QualityFlag.Good);
    }
}
