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

    public MeshGrid Copy()
    {
        var copy = new MeshGrid(columns, rows);
        Values.CopyTo(copy.Values, 0);
        return copy;
    }

    /// <summary>Median of a window, both corners included.</summary>
    public double Median((int X0, int Y0, int X1, int Y1) window, Span<double> scratch)
    {
        var count = 0;
        for (var j = window.Y0; j <= window.Y1; j++)
            for (var i = window.X0; i <= window.X1; i++)
                scratch[count++] = this[i, j];
        return Selection.Median(scratch[..count]);
    }

    public double Median() => Selection.Median(Values.AsSpan().ToArray());
}
