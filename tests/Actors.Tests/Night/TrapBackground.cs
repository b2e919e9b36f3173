using Nocturne.Core.Photometry;

namespace Nocturne.Actors.Tests.Night;

/// <summary>A local background with a fault in its program that shows on one frame, known by its first pixels.</summary>
sealed class TrapBackground(float[] firstPixels) : ILocalBackground
{
    public LocalBackground Estimate(in PhotometryFrame frame, double x, double y, double semiMajorSigma, double semiMinorSigma, double angle) =>
        frame.Image.Pixels.StartsWith(firstPixels)
            ? throw new InvalidOperationException("the sky fell in.")
            : AnnulusBackground.Opticam.Estimate(frame, x, y, semiMajorSigma, semiMinorSigma, angle);
}
