namespace Nocturne.Core.Catalogs;

/// <summary>What a point source of a band looks like.</summary>
/// <param name="SemiMajorSigma">Standard deviation along the major axis [pixels].</param>
/// <param name="SemiMinorSigma">Standard deviation along the minor axis [pixels].</param>
/// <param name="Orientation">Angle of the major axis from +x towards +y [radians].</param>
public readonly record struct PointShape(double SemiMajorSigma, double SemiMinorSigma, double Orientation)
{
    /// <summary>Whether it is an ellipse.</summary>
    public bool IsValid => SemiMinorSigma > 0 && SemiMajorSigma >= SemiMinorSigma && double.IsFinite(SemiMajorSigma + Orientation);
}
