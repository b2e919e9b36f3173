namespace Nocturne.Core.Photometry;

/// <summary>
/// The normal equations of sources that share pixels: M_ij = Σ w P_i P_j, b_i = Σ w P_i d. Only pairs that touch are stored.
/// </summary>
/// <remarks>
/// Up to <see cref="LargestExact"/> unknowns are solved by Cholesky factors with the full covariance. More are solved by conjugate
/// gradients to the same answer, with variances from each unknown and those that touch it; the caller flags them.
/// </remarks>
public sealed partial class NormalEquations
{
    /// <summary>Most unknowns that are solved with the full covariance.</summary>
    public const int LargestExact = 400;

    readonly int[][] columns;
    readonly double[][] values;
    readonly double[] right;

    NormalEquations(int[][] columns, double[][] values, double[] right)
    {
        this.columns = columns;
        this.values = values;
        this.right = right;
    }

    /// <summary>Number of unknowns.</summary>
    public int Count => right.Length;

    /// <summary>b.</summary>
    public ReadOnlySpan<double> Right => right;

    /// <summary>Builds the equations.</summary>
    /// <param name="box">The pixels of the three spans.</param>
    /// <param name="counts">d [ADU].</param>
    /// <param name="weights">w; zero means: do not use.</param>
    /// <param name="stamps">P of each source.</param>
    /// <param name="constant">Whether a level common to all pixels is the last unknown.</param>
    public static NormalEquations Build(
        PixelBox box, ReadOnlySpan<double> counts, ReadOnlySpan<double> weights, IReadOnlyList<Stamp> stamps, bool constant = false)
    {
        var n = stamps.Count + (constant ? 1 : 0);
        var columns = new List<int>[n];
        var values = new List<double>[n];
        var right = new double[n];
        for (var i = 0; i < n; i++) (columns[i], values[i]) = ([], []);

        // From left to right, each stamp meets those that begin before it ends.
        int[] order = [.. Enumerable.Range(0, stamps.Count).OrderBy(i => stamps[i].Box.X)];
        for (var a = 0; a < order.Length; a++)
        {
            var i = order[a];
            right[i] = Product(box, weights, stamps[i], counts);
            for (var b = a; b < order.Length && stamps[order[b]].Box.X < stamps[i].Box.Right; b++)
            {
                var product = Product(box, weights, stamps[i], stamps[order[b]]);
                if (product != 0 || a == b) Store(columns, values, i, order[b], product);
            }
        }

        if (constant)
        {
            double sum = 0, data = 0;
            for (var i = 0; i < stamps.Count; i++) Store(columns, values, n - 1, i, Product(box, weights, stamps[i], []));
            for (var p = 0; p < weights.Length; p++)
            {
                sum += weights[p];
                data += weights[p] * counts[p];
            }

            Store(columns, values, n - 1, n - 1, sum);
            right[n - 1] = data;
        }

        return new NormalEquations([.. columns.Select(list => list.ToArray())], [.. values.Select(list => list.ToArray())], right);
    }

    /// <summary>The whole matrix, row by row, and b: for those who add to them.</summary>
    public (double[] Matrix, double[] Right) ToDense() => (Dense([.. Enumerable.Range(0, Count)]), [.. right]);

    /// <summary>Solves for all unknowns.</summary>
    /// <param name="solution">Filled with the unknowns.</param>
    /// <param name="inverse">
    /// Filled with the diagonal of the inverse matrix: the variances, when w is one over the variance of a pixel.
    /// </param>
    /// <param name="response">
    /// When given, filled with the change of the unknowns when b changes by these numbers; its content is replaced.
    /// </param>
    /// <param name="near">
    /// Above <see cref="LargestExact"/>: whether the second unknown matters for the variance of the first; none = if they touch.
    /// </param>
    /// <returns>False when the sources cannot be told apart.</returns>
    public bool Solve(Span<double> solution, Span<double> inverse, Span<double> response = default, Func<int, int, bool>? near = null)
    {
        if (Count <= LargestExact)
        {
            var factor = Dense([.. Enumerable.Range(0, Count)]);
            if (!SymmetricSolver.Factor(factor, Count)) return false;
            right.CopyTo(solution);
            SymmetricSolver.SubstituteFactor(factor, Count, solution);
            SymmetricSolver.InverseDiagonal(factor, Count, inverse);
            if (!response.IsEmpty) SymmetricSolver.SubstituteFactor(factor, Count, response);
            return true;
        }

        if (!ConjugateGradients(right, solution) || !LocalInverse(inverse, near)) return false;
        if (response.IsEmpty) return true;
        var change = new double[Count];
        if (!ConjugateGradients(response.ToArray(), change)) return false;
        change.CopyTo(response);
        return true;
    }

    /// <summary>Solves with no unknown below zero (coordinate descent); unknowns at zero have the variance zero.</summary>
    /// <param name="solution">Filled with the unknowns.</param>
    /// <param name="inverse">Filled with the diagonal of the inverse of the matrix of those above zero.</param>
    /// <param name="rounds">Largest number of sweeps.</param>
    /// <param name="tolerance">Sweeping ends when no gradient changes by more than this times max(1, max |b|).</param>
    public bool SolveNonNegative(Span<double> solution, Span<double> inverse, int rounds = 512, double tolerance = 1e-10)
    {
        solution.Clear();
        inverse.Clear();
        var scale = 1.0;
        foreach (var b in right) scale = Math.Max(scale, Math.Abs(b));
        var settled = false;
        for (var round = 0; round < rounds && !settled; round++)
        {
            double largest = 0;
            for (var i = 0; i < Count; i++)
            {
                var diagonal = Diagonal(i);
                if (!(diagonal > 0)) continue;
                var gradient = right[i] - RowTimes(i, solution);
                var next = Math.Max(0, solution[i] + (gradient / diagonal));
                largest = Math.Max(largest, diagonal * Math.Abs(next - solution[i]));
                solution[i] = next;
            }

            settled = largest <= tolerance * scale;
        }

        var active = new List<int>();
        for (var i = 0; i < Count; i++)
        {
            if (solution[i] > 0) active.Add(i);
        }

        if (active.Count == 0) return settled;
        if (active.Count > LargestExact)
        {
            var keep = new bool[Count];
            foreach (var i in active) keep[i] = true;
            return LocalInverse(inverse, (i, j) => keep[i] && keep[j]) && settled;
        }

        var factor = Dense([.. active]);
        if (!SymmetricSolver.Factor(factor, active.Count)) return false;
        var variances = new double[active.Count];
        SymmetricSolver.InverseDiagonal(factor, active.Count, variances);
        for (var i = 0; i < active.Count; i++) inverse[active[i]] = variances[i];
        return settled;
    }

    static void Store(List<int>[] columns, List<double>[] values, int i, int j, double value)
    {
        columns[i].Add(j);
        values[i].Add(value);
        if (i == j) return;
        columns[j].Add(i);
        values[j].Add(value);
    }

    static double Product(PixelBox box, ReadOnlySpan<double> weights, Stamp a, Stamp b)
    {
        var common = a.Box.Common(b.Box).Common(box);
        double sum = 0;
        for (var y = common.Y; y < common.Bottom; y++)
        {
            var w = weights.Slice(((y - box.Y) * box.Width) + common.X - box.X, common.Width);
            var p = a.Values.AsSpan(((y - a.Box.Y) * a.Box.Width) + common.X - a.Box.X, common.Width);
            var q = b.Values.AsSpan(((y - b.Box.Y) * b.Box.Width) + common.X - b.Box.X, common.Width);
            for (var i = 0; i < w.Length; i++) sum += w[i] * p[i] * q[i];
        }

        return sum;
    }

    /// <summary>Σ w P d, or Σ w P when no counts are given.</summary>
    static double Product(PixelBox box, ReadOnlySpan<double> weights, Stamp a, ReadOnlySpan<double> counts)
    {
        var common = a.Box.Common(box);
        double sum = 0;
        for (var y = common.Y; y < common.Bottom; y++)
        {
            var start = ((y - box.Y) * box.Width) + common.X - box.X;
            var w = weights.Slice(start, common.Width);
            var p = a.Values.AsSpan(((y - a.Box.Y) * a.Box.Width) + common.X - a.Box.X, common.Width);
            if (counts.IsEmpty)
            {
                for (var i = 0; i < w.Length; i++) sum += w[i] * p[i];
            }
            else
            {
                var d = counts.Slice(start, common.Width);
                for (var i = 0; i < w.Length; i++) sum += w[i] * p[i] * d[i];
            }
        }

        return sum;
    }

    /// <summary>Σ w P of every unknown: how b answers to a level of one under all pixels.</summary>
    public static double[] LevelResponse(PixelBox box, ReadOnlySpan<double> weights, IReadOnlyList<Stamp> stamps)
    {
        var sums = new double[stamps.Count];
        for (var i = 0; i < sums.Length; i++) sums[i] = Product(box, weights, stamps[i], []);
        return sums;
    }

    double Diagonal(int i)
    {
        var place = Array.IndexOf(columns[i], i);
        return place < 0 ? 0 : values[i][place];
    }

    double RowTimes(int i, ReadOnlySpan<double> vector)
    {
        double sum = 0;
        var row = columns[i];
        var entries = values[i];
        for (var k = 0; k < row.Length; k++) sum += entries[k] * vector[row[k]];
        return sum;
    }

    double[] Dense(int[] unknowns)
    {
        var n = unknowns.Length;
        var place = new Dictionary<int, int>(n);
        for (var i = 0; i < n; i++) place[unknowns[i]] = i;
        var matrix = new double[n * n];
        for (var i = 0; i < n; i++)
        {
            var row = columns[unknowns[i]];
            for (var k = 0; k < row.Length; k++)
            {
                if (place.TryGetValue(row[k], out var j)) matrix[(i * n) + j] = values[unknowns[i]][k];
            }
        }

        return matrix;
    }
}
