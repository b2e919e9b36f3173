namespace Nocturne.Core.Photometry;

/// <summary>A circle, an ellipse, or a ring of either, round a point of the image.</summary>
/// <remarks>Lengths are pixels; the angle of the major axis runs from +x towards +y in radians.</remarks>
public readonly record struct Aperture
{
    Aperture(double x, double y, double semiMajor, double semiMinor, double angle, double innerSemiMajor, double innerSemiMinor)
    {
        X = x;
        Y = y;
        SemiMajor = semiMajor;
        SemiMinor = semiMinor;
        Angle = angle;
        InnerSemiMajor = innerSemiMajor;
        InnerSemiMinor = innerSemiMinor;
    }

    public double X { get; }

    public double Y { get; }

    public double SemiMajor { get; }

    public double SemiMinor { get; }

    public double Angle { get; }

    /// <summary>Semi-major axis of the hole; zero without one.</summary>
    public double InnerSemiMajor { get; }

    public double InnerSemiMinor { get; }

    /// <summary>Its area [pixels].</summary>
    public double Area => Math.PI * ((SemiMajor * SemiMinor) - (InnerSemiMajor * InnerSemiMinor));

    /// <summary>Whether it has a hole.</summary>
    public bool IsAnnulus => InnerSemiMajor > 0;

    /// <summary>Every pixel that it touches.</summary>
    public PixelBox Box
    {
        get
        {
            var (sin, cos) = Math.SinCos(Angle);
            return PixelBox.Around(
                X,
                Y,
                Math.Sqrt(Squared(SemiMajor * cos) + Squared(SemiMinor * sin)),
                Math.Sqrt(Squared(SemiMajor * sin) + Squared(SemiMinor * cos)));
        }
    }

    /// <summary>A circle.</summary>
    /// <exception cref="ArgumentException">The radius is not a positive number.</exception>
    public static Aperture Circle(double x, double y, double radius) => Ellipse(x, y, radius, radius, 0);

    /// <summary>An ellipse.</summary>
    /// <exception cref="ArgumentException">An axis is not a positive number.</exception>
    public static Aperture Ellipse(double x, double y, double semiMajor, double semiMinor, double angle)
    {
        if (!(semiMajor > 0) || !(semiMinor > 0) || !double.IsFinite(semiMajor + semiMinor + angle))
            throw new ArgumentException(
                $"An aperture of {semiMajor} x {semiMinor} pixels at angle {angle} has no area: both semi-axes must be positive numbers.");
        return new Aperture(x, y, semiMajor, semiMinor, angle, 0, 0);
    }

    /// <summary>A ring between two circles.</summary>
    /// <exception cref="ArgumentException">The radii are not positive numbers, the inner smaller than the outer.</exception>
    public static Aperture Annulus(
        double x, double y, double inner, double outer) => EllipticalAnnulus(x, y, inner, inner, outer, outer, 0);

    /// <summary>A ring between two ellipses of one angle.</summary>
    /// <exception cref="ArgumentException">The axes are not positive numbers, the inner smaller than the outer.</exception>
    public static Aperture EllipticalAnnulus(
        double x, double y, double innerSemiMajor, double innerSemiMinor, double semiMajor, double semiMinor, double angle)
    {
        if (!(innerSemiMajor > 0) || !(innerSemiMinor > 0) || !(semiMajor > innerSemiMajor) || !(semiMinor > innerSemiMinor)
            || !double.IsFinite(semiMajor + semiMinor + angle))
        {
            throw new ArgumentException(
                $"A ring from {innerSemiMajor} x {innerSemiMinor} to {semiMajor} x {semiMinor} pixels has no area: the axes must be positive numbers, the inner ones smaller.");
        }

        return new Aperture(x, y, semiMajor, semiMinor, angle, innerSemiMajor, innerSemiMinor);
    }

    static double Squared(double value) => value * value;
}
