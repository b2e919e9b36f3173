namespace Nocturne.Core.Photometry;

/// <summary>Cholesky factors of small symmetric matrices, in place, row by row; only the lower triangle is looked at.</summary>
public static class SymmetricSolver
{
    /// <summary>Replaces the lower triangle by its factor L, with A = L Lᵀ.</summary>
    /// <returns>False when the matrix is not positive definite to rounding; it is then spoilt.</returns>
    public static bool Factor(Span<double> matrix, int n)
    {
        for (var j = 0; j < n; j++)
        {
            var row = matrix.Slice(j * n, n);
            var original = row[j];
            var pivot = original;
            for (var k = 0; k < j; k++) pivot -= row[k] * row[k];

            // A pivot of rounding size means that the columns are dependent.
            if (!(pivot > 1e-14 * original) || !double.IsFinite(pivot)) return false;
            pivot = Math.Sqrt(pivot);
            row[j] = pivot;
            for (var i = j + 1; i < n; i++)
            {
                var lower = matrix.Slice(i * n, n);
                var sum = lower[j];
                for (var k = 0; k < j; k++) sum -= lower[k] * row[k];
                lower[j] = sum / pivot;
            }
        }

        return true;
    }

    /// <summary>Solves L Lᵀ x = b in place.</summary>
    public static void SubstituteFactor(ReadOnlySpan<double> factor, int n, Span<double> vector)
    {
        for (var i = 0; i < n; i++)
        {
            var sum = vector[i];
            for (var k = 0; k < i; k++) sum -= factor[(i * n) + k] * vector[k];
            vector[i] = sum / factor[(i * n) + i];
        }

        for (var i = n - 1; i >= 0; i--)
        {
            var sum = vector[i];
            for (var k = i + 1; k < n; k++) sum -= factor[(k * n) + i] * vector[k];
            vector[i] = sum / factor[(i * n) + i];
        }
    }

    /// <summary>The diagonal of the inverse of L Lᵀ.</summary>
    public static void InverseDiagonal(ReadOnlySpan<double> factor, int n, Span<double> diagonal)
    {
        // (A⁻¹)ᵢᵢ is the squared length of column i of L⁻¹.
        var column = new double[n];
        for (var i = 0; i < n; i++)
        {
            double sum = 0;
            for (var r = i; r < n; r++)
            {
                var value = r == i ? 1.0 : 0.0;
                for (var k = i; k < r; k++) value -= factor[(r * n) + k] * column[k];
                column[r] = value / factor[(r * n) + r];
                sum += column[r] * column[r];
            }

            diagonal[i] = sum;
        }
    }
}
