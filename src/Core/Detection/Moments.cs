namespace Nocturne.Core.Detection;

/// <summary>A symmetric two-by-two matrix.</summary>
/// <param name="XX">Along the columns.</param>
/// <param name="YY">Along the rows.</param>
/// <param name="XY">Mixed.</param>
public readonly record struct Moments(double XX, double YY, double XY)
{
    /// <summary>XX YY - XY².</summary>
    public double Determinant => (XX * YY) - (XY * XY);

    /// <summary>This matrix with the same figure added to both diagonal elements.</summary>
    public Moments Widened(double by) => new(XX + by, YY + by, XY);
}
