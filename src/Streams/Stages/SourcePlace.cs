namespace Nocturne.Streams.Stages;

/// <summary>Where a source lies in one frame and how a point source looks there.</summary>
/// <param name="X">Position [pixels].</param>
/// <param name="Y">Position [pixels].</param>
/// <param name="SemiMajorSigma">Standard deviation of a point source along its major axis [pixels].</param>
/// <param name="SemiMinorSigma">Standard deviation along the minor axis [pixels].</param>
/// <param name="Orientation">Angle of the major axis from +x towards +y [radians].</param>
public readonly record struct SourcePlace(double X, double Y, double SemiMajorSigma, double SemiMinorSigma, double Orientation);
