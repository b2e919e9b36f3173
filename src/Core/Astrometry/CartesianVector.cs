namespace Nocturne.Core.Astrometry;

/// <summary>A vector in space; its unit and frame are told by what returns it.</summary>
public readonly record struct CartesianVector(double X, double Y, double Z)
{
    public double Length => Math.Sqrt(Dot(this));

    public double Dot(CartesianVector other) => (X * other.X) + (Y * other.Y) + (Z * other.Z);

    public static CartesianVector operator +(CartesianVector left, CartesianVector right) =>
        new(left.X + right.X, left.Y + right.Y, left.Z + right.Z);

    public static CartesianVector operator *(double factor, CartesianVector vector) =>
        new(factor * vector.X, factor * vector.Y, factor * vector.Z);

    /// <summary>The components in axes turned by an angle [rad] about the y axis.</summary>
    internal CartesianVector InAxesTurnedAboutY(double angle)
    {
        var (sin, cos) = Math.SinCos(angle);
        return new((cos * X) - (sin * Z), Y, (sin * X) + (cos * Z));
    }

    /// <summary>The components in axes turned by an angle [rad] about the z axis.</summary>
    internal CartesianVector InAxesTurnedAboutZ(double angle)
    {
        var (sin, cos) = Math.SinCos(angle);
        return new((cos * X) + (sin * Y), (cos * Y) - (sin * X), Z);
    }
}
