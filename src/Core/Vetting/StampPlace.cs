namespace Nocturne.Core.Vetting;

/// <summary>A point of a stamp; the centre of its first pixel is (0, 0).</summary>
/// <param name="Row">Row [pixels].</param>
/// <param name="Column">Column [pixels].</param>
public readonly record struct StampPlace(double Row, double Column)
{
    /// <summary>Distance to another point [pixels].</summary>
    public double DistanceTo(double row, double column) => Math.Sqrt(SquaredDistanceTo(row, column));

    /// <summary>Its square [pixels²].</summary>
    public double SquaredDistanceTo(double row, double column) => ((row - Row) * (row - Row)) + ((column - Column) * (column - Column));

    /// <summary>The geometric centre of a stamp.</summary>
    public static StampPlace CentreOf(int rows, int columns) => new((rows - 1) / 2.0, (columns - 1) / 2.0);
}
