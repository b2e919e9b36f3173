namespace Nocturne.Core.Background;

/// <summary>
/// Where the boxes of a mesh stand along one axis, and how a cubic is drawn through values at these places: second derivatives at the
/// nodes,
/// and one more node beyond each end, so that an outer half box is a cell like any other.
/// </summary>
/// <remarks>
/// In a cell of length h, with A = (x₁ - x)/h and B = 1 - A, the cubic is A v₀ + B v₁ + ((A³ - A) s₀ + (B³ - B) s₁) h²/6 (Press et al.
/// 2007, section 3.3).
/// </remarks>
sealed class SplineAxis
{
    readonly BackgroundEstimator rule;
    readonly double[] nodes;
    readonly double[] inverses;
    readonly int[] firstPixels;

    /// <param name="centres">Ascending centres of the boxes [pixels].</param>
    /// <param name="box">Length of a box [pixels].</param>
    /// <param name="rule">Whose spline.</param>
    public SplineAxis(ReadOnlySpan<double> centres, double box, BackgroundEstimator rule)
    {
        this.rule = rule;
        Count = centres.Length;
        nodes = new double[Count + 2];
        centres.CopyTo(nodes.AsSpan(1));
        nodes[0] = nodes[1] - (Count > 1 ? nodes[2] - nodes[1] : box);
        nodes[^1] = nodes[^2] + (Count > 1 ? nodes[^2] - nodes[^3] : box);
        inverses = new double[Count + 1];
        for (var k = 0; k < inverses.Length; k++) inverses[k] = 1 / (nodes[k + 1] - nodes[k]);
        firstPixels = Array.ConvertAll(nodes, node => (int)Math.Ceiling(node));
    }

    /// <summary>The first pixel that is not left of a node.</summary>
    public int FirstPixel(int node) => firstPixels[node];

    /// <summary>One over the length of the cell right of a node.</summary>
    public double Inverse(int node) => inverses[node];

    /// <summary>Number of boxes.</summary>
    public int Count { get; }

    /// <summary>Places of the nodes [pixels], the two beyond the ends included.</summary>
    public ReadOnlySpan<double> Nodes => nodes;

    /// <summary>
    /// The cell that holds a coordinate, as the index of its left node; what lies beyond the outer nodes belongs to the outer cells.
    /// </summary>
    public int Cell(double x)
    {
        var (low, high) = (0, Count);
        while (low < high)
        {
            var middle = (low + high + 1) >>> 1;
            if (nodes[middle] <= x) low = middle;
            else high = middle - 1;
        }
        return low;
    }

    /// <summary>Continues values at the boxes to all nodes and finds the second derivatives there.</summary>
    /// <param name="values">One value per node; those of the boxes are given, the first and the last are set.</param>
    /// <param name="seconds">Takes the second derivative at each node.</param>
    public void Solve(Span<double> values, Span<double> seconds)
    {
        seconds.Clear();
        if (Count == 1)
        {
            values[0] = values[2] = values[1];
            return;
        }
        switch (rule)
        {
            case BackgroundEstimator.Gradient:
                SolveNatural(values, seconds);
                // Beyond the outer boxes the spline goes on with the slope it has there; the outer nodes lie as far out as the next ones lie in.
                var (firstCell, lastCell) = (nodes[2] - nodes[1], nodes[^2] - nodes[^3]);
                values[0] = (2 * values[1]) - values[2] + (firstCell * firstCell / 6 * seconds[2]);
                values[^1] = (2 * values[^2]) - values[^3] + (lastCell * lastCell / 6 * seconds[^3]);
                break;
            case BackgroundEstimator.Classic:
                SolveClassic(values, seconds);
                // The outer cubics run on; their second derivative is linear and zero at the outer boxes.
                values[0] = (2 * values[1]) - values[2];
                values[^1] = (2 * values[^2]) - values[^3];
                seconds[0] = -seconds[2];
                seconds[^1] = -seconds[^3];
                break;
            default:
                SolveMirrored(values, seconds);
                break;
        }
    }

    /// <summary>The true natural spline: second derivative zero at the outer boxes.</summary>
    void SolveNatural(Span<double> values, Span<double> seconds)
    {
        Span<double> upper = Count <= 256 ? stackalloc double[Count + 2] : new double[Count + 2];
        upper[1] = 0;
        for (var k = 2; k < Count; k++)
        {
            var (left, right) = (nodes[k] - nodes[k - 1], nodes[k + 1] - nodes[k]);
            var pivot = (2 * (left + right)) - (left * upper[k - 1]);
            upper[k] = right / pivot;
            var bend = 6 * (((values[k + 1] - values[k]) / right) - ((values[k] - values[k - 1]) / left));
            seconds[k] = (bend - (left * seconds[k - 1])) / pivot;
        }
        for (var k = Count - 1; k >= 2; k--) seconds[k] -= upper[k] * seconds[k + 1];
    }

    /// <summary>
    /// Source Extractor's recursion, in which the value of the back substitution is already divided by six where it is used: nearly a
    /// natural spline.
    /// </summary>
    void SolveClassic(Span<double> values, Span<double> seconds)
    {
        Span<double> factors = Count <= 256 ? stackalloc double[Count + 2] : new double[Count + 2];
        factors[1] = 0;
        for (var k = 2; k < Count; k++)
        {
            factors[k] = -1 / (factors[k - 1] + 4);
            seconds[k] = factors[k] * (seconds[k - 1] - (6 * (values[k + 1] + values[k - 1] - (2 * values[k]))));
        }
        for (var k = Count - 1; k >= 2; k--) seconds[k] = ((factors[k] * seconds[k + 1]) + seconds[k]) / 6;
        var step = nodes[2] - nodes[1];
        foreach (ref var second in seconds) second *= 6 / (step * step);
    }

    /// <summary>
    /// The B-spline whose coefficients repeat in mirror image beyond the edge of the frame, ... c b a | a b c ..., found by the recursive
    /// filter of
    /// Unser, Aldroubi and Eden (1993, IEEE Trans. Signal Process. 41, 821) in the way of scipy.ndimage.
    /// </summary>
    /// <remarks>
    /// The start value of scipy is not the exact one: its last term takes the sum so far in place of the first value. With few boxes the
    /// spline then misses
    /// the values (by 0.1 in 400 for three boxes), and photutils' maps show it; so do these.
    /// </remarks>
    void SolveMirrored(Span<double> values, Span<double> seconds)
    {
        Span<double> padded = Count <= 256 ? stackalloc double[Count + 4] : new double[Count + 4];
        var c = padded.Slice(2, Count);
        for (var k = 0; k < Count; k++) c[k] = 6 * values[k + 1];
        var pole = Math.Sqrt(3) - 2;
        var (power, last, first) = (pole, Math.Pow(pole, Count), c[0]);
        c[0] += last * c[^1];
        for (var k = 1; k < Count; k++, power *= pole) c[0] += power * (c[k] + (last * c[Count - 1 - k]));
        c[0] = first + (c[0] * pole / (1 - (last * last)));
        for (var k = 1; k < Count; k++) c[k] += pole * c[k - 1];
        c[^1] *= pole / (pole - 1);
        for (var k = Count - 2; k >= 0; k--) c[k] = pole * (c[k + 1] - c[k]);

        (padded[0], padded[1], padded[^2], padded[^1]) = (c[1], c[0], c[^1], c[^2]);
        var step = nodes[2] - nodes[1];
        for (var k = 0; k < values.Length; k++)
        {
            values[k] = (padded[k] + (4 * padded[k + 1]) + padded[k + 2]) / 6;
            seconds[k] = (padded[k] - (2 * padded[k + 1]) + padded[k + 2]) / (step * step);
        }
    }
}
