namespace Nocturne.Core.Photometry.Photometers;

/// <summary>Where a source lies in one frame and how a point source of the band looks there.</summary>
/// <param name="X">Position [pixels]; not a number when the frame does not show the source.</param>
/// <param name="Y">Position [pixels].</param>
/// <param name="SemiMajorSigma">Standard deviation of a point source along its major axis [pixels].</param>
/// <param name="SemiMinorSigma">Standard deviation along the minor axis [pixels].</param>
/// <param name="Orientation">Angle of the major axis from +x towards +y [radians].</param>
public readonly record struct SourcePlace(double X, double Y, double SemiMajorSigma, double SemiMinorSigma, double Orientation)
{
    /// <summary>Whether there is a place to measure at.</summary>
    public bool IsKnown => double.IsFinite(X + Y);

    /// <summary>The same point source, nowhere.</summary>
    public SourcePlace Unknown => this with { X = double.NaN, Y = double.NaN };

    /// <summary>An ellipse of the shape of the point source round the place.</summary>
    /// <param name="scale">Semi-axes [standard deviations of the point source].</param>
    public Aperture Ellipse(double scale) => Aperture.Ellipse(X, Y, scale * SemiMajorSigma, scale * SemiMinorSigma, Orientation);
}
