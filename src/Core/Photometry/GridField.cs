namespace Nocturne.Core.Photometry;

/// <summary>
/// A smoothed grid of medians through scattered samples, with straight lines between and beyond the centres of its cells.
/// </summary>
public sealed class GridField : IFieldModel
{
    readonly double[] cells;
    readonly int columns;
    readonly int rows;
    readonly (double X0, double Y0, double StepX, double StepY) frame;

    /// <param name="x">Positions of the samples [pixels].</param>
    /// <param name="y">Positions of the samples [pixels].</param>
    /// <param name="values">The samples.</param>
    /// <param name="columns">Cells along x.</param>
    /// <param name="rows">Cells along y.</param>
    /// <param name="leastPerCell">Samples that a cell needs; halved until one cell has enough.</param>
    /// <param name="smoothing">Standard deviation of the smoothing [cells]; zero for none.</param>
    /// <param name="bounds">Area of the grid [pixels]; none means that of the samples.</param>
    /// <exception cref="ArgumentException">There are no samples, or no cells.</exception>
    public GridField(
        ReadOnlySpan<double> x,
        ReadOnlySpan<double> y,
        ReadOnlySpan<double> values,
        int columns = 12,
        int rows = 8,
        int leastPerCell = 6,
        double smoothing = 1,
        (double Left, double Top, double Right, double Bottom)? bounds = null)
    {
        if (x.IsEmpty || x.Length != y.Length || x.Length != values.Length || columns < 1 || rows < 1)
            throw new ArgumentException(
                $"A grid of {columns} x {rows} cells over {x.Length} samples makes no sense: there must be some of both, as many values as positions.");
        this.columns = columns;
        this.rows = rows;
        var (left, top, right, bottom) = bounds ?? (Least(x), Least(y), Most(x), Most(y));
        frame = (left, top, Math.Max(right - left, 1e-9) / columns, Math.Max(bottom - top, 1e-9) / rows);
        var members = Sort(x, y, values);
        var least = Math.Max(1, leastPerCell);
        while (least > 1 && members.All(list => list.Count < least)) least /= 2;
        cells = Medians(members, least);
        if (smoothing > 0) cells = Smooth([.. members.Select(list => (double)list.Count)], least, smoothing);
    }

    /// <inheritdoc/>
    public double At(double x, double y)
    {
        var (x0, tx) = Cell((x - frame.X0) / frame.StepX, columns);
        var (y0, ty) = Cell((y - frame.Y0) / frame.StepY, rows);
        int x1 = Math.Min(x0 + 1, columns - 1), y1 = Math.Min(y0 + 1, rows - 1);
        var upper = ((1 - tx) * cells[(y0 * columns) + x0]) + (tx * cells[(y0 * columns) + x1]);
        var lower = ((1 - tx) * cells[(y1 * columns) + x0]) + (tx * cells[(y1 * columns) + x1]);
        return ((1 - ty) * upper) + (ty * lower);
    }

    static (int Index, double Fraction) Cell(double place, int count)
    {
        if (count == 1) return (0, 0);
        var index = (int)Math.Clamp(Math.Floor(place - 0.5), 0, count - 2);
        return (index, place - 0.5 - index);
    }

    static double Least(ReadOnlySpan<double> values)
    {
        var least = double.PositiveInfinity;
        foreach (var value in values) least = Math.Min(least, value);
        return least;
    }

    static double Most(ReadOnlySpan<double> values)
    {
        var most = double.NegativeInfinity;
        foreach (var value in values) most = Math.Max(most, value);
        return most;
    }

    List<double>[] Sort(ReadOnlySpan<double> x, ReadOnlySpan<double> y, ReadOnlySpan<double> values)
    {
        var members = new List<double>[columns * rows];
        for (var c = 0; c < members.Length; c++) members[c] = [];
        for (var i = 0; i < x.Length; i++)
        {
            var cx = (int)Math.Clamp(Math.Floor((x[i] - frame.X0) / frame.StepX), 0, columns - 1);
            var cy = (int)Math.Clamp(Math.Floor((y[i] - frame.Y0) / frame.StepY), 0, rows - 1);
            members[(cy * columns) + cx].Add(values[i]);
        }

        return members;
    }

    /// <summary>Medians of the cells with enough samples; the others take the nearest of those.</summary>
    double[] Medians(List<double>[] members, int least)
    {
        var result = new double[members.Length];
        for (var c = 0; c < members.Length; c++) result[c] = members[c].Count >= least ? SigmaClip.Median(members[c].ToArray()) : double.NaN;
        var filled = (double[])result.Clone();
        for (var c = 0; c < members.Length; c++)
        {
            if (!double.IsNaN(result[c])) continue;
            var nearest = int.MaxValue;
            for (var other = 0; other < members.Length; other++)
            {
                if (double.IsNaN(result[other])) continue;
                int dx = (other % columns) - (c % columns), dy = (other / columns) - (c / columns);
                if ((dx * dx) + (dy * dy) >= nearest) continue;
                nearest = (dx * dx) + (dy * dy);
                filled[c] = result[other];
            }
        }

        return filled;
    }

    double[] Smooth(double[] counts, int least, double sigma)
    {
        var weights = counts.Select(count => count >= least ? count : 0).ToArray();
        var weighted = cells.Zip(weights, (value, weight) => value * weight).ToArray();
        var top = Blur(weighted, sigma);
        var bottom = Blur(weights, sigma);
        return [.. top.Select((value, c) => bottom[c] > 1e-12 ? value / bottom[c] : cells[c])];
    }

    /// <summary>Gaussian of so many cells, cut at four sigma, with the outermost cells continued.</summary>
    double[] Blur(double[] values, double sigma)
    {
        var reach = (int)((4 * sigma) + 0.5);
        var kernel = Enumerable.Range(-reach, (2 * reach) + 1).Select(k => Math.Exp(-0.5 * k * k / (sigma * sigma))).ToArray();
        var sum = kernel.Sum();
        var across = new double[values.Length];
        var result = new double[values.Length];
        for (var c = 0; c < values.Length; c++)
        {
            for (var k = -reach; k <= reach; k++)
                across[c] += kernel[k + reach] / sum * values[(c / columns * columns) + Math.Clamp((c % columns) + k, 0, columns - 1)];
        }

        for (var c = 0; c < values.Length; c++)
        {
            for (var k = -reach; k <= reach; k++)
                result[c] += kernel[k + reach] / sum * across[(Math.Clamp((c / columns) + k, 0, rows - 1) * columns) + (c % columns)];
        }

        return result;
    }
}
