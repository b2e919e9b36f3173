using System.Buffers;

namespace Nocturne.Core.Background;

/// <summary>One number per box of a background mesh.</summary>
sealed class MeshGrid(int columns, int rows)
{
    public int Columns => columns;

    public int Rows => rows;

    public double[] Values { get; } = new double[columns * rows];

    public double this[int column, int row]
    {
        get => Values[(row * columns) + column];
        set => Values[(row * columns) + column] = value;
    }

    public double Median()
    {
        var scratch = ArrayPool<double>.Shared.Rent(Values.Length);
        Values.CopyTo(scratch, 0);
        var median = Selection.Median(scratch.AsSpan(0, Values.Length));
        ArrayPool<double>.Shared.Return(scratch);
        return median;
    }
}
