using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Nocturne.Core.Background;

/// <summary>
/// A smooth surface through the values of a mesh: the product of two cubic splines. Any row, part of a row or point can be had without
/// the rest.
/// </summary>
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
        Span<double> v = stackalloc double[2], s = stackalloc double[2];
        CombineRow(vertical, horizontal.Cell, v, s);
        return Math.Clamp(horizontal.Combine(v[0], v[1], s[0], s[1]), lowest, highest);
    }

    /// <summary>Values at pixels x, x + 1, ... of row y, times a factor.</summary>
    public void Row(int x, int y, Span<float> destination, float factor = 1)
    {
        using var cubics = new RowCubics(this, x, y, destination.Length);
        for (var at = x; at < x + destination.Length;)
        {
            var cubic = cubics.Next(at, out var next);
            cubic.Evaluate(at, destination.Slice(at - x, next - at), (float)lowest, (float)highest, factor);
            at = next;
        }
    }

    /// <summary>Pixels x, x + 1, ... of row y less the values there; both may be the same memory.</summary>
    public void SubtractRow(int x, int y, ReadOnlySpan<float> pixels, Span<float> destination)
    {
        using var cubics = new RowCubics(this, x, y, pixels.Length);
        for (var at = x; at < x + pixels.Length;)
        {
            var cubic = cubics.Next(at, out var next);
            cubic.Subtract(at, pixels[(at - x)..(next - x)], destination[(at - x)..(next - x)], (float)lowest, (float)highest);
            at = next;
        }
    }

    /// <summary>Values at pixels x, x + 1, ... of row y, in double precision.</summary>
    public void Row(int x, int y, Span<double> destination)
    {
        using var cubics = new RowCubics(this, x, y, destination.Length);
        for (var at = x; at < x + destination.Length;)
        {
            var cubic = cubics.Next(at, out var next);
            for (; at < next; at++) destination[at - x] = Math.Clamp(cubic.At(at), lowest, highest);
        }
    }

    /// <summary>
    /// Values and second derivatives along x at the columns of nodes from <paramref name="column"/> on, for one row of pixels.
    /// </summary>
    void CombineRow(CellWeights vertical, int column, Span<double> v, Span<double> s)
    {
        var first = (vertical.Cell * stride) + column;
        var next = first + stride;
        var count = v.Length;
        vertical.Combine(values.AsSpan(first, count), values.AsSpan(next, count), secondsY.AsSpan(first, count), secondsY.AsSpan(next, count), v);
        vertical.Combine(secondsX.AsSpan(first, count), secondsX.AsSpan(next, count), secondsXY.AsSpan(first, count), secondsXY.AsSpan(next, count), s);
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

    /// <summary>The cubics along one row, from left to right.</summary>
    ref struct RowCubics : IDisposable
    {
        readonly SplineAxis axis;
        readonly double[] scratch;
        readonly Span<double> v;
        readonly Span<double> s;
        readonly int first;
        readonly int end;
        int cell;

        public RowCubics(MeshSurface surface, int x, int y, int length)
        {
            axis = surface.xAxis;
            end = x + length;
            cell = first = axis.Cell(x);
            var nodes = axis.Cell(end - 1) - first + 2;
            scratch = ArrayPool<double>.Shared.Rent(2 * nodes);
            v = scratch.AsSpan(0, nodes);
            s = scratch.AsSpan(nodes, nodes);
            surface.CombineRow(new(surface.yAxis, y), first, v, s);
        }

        /// <summary>The cubic that holds at pixel x and up to the next cell.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public CellCubic Next(int x, out int next)
        {
            var last = cell == axis.Count;
            next = last ? end : Math.Min(end, Math.Max(x + 1, axis.FirstPixel(cell + 1)));
            var k = cell - first;
            var cubic = new CellCubic(axis.Nodes[cell], axis.Inverse(cell), v[k], v[k + 1], s[k], s[k + 1]);
            if (!last) cell++;
            return cubic;
        }

        public readonly void Dispose() => ArrayPool<double>.Shared.Return(scratch);
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

        /// <remarks>In the order of the vectors, so that a row is the same to the last digit wherever it begins.</remarks>
        public double Combine(double v0, double v1, double s0, double s1) => ((left * v0) + (right * v1)) + ((leftBend * s0) + (rightBend * s1));

        public void Combine(ReadOnlySpan<double> v0, ReadOnlySpan<double> v1, ReadOnlySpan<double> s0, ReadOnlySpan<double> s1, Span<double> result)
        {
            var k = 0;
            for (; k <= result.Length - Vector<double>.Count; k += Vector<double>.Count)
            {
                var value = (new Vector<double>(v0[k..]) * left) + (new Vector<double>(v1[k..]) * right);
                var bend = (new Vector<double>(s0[k..]) * leftBend) + (new Vector<double>(s1[k..]) * rightBend);
                (value + bend).CopyTo(result[k..]);
            }
            for (; k < result.Length; k++) result[k] = Combine(v0[k], v1[k], s0[k], s1[k]);
        }
    }

    /// <summary>a + b d + c d² + e d³ with d the distance from the left node.</summary>
    readonly struct CellCubic(double origin, double inverse, double v0, double v1, double s0, double s1)
    {
        readonly double b = ((v1 - v0) * inverse) - (((2 * s0) + s1) / (6 * inverse));
        readonly double c = s0 / 2;
        readonly double e = (s1 - s0) * inverse / 6;

        public double At(double x)
        {
            var d = x - origin;
            return v0 + (d * (b + (d * (c + (d * e)))));
        }

        public void Evaluate(int x, Span<float> destination, float lowest, float highest, float factor)
        {
            var (a1, b1, c1, e1) = (new Vector<float>((float)v0), new Vector<float>((float)b), new Vector<float>((float)c), new Vector<float>((float)e));
            var (lows, highs) = (new Vector<float>(lowest), new Vector<float>(highest));
            var d = new Vector<float>((float)(x - origin)) + Vector<float>.Indices;
            var target = MemoryMarshal.Cast<float, Vector<float>>(destination);
            for (var i = 0; i < target.Length; i++, d += new Vector<float>(Vector<float>.Count)) target[i] = Value(d, a1, b1, c1, e1, lows, highs) * factor;
            var done = target.Length * Vector<float>.Count;
            if (done == destination.Length) return;
            var last = Value(d, a1, b1, c1, e1, lows, highs) * factor;
            for (var i = done; i < destination.Length; i++) destination[i] = last[i - done];
        }

        public void Subtract(int x, ReadOnlySpan<float> pixels, Span<float> destination, float lowest, float highest)
        {
            var (a1, b1, c1, e1) = (new Vector<float>((float)v0), new Vector<float>((float)b), new Vector<float>((float)c), new Vector<float>((float)e));
            var (lows, highs) = (new Vector<float>(lowest), new Vector<float>(highest));
            var d = new Vector<float>((float)(x - origin)) + Vector<float>.Indices;
            var source = MemoryMarshal.Cast<float, Vector<float>>(pixels);
            var target = MemoryMarshal.Cast<float, Vector<float>>(destination);
            for (var i = 0; i < source.Length; i++, d += new Vector<float>(Vector<float>.Count)) target[i] = source[i] - Value(d, a1, b1, c1, e1, lows, highs);
            var done = source.Length * Vector<float>.Count;
            if (done == pixels.Length) return;
            var last = Value(d, a1, b1, c1, e1, lows, highs);
            for (var i = done; i < pixels.Length; i++) destination[i] = pixels[i] - last[i - done];
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static Vector<float> Value(Vector<float> d, Vector<float> a, Vector<float> b, Vector<float> c, Vector<float> e, Vector<float> lows, Vector<float> highs) =>
            Vector.Min(Vector.Max(Vector.FusedMultiplyAdd(d, Vector.FusedMultiplyAdd(d, Vector.FusedMultiplyAdd(d, e, c), b), a), lows), highs);
    }
}
