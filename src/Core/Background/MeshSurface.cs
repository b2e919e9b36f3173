using System.Numerics;
using System.Runtime.InteropServices;

namespace Nocturne.Core.Background;

/// <summary>A smooth surface through the values of a mesh: the product of two cubic splines. Any row, part of a row or point can be had without the rest.</summary>
sealed class MeshSurface
{
    readonly SplineAxis xAxis;
    readonly SplineAxis yAxis;
    readonly int stride;
    readonly double[] values;
    readonly double[] secondsX;
    readonly double[] secondsY;
    readonly double[] secondsXY;
    readonly double lowest = double.NegativeInfinity;
    readonly double highest = double.PositiveInfinity;

    /// <param name="grid">Values at the boxes.</param>
    /// <param name="xAxis">Places of the columns.</param>
    /// <param name="yAxis">Places of the rows.</param>
    /// <param name="limit">Keep the surface between the smallest and the largest value of the grid.</param>
    public MeshSurface(MeshGrid grid, SplineAxis xAxis, SplineAxis yAxis, bool limit)
    {
        this.xAxis = xAxis;
        this.yAxis = yAxis;
        stride = xAxis.Count + 2;
        var length = stride * (yAxis.Count + 2);
        (values, secondsX, secondsY, secondsXY) = (new double[length], new double[length], new double[length], new double[length]);
        for (var j = 0; j < grid.Rows; j++)
        {
            var row = (j + 1) * stride;
            grid.Values.AsSpan(j * grid.Columns, grid.Columns).CopyTo(values.AsSpan(row + 1));
            xAxis.Solve(values.AsSpan(row, stride), secondsX.AsSpan(row, stride));
        }
        var column = new double[yAxis.Count + 2];
        var bends = new double[yAxis.Count + 2];
        SolveColumns(values, secondsY, column, bends);
        SolveColumns(secondsX, secondsXY, column, bends);
        if (!limit) return;
        lowest = grid.Values.Min();
        highest = grid.Values.Max();
    }

    public double At(double x, double y)
    {
        var vertical = new CellWeights(yAxis, y);
        var horizontal = new CellWeights(xAxis, x);
        var (v0, s0) = Node(vertical, horizontal.Cell);
        var (v1, s1) = Node(vertical, horizontal.Cell + 1);
        return Math.Clamp(horizontal.Combine(v0, v1, s0, s1), lowest, highest);
    }

    /// <summary>Values at pixels x, x + 1, ... of row y.</summary>
    public void Row(int x, int y, Span<float> destination)
    {
        var vertical = new CellWeights(yAxis, y);
        var end = x + destination.Length;
        for (var at = x; at < end;)
        {
            var cubic = Cubic(vertical, at, end, out var next);
            cubic.Evaluate(at, destination.Slice(at - x, next - at), (float)lowest, (float)highest);
            at = next;
        }
    }

    /// <summary>Values at pixels x, x + 1, ... of row y, in double precision.</summary>
    public void Row(int x, int y, Span<double> destination)
    {
        var vertical = new CellWeights(yAxis, y);
        var end = x + destination.Length;
        for (var at = x; at < end;)
        {
            var cubic = Cubic(vertical, at, end, out var next);
            for (; at < next; at++) destination[at - x] = Math.Clamp(cubic.At(at), lowest, highest);
        }
    }

    /// <summary>The cubic along row y that holds from pixel x up to the next cell.</summary>
    CellCubic Cubic(CellWeights vertical, int x, int end, out int next)
    {
        var cell = xAxis.Cell(x);
        next = cell == xAxis.Count ? end : Math.Min(end, Math.Max(x + 1, (int)Math.Ceiling(xAxis.Nodes[cell + 1])));
        var (v0, s0) = Node(vertical, cell);
        var (v1, s1) = Node(vertical, cell + 1);
        return new(xAxis.Nodes[cell], xAxis.Nodes[cell + 1] - xAxis.Nodes[cell], v0, v1, s0, s1);
    }

    /// <summary>Value and second derivative along x at a column of nodes, for one row of pixels.</summary>
    (double Value, double SecondX) Node(CellWeights vertical, int column)
    {
        var at = (vertical.Cell * stride) + column;
        return (vertical.Combine(values[at], values[at + stride], secondsY[at], secondsY[at + stride]),
            vertical.Combine(secondsX[at], secondsX[at + stride], secondsXY[at], secondsXY[at + stride]));
    }

    void SolveColumns(double[] nodes, double[] seconds, Span<double> column, Span<double> bends)
    {
        for (var i = 0; i < stride; i++)
        {
            for (var j = 0; j < column.Length; j++) column[j] = nodes[(j * stride) + i];
            yAxis.Solve(column, bends);
            for (var j = 0; j < column.Length; j++)
            {
                nodes[(j * stride) + i] = column[j];
                seconds[(j * stride) + i] = bends[j];
            }
        }
    }

    /// <summary>Weights of the two nodes that bound a coordinate, for their values and their second derivatives.</summary>
    readonly struct CellWeights
    {
        readonly double left;
        readonly double right;
        readonly double leftBend;
        readonly double rightBend;

        public CellWeights(SplineAxis axis, double at)
        {
            Cell = axis.Cell(at);
            var length = axis.Nodes[Cell + 1] - axis.Nodes[Cell];
            right = (at - axis.Nodes[Cell]) / length;
            left = 1 - right;
            leftBend = ((left * left * left) - left) * length * length / 6;
            rightBend = ((right * right * right) - right) * length * length / 6;
        }

        public int Cell { get; }

        public double Combine(double v0, double v1, double s0, double s1) => (left * v0) + (right * v1) + (leftBend * s0) + (rightBend * s1);
    }

    /// <summary>a + b d + c d² + e d³ with d the distance from the left node.</summary>
    readonly struct CellCubic(double origin, double length, double v0, double v1, double s0, double s1)
    {
        readonly double b = ((v1 - v0) / length) - (length * ((2 * s0) + s1) / 6);
        readonly double c = s0 / 2;
        readonly double e = (s1 - s0) / (6 * length);

        public double At(double x)
        {
            var d = x - origin;
            return v0 + (d * (b + (d * (c + (d * e)))));
        }

        public void Evaluate(int x, Span<float> destination, float lowest, float highest)
        {
            var start = (float)(x - origin);
            var vectors = MemoryMarshal.Cast<float, Vector<float>>(destination);
            if (vectors.Length > 0)
            {
                var (a1, b1, c1, e1) = (new Vector<float>((float)v0), new Vector<float>((float)b), new Vector<float>((float)c), new Vector<float>((float)e));
                var (lows, highs) = (new Vector<float>(lowest), new Vector<float>(highest));
                var d = new Vector<float>(start) + Vector<float>.Indices;
                var step = new Vector<float>(Vector<float>.Count);
                for (var i = 0; i < vectors.Length; i++, d += step)
                    vectors[i] = Vector.Min(Vector.Max(Vector.FusedMultiplyAdd(d, Vector.FusedMultiplyAdd(d, Vector.FusedMultiplyAdd(d, e1, c1), b1), a1), lows), highs);
            }
            for (var i = vectors.Length * Vector<float>.Count; i < destination.Length; i++)
            {
                var d = start + i;
                var value = MathF.FusedMultiplyAdd(d, MathF.FusedMultiplyAdd(d, MathF.FusedMultiplyAdd(d, (float)e, (float)c), (float)b), (float)v0);
                destination[i] = MathF.Min(MathF.Max(value, lowest), highest);
            }
        }
    }
}
