namespace Nocturne.Core.Photometry;

/// <summary>A way to find the sky round a source, on top of the frame's own background.</summary>
public interface ILocalBackground
{
    /// <param name="frame">Counts, masks, segments.</param>
    /// <param name="x">Position of the source [pixels].</param>
    /// <param name="y">Position of the source [pixels].</param>
    /// <param name="semiMajorSigma">Standard deviation of a point source along its major axis [pixels].</param>
    /// <param name="semiMinorSigma">Standard deviation along the minor axis [pixels].</param>
    /// <param name="angle">Angle of the major axis from +x towards +y [radians].</param>
    LocalBackground Estimate(in PhotometryFrame frame, double x, double y, double semiMajorSigma, double semiMinorSigma, double angle);
}
