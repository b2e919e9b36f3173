namespace Nocturne.Core.Simulation;

/// <summary>The Gaussian of one frame.</summary>
/// <param name="SemiMajorSigma">Sigma along the major axis [pixels].</param>
/// <param name="SemiMinorSigma">Sigma along the minor axis [pixels].</param>
/// <param name="OrientationDegrees">Angle of the major axis [degrees from +x towards +y].</param>
public readonly record struct PsfShape(double SemiMajorSigma, double SemiMinorSigma, double OrientationDegrees);
