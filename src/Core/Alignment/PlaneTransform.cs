namespace Nocturne.Core.Alignment;

/// <summary>A linear map of the plane with a shift, from reference-frame pixels to frame pixels: x' = Xx x + Xy y + X0, y' = Yx x + Yy y + Y0.</summary>
public readonly record struct PlaneTransform(double Xx, double Xy, double X0, double Yx, double Yy, double Y0)
{
    public static PlaneTransform Identity { get; } = new(1, 0, 0, 0, 1, 0);

    /// <summary>Positive for a turn, negative for a mirror image.</summary>
    public double Determinant => (Xx * Yy) - (Xy * Yx);

    /// <summary>The linear magnification.</summary>
    public double Scale => Math.Sqrt(Math.Abs(Determinant));

    /// <summary>The turn from the reference's x axis [radians], counted from +x towards +y.</summary>
    public double Rotation => Math.Atan2(Yx, Xx);

    public static PlaneTransform Shift(double dx, double dy) => new(1, 0, dx, 0, 1, dy);

    public (double X, double Y) Apply(double x, double y) => ((Xx * x) + (Xy * y) + X0, (Yx * x) + (Yy * y) + Y0);

    /// <summary>The map with half a circle added to its turn, as after a meridian flip; its shift is kept.</summary>
    public PlaneTransform UpsideDown() => new(-Xx, -Xy, X0, -Yx, -Yy, Y0);

    /// <summary>The map back.</summary>
    /// <exception cref="InvalidOperationException">The map flattens the plane.</exception>
    public PlaneTransform Inverse()
    {
        var d = Determinant;
        if (d == 0 || !double.IsFinite(d)) throw new InvalidOperationException("A map that flattens the plane has no inverse.");
        return new(Yy / d, -Xy / d, ((Xy * Y0) - (Yy * X0)) / d, -Yx / d, Xx / d, ((Yx * X0) - (Xx * Y0)) / d);
    }

    /// <summary>First this map, then another.</summary>
    public PlaneTransform Then(PlaneTransform next) => new(
        (next.Xx * Xx) + (next.Xy * Yx), (next.Xx * Xy) + (next.Xy * Yy), (next.Xx * X0) + (next.Xy * Y0) + next.X0,
        (next.Yx * Xx) + (next.Yy * Yx), (next.Yx * Xy) + (next.Yy * Yy), (next.Yx * X0) + (next.Yy * Y0) + next.Y0);
}
