using Nocturne.Core.Photometry;

namespace MyLab;

/// <summary>A local background that fails in the left half of a frame: those measurements are flagged <c>plugin_failed</c>, the night goes on.</summary>
public sealed class BrokenAnnulus : ILocalBackground
{
    /// <inheritdoc/>
    public LocalBackground Estimate(in PhotometryFrame frame, double x, double y, double semiMajorSigma, double semiMinorSigma, double angle) =>
        x < frame.Image.Width / 2
            ? throw new InvalidOperationException("There is no sky on the left.")
            : AnnulusBackground.Opticam.Estimate(frame, x, y, semiMajorSigma, semiMinorSigma, angle);
}
