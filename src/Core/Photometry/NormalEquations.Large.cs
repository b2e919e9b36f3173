namespace Nocturne.Core.Photometry;

/// <summary>Solutions for more unknowns than a dense matrix is made for.</summary>
public sealed partial class NormalEquations
{
    /// <summary>Most neighbours that a local variance takes in.</summary>
    const int LargestBlock = 60;

    /// <summary>Conjugate gradients with the diagonal as preconditioner, to 1e-12 of b.</summary>
    bool ConjugateGradients(ReadOnlySpan<double> b, Span<double> x)
    {
        var n = Count;
        double[] residual = b.ToArray(), direction = new double[n], image = new double[n], diagonal = new double[n];
        x.Clear();
        double norm = 0, rho = 0;
        for (var i = 0; i < n; i++)
        {
            diagonal[i] = Diagonal(i);
            if (!(diagonal[i] > 0)) return false;
            direction[i] = residual[i] / diagonal[i];
            rho += residual[i] * direction[i];
            norm += residual[i] * residual[i] / diagonal[i];
        }

        for (var round = 0; round < 4 * n && rho > 1e-24 * norm; round++)
        {
            double curvature = 0;
            for (var i = 0; i < n; i++)
            {
                image[i] = RowTimes(i, direction);
                curvature += image[i] * direction[i];
            }

            if (!(curvature > 0)) return false;
            var step = rho / curvature;
            double next = 0;
            for (var i = 0; i < n; i++)
            {
                x[i] += step * direction[i];
                residual[i] -= step * image[i];
                next += residual[i] * residual[i] / diagonal[i];
            }

            for (var i = 0; i < n; i++) direction[i] = (residual[i] / diagonal[i]) + (next / rho * direction[i]);
            rho = next;
        }

        return true;
    }

    /// <summary>For each unknown: its variance when only it and those near it are unknown; zero where it is not near itself.</summary>
    bool LocalInverse(Span<double> inverse, Func<int, int, bool>? near)
    {
        for (var i = 0; i < Count; i++)
        {
            inverse[i] = 0;
            if (near is not null && !near(i, i)) continue;
            var block = Block(i, near);
            var factor = Dense(block);
            if (!SymmetricSolver.Factor(factor, block.Length)) return false;
            var unit = new double[block.Length];
            unit[0] = 1;
            SymmetricSolver.SubstituteFactor(factor, block.Length, unit);
            inverse[i] = unit[0];
        }

        return true;
    }

    /// <summary>An unknown and those of its neighbours that it shares most with.</summary>
    int[] Block(int i, Func<int, int, bool>? near)
    {
        var row = columns[i];
        var shared = row.Zip(values[i], (j, value) => (Unknown: j, Shared: Math.Abs(value))).Where(
            pair => pair.Unknown != i && (near is null || near(i, pair.Unknown)));
        return [i, .. shared.OrderByDescending(pair => pair.Shared).Take(LargestBlock).Select(pair => pair.Unknown)];
    }
}
